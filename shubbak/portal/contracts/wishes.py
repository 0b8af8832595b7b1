"""What the holder of a contract may ask from its pages: a statement to keep, no paper, instalments."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.documents.paper import render as printed
from shubbak.payments.ledger.rules import LedgerRefused
from shubbak.portal.depositing import VISITOR
from shubbak.portal.filling.instalments import InstalmentsForm, instalments_page
from shubbak.portal.filling.statement_paper import statement_sheet
from shubbak.portal.limits import limited, spend
from shubbak.portal.reaching import of_contract
from shubbak.portal.statement_form import StatementForm
from shubbak.utility.arrears.actions import grant_instalments
from shubbak.utility.arrears.actions.instalments import choices_for
from shubbak.utility.arrears.queries import rules_on
from shubbak.utility.bills.actions import send_copy
from shubbak.utility.bills.queries import bills_of
from shubbak.utility.bills.shown import standing_of
from shubbak.utility.subscriptions.actions import choose_paper
from shubbak.utility.subscriptions.models import Holding


@require_safe
@of_contract
def statement_pdf(request: HttpRequest, holding: Holding) -> HttpResponse:
    form = StatementForm(request.GET)
    if not form.is_valid():
        raise Http404
    days = form.cleaned_data
    sheet = statement_sheet(holding, days["first"], days["last"], timezone.now())
    response = HttpResponse(printed(sheet, current_agency()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
    return response


@require_POST
@of_contract
@limited
def paper(request: HttpRequest, holding: Holding) -> HttpResponse:
    """No more bills on paper, or paper again."""
    at, contract = timezone.now(), holding.contract
    spend(request, "answer", at)
    choose_paper(contract=contract, paperless=not contract.paperless, actor=VISITOR, at=at)
    return redirect("contract", contract.number)


@require_POST
@of_contract
@limited
def send(request: HttpRequest, holding: Holding, bill_id: UUID) -> HttpResponse:
    """The bill by e-mail, to the address that the holder gave."""
    bill = get_object_or_404(bills_of(holding.contract), pk=bill_id, holding=holding)
    at = timezone.now()
    spend(request, "code", at)
    sent = send_copy(bill=bill, at=at)
    back = reverse("bill", args=[holding.contract.number, bill_id])
    return redirect(f"{back}?sent" if sent else back)


@require_http_methods(["GET", "HEAD", "POST"])
@of_contract
@limited
def instalments(request: HttpRequest, holding: Holding, bill_id: UUID) -> HttpResponse:
    """Where the body gives them without being asked: choose in how many parts."""
    bill = get_object_or_404(bills_of(holding.contract), pk=bill_id, holding=holding)
    at, payable = timezone.now(), standing_of(bill).payable
    choices = choices_for(payable, rules_on(in_its_zone(at).date())) if payable else range(0)
    if payable is None or not choices:
        return redirect("bill", holding.contract.number, bill_id)
    form = InstalmentsForm(payable, choices, at, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        spend(request, "answer", at)
        with suppress(LedgerRefused):  # somebody was faster: the page of the bill says how it stands
            grant_instalments(payable_id=payable.pk, parts=form.parts, actor=VISITOR, at=at)
        return redirect("bill", holding.contract.number, bill_id)
    page = instalments_page(bill, payable, form)
    status = 422 if form.errors else 200
    return render(request, "portal/instalments.html", {"page": page}, status=status)
