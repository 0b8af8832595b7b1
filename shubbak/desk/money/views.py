"""What a bank or a gateway says otherwise, taken in and cleared up; what waits for a second person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.money import bank_shown, forms, shown
from shubbak.desk.money.access import clearers, readers_of_money
from shubbak.desk.money.referring import refer_deed
from shubbak.desk.words import word
from shubbak.payments.biller.queries import differences_of_days
from shubbak.payments.ledger.actions import ask_refund, ask_write_off, decide_request
from shubbak.payments.ledger.models import Request
from shubbak.payments.ledger.queries import requests_to_decide
from shubbak.payments.ledger.referring import opens_files
from shubbak.payments.online.accounts import gateway_in_use
from shubbak.payments.online.actions import close_alarm, read_day_file
from shubbak.payments.online.actions import decide_alarm as decide_closing
from shubbak.payments.online.models import AlarmClosing, DayFile, Order
from shubbak.payments.online.queries import closings_to_decide, differences_open, orders_with_alarm
from shubbak.payments.reconciling.actions import (
    import_statements,
    match_difference,
    refer_difference,
    settle_difference,
)
from shubbak.payments.reconciling.models import Difference
from shubbak.payments.reconciling.permissions import clears_money
from shubbak.payments.reconciling.queries import open_differences

MOST = 100


@readers_of_money
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    currency = current_agency().currency
    context = {
        "differences": [shown.difference_line(each) for each in open_differences()[:MOST]],
        "bank_days": [bank_shown.difference_line(each) for each in differences_of_days()[:MOST]],
        "days": [shown.day_line(each, currency) for each in differences_open()[:MOST]],
        "alarms": [shown.alarm_line(each) for each in orders_with_alarm()[:MOST]],
        "closings": [shown.closing_line(each) for each in closings_to_decide()[:MOST]],
        "proposals": bank_shown.waiting_lines(request.visit.at),
        "requests": [shown.request_line(each) for each in requests_to_decide()[:MOST]],
        "clears": clears_money(request.visit.roles),
    }
    return show(request, "desk/money/home.html", context, here="money")


@clearers
@require_http_methods(["GET", "POST"])
def statement(request: DeskRequest) -> HttpResponse:
    return _deed(request, STATEMENT, None)


@clearers
@require_http_methods(["GET", "POST"])
def day_file(request: DeskRequest) -> HttpResponse:
    return _deed(request, DAY_FILE, None)


@readers_of_money
@require_safe
def difference(request: DeskRequest, difference_id: int) -> HttpResponse:
    found = _difference(difference_id)
    may_refer = opens_files() and not found.file_number
    context = {
        "found": found,
        "title": word(shown.KINDS, found.kind),
        "rows": shown.difference_rows(found),
        "may_settle": clears_money(request.visit.roles) and not found.settled_at,
        "settle_url": reverse("desk_settle", args=[found.pk]),
        "refer_url": reverse("desk_refer", args=[found.pk]) if may_refer else "",
        "match_url": reverse("desk_match", args=[found.pk]) if shown.may_match(found) else "",
    }
    return show(request, "desk/money/difference.html", context, here="money")


@clearers
@require_http_methods(["GET", "POST"])
def match(request: DeskRequest, difference_id: int) -> HttpResponse:
    return _deed(request, MATCH, _difference(difference_id))


@clearers
@require_http_methods(["GET", "POST"])
def settle(request: DeskRequest, difference_id: int) -> HttpResponse:
    return _deed(request, SETTLE, _difference(difference_id))


@clearers
@require_http_methods(["GET", "POST"])
def refer(request: DeskRequest, difference_id: int) -> HttpResponse:
    return _deed(request, REFER, _difference(difference_id))


@clearers
@require_http_methods(["GET", "POST"])
def alarm(request: DeskRequest, order_id: UUID) -> HttpResponse:
    found = get_object_or_404(Order.objects.exclude(alarm=""), pk=order_id)
    return _deed(request, ALARM, found, named=found.oid, rows=shown.alarm_rows(found))


@clearers
@require_http_methods(["GET", "POST"])
def decide_alarm(request: DeskRequest, closing_id: int) -> HttpResponse:
    found = get_object_or_404(AlarmClosing.objects.select_related("order"), pk=closing_id, decided_at=None)
    named = f"{word(shown.WAYS, found.way)} – {found.reason}"
    return _deed(request, DECIDE_ALARM, found, named=named, rows=shown.alarm_rows(found.order))


@clearers
@require_http_methods(["GET", "POST"])
def refund(request: DeskRequest) -> HttpResponse:
    return _deed(request, REFUND, None)


@clearers
@require_http_methods(["GET", "POST"])
def write_off(request: DeskRequest) -> HttpResponse:
    return _deed(request, WRITE_OFF, None)


@clearers
@require_http_methods(["GET", "POST"])
def decide(request: DeskRequest, request_id: UUID) -> HttpResponse:
    known = Request.objects.select_related("payer", "payable")
    found = get_object_or_404(known, pk=request_id, decided_at=None)
    return _deed(request, DECIDE, found, rows=shown.request_rows(found))


def _deed(
    request: DeskRequest, deed: Deed, about: object, *, named: str = "", rows: object = None
) -> HttpResponse:
    """Every deed leads back to the list; `rows` are what is to be known before it is done."""
    return carry_out(request, deed, about, back=reverse("desk_money"), named=named, rows=rows, here="money")


def _difference(difference_id: int) -> Difference:
    known = Difference.objects.select_related("line", "payment", "statement__account")
    return get_object_or_404(known, pk=difference_id)


def _statement(visit: Visit, form: forms.FileForm) -> bool:
    return import_statements(
        content=form.cleaned_data["file"],
        statements=form.statements,
        actor=visit.actor,
        at=visit.at,
        day=in_its_zone(visit.at).date(),
    )


def _day_file(visit: Visit, form: forms.DayFileForm) -> DayFile:
    gateway = gateway_in_use()
    given = form.cleaned_data
    return read_day_file(
        gateway=gateway.name if gateway else "cmi",
        day=given["day"],
        content=given["file"],
        actor=visit.actor,
        at=visit.at,
    )


def _match(visit: Visit, form: forms.WhoseForm) -> None:
    match_difference(
        difference_id=form.about.pk,
        payer=form.debtor.payer_id,
        payable=form.payable.pk if form.payable else None,
        actor=visit.actor,
        at=visit.at,
        day=in_its_zone(visit.at).date(),
    )


def _settle(visit: Visit, form: forms.SettleForm) -> None:
    given = form.cleaned_data
    settle_difference(
        difference_id=form.about.pk, note=given["reason"], way=given["way"], actor=visit.actor, at=visit.at
    )


def _refer(visit: Visit, form: ConfirmForm) -> Difference:
    return refer_difference(difference_id=form.about.pk, actor=visit.actor, at=visit.at)


def _alarm(visit: Visit, form: forms.AlarmForm) -> AlarmClosing:
    given = form.cleaned_data
    return close_alarm(
        order_id=form.about.pk, way=given["way"], reason=given["reason"], actor=visit.actor, at=visit.at
    )


def _alarm_said(closing: AlarmClosing) -> str:
    if closing.decided_at:
        return gettext("The alarm is closed.")
    return gettext("Somebody else has to grant this: it waits for them.")


def _decide_alarm(visit: Visit, form: forms.DecideForm) -> None:
    decide_closing(closing_id=form.about.pk, is_granted=form.is_granted, actor=visit.actor, at=visit.at)


def _refund(visit: Visit, form: forms.RefundForm) -> None:
    given = form.cleaned_data
    ask_refund(
        payer=form.debtor.payer_id,
        amount=given["amount"],
        account=given["account"],
        reason=given["reason"],
        actor=visit.actor,
        at=visit.at,
    )


def _write_off(visit: Visit, form: forms.WriteOffForm) -> None:
    reason = form.cleaned_data["reason"]
    ask_write_off(payable_id=form.owed, reason=reason, actor=visit.actor, at=visit.at)


def _decide(visit: Visit, form: forms.DecideForm) -> None:
    decide_request(
        request_id=form.about.pk,
        is_granted=form.is_granted,
        actor=visit.actor,
        at=visit.at,
        day=in_its_zone(visit.at).date(),
    )


_WAITS = _("Asked for: somebody else has to grant it.")
_DECIDED = _("Your decision is noted.")
STATEMENT = Deed(
    _("Statement of a bank"),
    pgettext_lazy("money", "Take it in"),
    forms.FileForm,
    _statement,
    lambda is_new: gettext("The statement is taken in.") if is_new else gettext("This file was here before."),
)
DAY_FILE = Deed(
    _("The gateway’s file of a day"),
    pgettext_lazy("money", "Take it in"),
    forms.DayFileForm,
    _day_file,
    _("The file is read: what does not fit stands below."),
)
MATCH = Deed(
    _("Whose money is it?"),
    _("It is theirs"),
    forms.WhoseForm,
    _match,
    _("The money is theirs: it is received."),
)
SETTLE = Deed(
    _("Clear the difference up"),
    _("It is clear"),
    forms.SettleForm,
    _settle,
    _("The difference is cleared up."),
)
REFER = refer_deed(_refer)
ALARM = Deed(_("Alarm of an online payment"), _("Close the alarm"), forms.AlarmForm, _alarm, _alarm_said)
DECIDE_ALARM = Deed(_("Decide on an alarm"), _("Decide"), forms.DecideForm, _decide_alarm, _DECIDED)
REFUND = Deed(_("Ask for a refund"), _("Ask for it"), forms.RefundForm, _refund, _WAITS)
WRITE_OFF = Deed(_("Ask to give a debt up"), _("Ask for it"), forms.WriteOffForm, _write_off, _WAITS)
DECIDE = Deed(_("Decide on a request"), _("Decide"), forms.DecideForm, _decide, _DECIDED)
