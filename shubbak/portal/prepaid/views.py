"""A prepaid meter is charged: what money buys, the payment, the token; emergency credit."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.payments.online.links import pay_path_for
from shubbak.portal.depositing import VISITOR
from shubbak.portal.limits import limited, spend
from shubbak.portal.prepaid.filling import form_of, prepaid_page, sale_page
from shubbak.portal.prepaid.form import BuyForm
from shubbak.portal.reaching import of_contract
from shubbak.utility.prepaid.vending.actions import begin_purchase, lend, send_token, vend_sale
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale
from shubbak.utility.prepaid.vending.queries import prepaid_meter, sales_of
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.models import Holding


@require_safe
@of_contract
def prepaid(request: HttpRequest, holding: Holding) -> HttpResponse:
    """How much, what it buys line by line, and what was bought before."""
    meter = _meter(holding)
    form = form_of(meter, request.GET if "amount" in request.GET else None)
    page = prepaid_page(holding, meter, form, timezone.now())
    refused = bool(page.notices or form.errors)
    return render(request, "portal/prepaid.html", {"page": page}, status=422 if refused else 200)


@require_POST
@of_contract
@limited
def buy(request: HttpRequest, holding: Holding) -> HttpResponse:
    """The purchase begins, and is to be paid; a repeat is the same one."""
    at, (key, money) = timezone.now(), _typed(request)
    spend(request, "pay", at)
    try:
        begun = begin_purchase(contract=holding.contract, money=money, key=key, actor=VISITOR, at=at)
    except VendingRefused:
        return redirect("prepaid", holding.contract.number)
    way = begun.state == Sale.State.ASKED and sale_page(holding, begun).pay
    return redirect(pay_path_for([begun.payable_id])) if way else _to(begun)


@require_POST
@of_contract
@limited
def borrow(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Emergency credit: the token comes before its payment."""
    at, (key, _) = timezone.now(), _typed(request)
    spend(request, "pay", at)
    try:
        lent = lend(contract=holding.contract, key=key, actor=VISITOR, at=at)
    except VendingRefused:
        return redirect("prepaid", holding.contract.number)
    return _to(vend_sale(sale_id=lent.pk, at=at, actor=VISITOR))


@require_safe
@of_contract
def sale(request: HttpRequest, holding: Holding, sale_id: UUID) -> HttpResponse:
    """The token of a purchase, the same however often it is looked at."""
    page = sale_page(holding, _sale(holding, sale_id))
    return render(request, "portal/prepaid_sale.html", {"page": page})


@require_POST
@of_contract
@limited
def collect(request: HttpRequest, holding: Holding, sale_id: UUID) -> HttpResponse:
    """Have the token made now, if it is paid and nobody made it yet."""
    at, found = timezone.now(), _sale(holding, sale_id)
    spend(request, "answer", at)
    return _to(vend_sale(sale_id=found.pk, at=at, actor=VISITOR))


@require_POST
@of_contract
@limited
def send(request: HttpRequest, holding: Holding, sale_id: UUID) -> HttpResponse:
    """The token goes once more to the telephone that we know of the holder."""
    at, found = timezone.now(), _sale(holding, sale_id)
    spend(request, "code", at)
    with suppress(VendingRefused):
        send_token(sale_id=found.pk, actor=VISITOR, at=at)
    return _to(found)


def _meter(holding: Holding) -> PrepaidMeter:
    meter = prepaid_meter(holding.contract, in_its_zone(timezone.now()).date())
    if meter is None:
        raise Http404
    return meter


def _sale(holding: Holding, sale_id: UUID) -> Sale:
    """Of whoever holds the contract now: a purchase of somebody before them is absent."""
    found: Sale = get_object_or_404(sales_of(holding.contract), pk=sale_id, payer=holding.payer_id)
    return found


def _typed(request: HttpRequest) -> tuple[UUID, int]:
    form = BuyForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["key"], form.cleaned_data["money"] or 0


def _to(found: Sale) -> HttpResponse:
    return redirect("prepaid_sale", found.contract.number, found.pk)
