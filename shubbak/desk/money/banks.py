"""Banks that take payments for the body: their keys, limits, days, and where their files differ."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.cashier.shown import Row
from shubbak.desk.chrome import show
from shubbak.desk.money import bank_shown as shown
from shubbak.desk.money.access import clearers, readers_of_money
from shubbak.desk.money.forms import LimitsForm, ReasonForm
from shubbak.desk.money.referring import refer_deed
from shubbak.desk.words import word
from shubbak.payments.biller.actions import (
    approve_change,
    drop_change,
    propose_limits,
    propose_reopening,
    refer_day_difference,
    settle_day_difference,
    withdraw_key,
)
from shubbak.payments.biller.models import Bank, Change, DayDifference, Key
from shubbak.payments.biller.queries import banks as all_banks
from shubbak.payments.biller.queries import differences_of_days
from shubbak.payments.ledger.referring import opens_files
from shubbak.payments.reconciling.permissions import clears_money


@readers_of_money
@require_safe
def banks(request: DeskRequest) -> HttpResponse:
    lines = [shown.bank_line(bank, request.visit.at) for bank in all_banks()]
    own = shown.account_lines()
    context = {"lines": lines, "accounts": own, "clears": clears_money(request.visit.roles)}
    return show(request, "desk/money/banks.html", context, here="money")


@readers_of_money
@require_safe
def bank(request: DeskRequest, bank_code: str) -> HttpResponse:
    found = get_object_or_404(all_banks(), code=bank_code)
    context = {
        "bank": found,
        "line": shown.bank_line(found, request.visit.at),
        "rows": shown.bank_rows(found, request.visit.at),
        "changes": shown.change_lines(found, request.visit.at),
        "keys": shown.key_lines(found),
        "days": shown.days_of(found),
        "differences": [shown.difference_line(each) for each in differences_of_days(found)],
        "clears": clears_money(request.visit.roles),
    }
    return show(request, "desk/money/bank.html", context, here="money")


@clearers
@require_http_methods(["GET", "POST"])
def limits(request: DeskRequest, bank_code: str) -> HttpResponse:
    return _deed(request, LIMITS, get_object_or_404(Bank, code=bank_code, in_force_at__isnull=False))


@clearers
@require_http_methods(["GET", "POST"])
def reopen(request: DeskRequest, bank_code: str) -> HttpResponse:
    """It may look numbers up again, before the hour is over."""
    return _deed(request, REOPEN, get_object_or_404(Bank, code=bank_code))


@clearers
@require_http_methods(["GET", "POST"])
def approve_one_change(request: DeskRequest, change_id: int) -> HttpResponse:
    return _decide(request, APPROVE_CHANGE, change_id)


@clearers
@require_http_methods(["GET", "POST"])
def drop_one_change(request: DeskRequest, change_id: int) -> HttpResponse:
    return _decide(request, DROP_CHANGE, change_id)


def _decide(request: DeskRequest, deed: Deed, change_id: int) -> HttpResponse:
    waiting = Change.objects.select_related("bank")
    change = get_object_or_404(waiting, pk=change_id, in_force_at=None)
    rows = [Row(gettext("Bank"), shown.name_of(change.bank)), *shown.change_rows(change)]
    return _deed(request, deed, change, bank=change.bank, named=shown.change_title(change), rows=rows)


@clearers
@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, key_id: int) -> HttpResponse:
    key = get_object_or_404(Key.objects.select_related("bank"), pk=key_id, withdrawn_at=None)
    return _deed(request, WITHDRAW, key, bank=key.bank, named=key.name)


@readers_of_money
@require_safe
def day_difference(request: DeskRequest, difference_id: int) -> HttpResponse:
    found = _day_difference(difference_id)
    may_refer = opens_files() and not found.file_number
    context = {
        "found": found,
        "title": word(shown.DAY_KINDS, found.kind),
        "rows": shown.difference_rows(found),
        "may_settle": clears_money(request.visit.roles) and not found.settled_at,
        "settle_url": reverse("desk_settle_day", args=[found.pk]),
        "refer_url": reverse("desk_refer_day", args=[found.pk]) if may_refer else "",
    }
    return show(request, "desk/money/difference.html", context, here="money")


@clearers
@require_http_methods(["GET", "POST"])
def settle_day(request: DeskRequest, difference_id: int) -> HttpResponse:
    found = _day_difference(difference_id, settled_at=None)
    rows = shown.difference_rows(found)
    return _deed(
        request,
        SETTLE_DAY,
        found,
        bank=found.file.bank,
        named=str(word(shown.DAY_KINDS, found.kind)),
        rows=rows,
    )


@clearers
@require_http_methods(["GET", "POST"])
def refer_day(request: DeskRequest, difference_id: int) -> HttpResponse:
    found = _day_difference(difference_id, settled_at=None)
    return _deed(request, REFER_DAY, found, bank=found.file.bank, named=found.reference)


def _day_difference(difference_id: int, **which: Any) -> DayDifference:
    known = DayDifference.objects.select_related("file__bank")
    return get_object_or_404(known, pk=difference_id, **which)


def _deed(
    request: DeskRequest,
    deed: Deed,
    about: object,
    *,
    bank: Bank | None = None,
    named: str = "",
    rows: object = None,
) -> HttpResponse:
    """Every deed leads back to the page of its bank."""
    of = bank or about
    back = reverse("desk_bank", args=[of])
    return carry_out(
        request, deed, about, back=back, named=named or shown.name_of(of), rows=rows, here="money"
    )


def _limit(visit: Visit, form: LimitsForm) -> None:
    propose_limits(bank=form.about, actor=visit.actor, at=visit.at, **form.practice)


def _reopen(visit: Visit, form: ConfirmForm) -> None:
    propose_reopening(bank=form.about, actor=visit.actor, at=visit.at)


def _approve_change(visit: Visit, form: ConfirmForm) -> None:
    approve_change(change_id=form.about.pk, actor=visit.actor, at=visit.at)


def _drop_change(visit: Visit, form: ConfirmForm) -> None:
    drop_change(change_id=form.about.pk, actor=visit.actor, at=visit.at)


def _withdraw(visit: Visit, form: ConfirmForm) -> None:
    withdraw_key(name=form.about.name, actor=visit.actor, at=visit.at)


def _settle_day(visit: Visit, form: ReasonForm) -> None:
    note = form.cleaned_data["reason"]
    settle_day_difference(difference_id=form.about.pk, note=note, actor=visit.actor, at=visit.at)


def _refer_day(visit: Visit, form: ConfirmForm) -> DayDifference:
    return refer_day_difference(difference_id=form.about.pk, actor=visit.actor, at=visit.at)


_SECOND = _("Somebody else puts it in force: nobody approves what they proposed.")
_CLEAR = _("The difference is cleared up.")
LIMITS = Deed(
    _("Limits of the bank"),
    pgettext_lazy("bank", "Propose them"),
    LimitsForm,
    _limit,
    _("The limits are proposed. Somebody else puts them in force."),
    _SECOND,
)
REOPEN = Deed(
    _("Let the bank look numbers up again"),
    _("Propose it"),
    ConfirmForm,
    _reopen,
    _("It is proposed. Somebody else puts it in force, before the hour is over."),
    _("It named too many numbers that nobody has. Ask it why before you do this."),
)
APPROVE_CHANGE = Deed(
    _("Put the change in force"),
    pgettext_lazy("bank", "Put it in force"),
    ConfirmForm,
    _approve_change,
    _("The change is in force."),
    _SECOND,
)
DROP_CHANGE = Deed(
    _("Drop the proposal"),
    pgettext_lazy("bank", "Drop it"),
    ConfirmForm,
    _drop_change,
    _("The proposal is dropped."),
)
WITHDRAW = Deed(
    _("Withdraw the key"),
    pgettext_lazy("bank", "Withdraw it"),
    ConfirmForm,
    _withdraw,
    _("The key is withdrawn."),
    _("Nothing that is signed with it is believed from now on. This cannot be undone."),
)
SETTLE_DAY = Deed(_("Clear the difference up"), _("It is clear"), ReasonForm, _settle_day, _CLEAR)
REFER_DAY = refer_deed(_refer_day)
