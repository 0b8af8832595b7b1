"""Shifts: one's own with its count, and all of them for their head."""

from datetime import timedelta
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
from shubbak.desk.cashier.access import head_cashiers, readers_of_tills, the_shift, till_people
from shubbak.desk.cashier.forms import CloseForm, RemitForm, TillForm
from shubbak.desk.cashier.shown import receipt_lines, shift_line, shift_rows
from shubbak.desk.chrome import show
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.shown.language import tongue
from shubbak.payments.cashier.actions import close_shift, end_till, make_till, remit_shift, sign_shift
from shubbak.payments.cashier.models import Shift, Till
from shubbak.payments.cashier.papers import closing_sheet
from shubbak.payments.cashier.permissions import heads_tills, takes_money
from shubbak.payments.cashier.queries import counter_entries_of, shifts_between

DAYS = timedelta(days=30)


@readers_of_tills
@require_safe
def all_shifts(request: DeskRequest) -> HttpResponse:
    today = in_its_zone(request.visit.at).date()
    context = {
        "lines": [shift_line(shift) for shift in shifts_between(today - DAYS, today)],
        "tills": [(till, tongue().pick(till.name)) for till in Till.objects.filter(ended_at=None)],
        "heads": heads_tills(request.visit.roles),
        "takes": takes_money(request.visit.roles),
    }
    return show(request, "desk/cashier/shifts.html", context, here="cashier")


@till_people
@require_safe
def shift(request: DeskRequest, shift_id: UUID) -> HttpResponse:
    found = the_shift(request.visit, shift_id)
    may = _may(request.visit, found)
    context = {
        "shift": found,
        "rows": shift_rows(found, is_blind=may["is_mine"] and not found.closed_at),
        "lines": receipt_lines(found),
        "entries": list(counter_entries_of(found)),
        "till": tongue().pick(found.till.name),
        **may,
    }
    return show(request, "desk/cashier/shift.html", context, here="cashier")


@till_people
@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, shift_id: UUID) -> HttpResponse:
    return _deed(request, CLOSE, shift_id)


@head_cashiers
@require_http_methods(["GET", "POST"])
def sign(request: DeskRequest, shift_id: UUID) -> HttpResponse:
    return _deed(request, SIGN, shift_id)


@head_cashiers
@require_http_methods(["GET", "POST"])
def remit(request: DeskRequest, shift_id: UUID) -> HttpResponse:
    return _deed(request, REMIT, shift_id)


@till_people
@require_safe
def sheet(request: DeskRequest, shift_id: UUID) -> HttpResponse:
    return as_pdf(closing_sheet(the_shift(request.visit, shift_id), current_agency()))


@head_cashiers
@require_http_methods(["GET", "POST"])
def new_till(request: DeskRequest) -> HttpResponse:
    return carry_out(request, MAKE, None, back=reverse("desk_shifts"), here="cashier")


@head_cashiers
@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, till_id: int) -> HttpResponse:
    till = get_object_or_404(Till, pk=till_id, ended_at=None)
    return carry_out(request, END, till, back=reverse("desk_shifts"), named=till.code, here="cashier")


def _deed(request: DeskRequest, deed: Deed, shift_id: UUID) -> HttpResponse:
    found = the_shift(request.visit, shift_id)
    back, named = reverse("desk_shift", args=[shift_id]), found.number or found.till.code
    return carry_out(request, deed, found, back=back, named=named, here="cashier")


def _may(visit: Visit, found: Shift) -> dict[str, bool]:
    head, own = heads_tills(visit.roles), found.cashier_id == visit.staff.pk
    another = visit.staff.pk not in (found.cashier_id, found.closed_by_id)
    return {
        "is_mine": own,
        "may_close": not found.closed_at and (own or head),
        "may_sign": bool(head and another and found.closed_at and not found.signed_at),
        "may_remit": bool(head and found.signed_at and not found.remitted_at),
    }


def _close(visit: Visit, form: CloseForm) -> Shift:
    return close_shift(
        shift_id=form.about.pk,
        pieces=form.pieces,
        explanation=form.cleaned_data["explanation"],
        staff=visit.staff,
        is_head=heads_tills(visit.roles),
        at=visit.at,
    )


def _closed_words(closed: Shift) -> str:
    if closed.difference:
        return gettext("The till is closed; the count differs and is explained. The head cashier signs next.")
    return gettext("The till is closed and the count is right. The head cashier signs next.")


def _sign(visit: Visit, form: ConfirmForm) -> None:
    sign_shift(shift_id=form.about.pk, staff=visit.staff, at=visit.at)


def _remit(visit: Visit, form: RemitForm) -> None:
    typed = form.cleaned_data
    remit_shift(
        shift_id=form.about.pk, bank=typed["bank"], slip=typed["slip"], staff=visit.staff, at=visit.at
    )


def _make(visit: Visit, form: TillForm) -> None:
    make_till(code=form.cleaned_data["code"], name=form.named("name"), staff=visit.staff, at=visit.at)


def _end(visit: Visit, form: ConfirmForm) -> None:
    end_till(till_id=form.about.pk, staff=visit.staff, at=visit.at)


CLOSE = Deed(
    _("Close the till"),
    _("The drawer is counted"),
    CloseForm,
    _close,
    _closed_words,
    _("Count the drawer, the float with it: how many of each note and coin lie in it."),
)
SIGN = Deed(
    _("Sign the closing"),
    _("Sign"),
    ConfirmForm,
    _sign,
    _("The closing is signed."),
    _("You have counted what was handed over, and answer for it together with the cashier."),
)
REMIT = Deed(
    _("Bring the money to the bank"),
    _("It is at the bank"),
    RemitForm,
    _remit,
    _("Noted: the money is at the bank."),
)
MAKE = Deed(_("New till"), _("Set it up"), TillForm, _make, _("The till is set up."))
END = Deed(
    _("Give the till up"),
    pgettext_lazy("till", "Give it up"),
    ConfirmForm,
    _end,
    _("The till is given up. What it took stays in the books."),
)
