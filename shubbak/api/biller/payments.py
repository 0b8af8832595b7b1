"""Payments: taken once under the bank's own reference, asked after, taken back."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from pydantic import Field

from shubbak.agencies.queries import in_its_zone
from shubbak.api.biller.door import heard
from shubbak.api.biller.shapes import ItemPaid, PaymentGiven, PaymentShown, PaymentTaken, ReversalGiven
from shubbak.payments.biller.actions import reverse_by_bank, take_payment
from shubbak.payments.biller.queries import payment_of, shares_of, state_of
from shubbak.payments.biller.rules import BillerRefused, PaymentAsked
from shubbak.payments.ledger.models import Payment

router = Router(tags=["payments"])
KEY_HEADER = "Idempotency-Key"
PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$"
Reference = Annotated[str, Field(pattern=PATTERN, description="The bank's own reference of the payment.")]
KEY_PARAMETER: Mapping[str, Any] = {
    "name": KEY_HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": PATTERN},
    "description": "The bank's own reference of the payment, for ever. A repetition gets the same answer.",
}


@router.post(
    "/payments",
    response={201: PaymentTaken},
    operation_id="pay",
    summary="Tell a payment",
    openapi_extra={"parameters": [KEY_PARAMETER]},
)
def pay(request: HttpRequest, body: PaymentGiven) -> Status[PaymentTaken]:
    """Takes the money, once. What is not owed any more becomes credit, and the answer says how much."""
    asked = _asked(body, reference_of(request))
    payment = take_payment(bank=heard(request).bank, asked=asked, at=timezone.now())
    return Status(201, PaymentTaken(**facts_of(payment)))


@router.get(
    "/payments/{reference}", response=PaymentShown, operation_id="status", summary="What became of a payment"
)
def status(request: HttpRequest, reference: Path[Reference]) -> PaymentShown:
    """After a time-out: whether it was taken. Where it was not, tell it again."""
    payment = payment_of(heard(request).bank, reference)
    if payment is None:
        raise BillerRefused("unknown_payment")
    return _shown(payment)


@router.post(
    "/payments/{reference}/reversal",
    response=PaymentShown,
    operation_id="reverse",
    summary="Take a payment back",
)
def reverse(request: HttpRequest, reference: Path[Reference], body: ReversalGiven) -> PaymentShown:
    """On its business day, before the cut-off. A second time changes nothing."""
    bank = heard(request).bank
    return _shown(reverse_by_bank(bank=bank, reference=reference, reason=body.reason, at=timezone.now()))


def reference_of(request: HttpRequest) -> str:
    """:raises BillerRefused: ``no_reference``."""
    reference = request.headers.get(KEY_HEADER, "")
    if not re.fullmatch(PATTERN, reference):
        raise BillerRefused("no_reference")
    return str(reference)


def _asked(body: PaymentGiven, reference: str) -> PaymentAsked:
    return PaymentAsked(
        reference=reference,
        number=body.contract,
        amount=body.amount,
        currency=body.currency,
        channel=body.channel,
        paid_at=body.paid_at,
        items=tuple((item.reference, item.amount) for item in body.items),
    )


def facts_of(payment: Payment) -> dict[str, Any]:
    """Rows that never change: a repetition renders the very same."""
    items = [ItemPaid(reference=each, paid=paid, credit=credit) for each, paid, credit in shares_of(payment)]
    return {
        "reference": payment.reference,
        "amount": payment.amount,
        "currency": payment.currency,
        "business_day": payment.business_day,
        "received_at": _instant(payment.received_at),
        "paid": sum(item.paid for item in items),
        "credit": sum(item.credit for item in items),
        "items": items,
    }


def _shown(payment: Payment) -> PaymentShown:
    reversed_at = _instant(payment.reversed_at) if payment.reversed_at else None
    return PaymentShown(**facts_of(payment), state=state_of(payment).value, reversed_at=reversed_at)


def _instant(moment: datetime) -> str:
    return in_its_zone(moment).isoformat(timespec="seconds")
