"""Credit for prepaid meters: what money buys, the payment with its token, the token again."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Path, Query, Router, Status
from pydantic import Field

from shubbak.api.biller.door import heard
from shubbak.api.biller.payments import KEY_PARAMETER, Reference, facts_of, reference_of
from shubbak.api.biller.shapes import Number, PurchaseGiven, PurchaseShown, PurchaseState, QuoteShown
from shubbak.foundation.localized import pick
from shubbak.payments.biller.actions import bought, quote_for, sell
from shubbak.payments.biller.rules import PurchaseAsked, masked_name
from shubbak.payments.ledger.buying import Goods, Quote
from shubbak.payments.ledger.models import Payment

router = Router(tags=["purchases"])
Asked = Annotated[int, Field(ge=0, lt=10**12, description="Minor units; 0 to learn what is the least.")]


@router.get("/quote", response=QuoteShown, operation_id="quote", summary="What money buys for a meter")
def quote(request: HttpRequest, meter: Query[Number], amount: Asked = 0) -> QuoteShown:
    """Nothing is written. A number that nobody has is counted, as with dues."""
    bank = heard(request).bank
    return _quoted(quote_for(bank=bank, number=meter, amount=amount, at=timezone.now()))


@router.post(
    "/purchases",
    response={201: PurchaseShown},
    operation_id="buy",
    summary="Pay for the credit of a meter",
    openapi_extra={"parameters": [KEY_PARAMETER]},
)
def buy(request: HttpRequest, body: PurchaseGiven) -> Status[PurchaseShown]:
    """Takes the money once, and gives the token. What the units do not cost is kept as credit."""
    asked = PurchaseAsked(
        reference=reference_of(request),
        number=body.meter,
        amount=body.amount,
        currency=body.currency,
        channel=body.channel,
        paid_at=body.paid_at,
    )
    return Status(201, _shown(*sell(bank=heard(request).bank, asked=asked, at=timezone.now())))


@router.get(
    "/purchases/{reference}",
    response=PurchaseShown,
    operation_id="purchase",
    summary="The token of a purchase, again",
)
def purchase(request: HttpRequest, reference: Path[Reference]) -> PurchaseShown:
    """After a time-out, for a reprint, or while the token was being made. It is the same for ever."""
    return _shown(*bought(bank=heard(request).bank, reference=reference, at=timezone.now()))


def _quoted(found: Quote) -> QuoteShown:
    return QuoteShown(
        meter=found.meter,
        contract=found.debtor.number,
        what=pick(found.debtor.words, get_language() or "ar"),
        holder=masked_name(found.debtor.name),
        currency=found.currency,
        least=found.least,
        most=found.most,
        amount=found.amount,
        debts=found.debts,
        quantity=found.quantity,
        unit=found.unit,
    )


def _shown(payment: Payment, goods: Goods) -> PurchaseShown:
    is_back = payment.reversed_at is not None
    state = PurchaseState.REVERSED if is_back else PurchaseState(goods.state.value)
    return PurchaseShown(
        **facts_of(payment),
        meter=goods.meter,
        quantity=goods.quantity,
        unit=goods.unit,
        state=state,
        tokens=[] if is_back else list(goods.codes),
        test=goods.is_test,
    )
