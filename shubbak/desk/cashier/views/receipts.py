"""A receipt: shown, printed, taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.cashier.access import head_cashiers, the_receipt, till_people
from shubbak.desk.cashier.forms import ReasonForm
from shubbak.desk.cashier.shown import goods_shown, money, receipt_rows
from shubbak.desk.chrome import show
from shubbak.desk.registry.printed import as_pdf
from shubbak.payments.cashier.actions import counter_receipt, note_unpaid_cheque, print_receipt
from shubbak.payments.cashier.models import Receipt
from shubbak.payments.cashier.papers import receipt_address, receipt_sheet
from shubbak.payments.cashier.permissions import heads_tills
from shubbak.payments.cashier.queries import receipt_with


@till_people
@require_safe
def receipt(request: DeskRequest, receipt_id: UUID) -> HttpResponse:
    found = the_receipt(request.visit, receipt_id)
    context = {"receipt": found, "rows": receipt_rows(found), "goods": goods_shown(found)}
    context |= _may(request.visit, found)
    context["change"] = money(found.change, found.currency) if found.change else ""
    context["total"] = money(found.total, found.currency)
    return show(request, "desk/cashier/receipt.html", context, here="cashier")


@till_people
@require_POST
def printed(request: DeskRequest, receipt_id: UUID) -> HttpResponse:
    """On a roll of 80 mm, or on a sheet; each is counted."""
    found = the_receipt(request.visit, receipt_id)
    print_receipt(receipt_id=found.pk, staff=request.visit.staff, at=request.visit.at)
    again = receipt_with(receipt_id) or found
    if request.POST.get("on") == "sheet":
        return as_pdf(receipt_sheet(again, current_agency()))
    context = {"receipt": again, "rows": receipt_rows(again), "goods": goods_shown(again)}
    context["total"] = money(again.total, again.currency)
    context["change"] = money(again.change, again.currency) if again.change else ""
    context["address"] = receipt_address(again, current_agency())
    return render(request, "desk/cashier/roll.html", context)


@till_people
@require_http_methods(["GET", "POST"])
def take_back(request: DeskRequest, receipt_id: UUID) -> HttpResponse:
    return _deed(request, TAKE_BACK, receipt_id)


@head_cashiers
@require_http_methods(["GET", "POST"])
def unpaid(request: DeskRequest, receipt_id: UUID) -> HttpResponse:
    return _deed(request, UNPAID, receipt_id)


def _deed(request: DeskRequest, deed: Deed, receipt_id: UUID) -> HttpResponse:
    found = the_receipt(request.visit, receipt_id)
    back = reverse("desk_till_receipt", args=[receipt_id])
    return carry_out(request, deed, found, back=back, named=found.number, here="cashier")


def _may(visit: Visit, found: Receipt) -> dict[str, bool]:
    stands = not hasattr(found, "counter_entry")
    head, own = heads_tills(visit.roles), found.shift.cashier_id == visit.staff.pk
    is_open = found.shift.closed_at is None
    return {
        "may_take_back": stands and ((own and is_open) or (head and not own)),
        "may_be_unpaid": stands and head and found.means == Receipt.Means.CHEQUE,
        "is_mine": own and is_open,
    }


def _take_back(visit: Visit, form: ReasonForm) -> None:
    counter_receipt(
        receipt_id=form.about.pk,
        reason=form.cleaned_data["reason"],
        staff=visit.staff,
        is_head=heads_tills(visit.roles),
        at=visit.at,
    )


def _unpaid(visit: Visit, form: ReasonForm) -> None:
    note_unpaid_cheque(
        receipt_id=form.about.pk, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at
    )


TAKE_BACK = Deed(
    _("Take the receipt back"),
    pgettext_lazy("till", "Take it back"),
    ReasonForm,
    _take_back,
    _("The receipt is taken back: give the money back. What it paid is owed again."),
    _("The receipt stays in the books with a counter-entry beside it. Give the money back to the person."),
)
UNPAID = Deed(
    _("The bank did not pay this cheque"),
    _("Open the bills again"),
    ReasonForm,
    _unpaid,
    _("What the cheque paid is owed again."),
    _("The receipt stays in the books with a counter-entry beside it; what the cheque paid is owed again."),
)
