"""Somebody goes to pay."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.models import Payable
from shubbak.payments.online.extension import may_be_in_parts
from shubbak.payments.online.models import Order, OrderLine
from shubbak.payments.online.rules import FIRST_ASKED, Due, check_wanted

_OID_BYTES = 10


@action
def begin_order(
    *,
    wanted: Sequence[tuple[UUID, int]],
    gateway: str,
    language: str,
    address: str,
    actor: Actor,
    at: datetime,
) -> Order:
    """Write down what somebody is about to pay, before they leave for the gateway.

    :raises OrderRefused:
    """
    payables = {row.pk: row for row in Payable.objects.filter(pk__in=[key for key, _ in wanted])}
    dues = {key: Due(row.left, row.currency, may_be_in_parts(row.kind)) for key, row in payables.items()}
    amount = check_wanted(wanted, dues)
    first = payables[wanted[0][0]]
    order = Order.objects.create(
        oid=_new_oid(),
        payer_id=first.payer_id,
        gateway=gateway,
        amount=amount,
        currency=first.currency,
        language=language,
        address=address,
        made_at=at,
        ask_at=at + FIRST_ASKED,
    )
    OrderLine.objects.bulk_create(OrderLine(order=order, payable_id=key, amount=part) for key, part in wanted)
    facts: dict[str, Fact] = {
        "amount": amount,
        "currency": first.currency,
        "gateway": gateway,
        "payables": len(wanted),
    }
    record(what="online.begun", about=order.oid, actor=actor, at=at, facts=facts)
    return order


@action
def note_return(*, order_id: UUID, at: datetime) -> None:
    """The browser came back from the gateway, which proves nothing; the gateway is asked soon."""
    waiting = Order.objects.filter(pk=order_id, state=Order.State.WAITING, returned_at=None)
    waiting.update(returned_at=at, ask_at=at)


def _new_oid() -> str:
    """SHB and sixteen letters and figures: whoever reads it aloud meets no 0, 1 or 8."""
    return "SHB" + base64.b32encode(secrets.token_bytes(_OID_BYTES)).decode()
