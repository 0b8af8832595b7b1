"""What a gateway says of an order, written down once."""

from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Recipient
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.rules import Received
from shubbak.payments.online.gateways.rules import BadMessage, Fate, Fields, Gateway, Outcome
from shubbak.payments.online.models import Order
from shubbak.payments.online.rules import ask_again_at

RECEIPT = "online_receipt"
_NOT_THERE = {"V", "CNCL", "not_tried"}
_STATES = {
    Fate.REFUSED: Order.State.REFUSED,
    Fate.HELD: Order.State.UNKNOWN,
    Fate.UNKNOWN: Order.State.UNKNOWN,
}


def take_callback(*, gateway: Gateway, posted: Fields, at: datetime) -> str:
    """The word of the gateway's machine, and what it is answered: that we took it only after the commit."""
    try:
        outcome = gateway.read_callback(posted)
    except BadMessage as bad:
        refuse_callback(gateway=gateway.name, code=bad.code, at=at)
        return gateway.answer(None)
    order = settle_order(gateway=gateway.name, outcome=outcome, at=at, is_confirmed=gateway.is_final)
    is_ours = order is not None and (outcome.fate is not Fate.PAID or _is_its_payment(order, outcome))
    return gateway.answer(outcome.fate if is_ours else None)


@action
def refuse_callback(*, gateway: str, code: str, at: datetime) -> None:
    """Somebody spoke in the name of the gateway: nothing of it is believed, and the journal says so."""
    record(what="online.disbelieved", about=gateway, actor=_of(gateway), at=at, facts={"code": code})


@action
def settle_order(*, gateway: str, outcome: Outcome, at: datetime, is_confirmed: bool = False) -> Order | None:
    """Write down what became of an order; the same word twice changes nothing, and paid is the end.

    An amount that is not that of the order pays nothing and raises an alarm. `is_confirmed`: we asked, so
    that the money is known to be there.
    """
    order = Order.objects.select_for_update().filter(oid=outcome.oid, gateway=gateway).first()
    if order is None:
        record(what="online.stray", about=outcome.oid[:40], actor=_of(gateway), at=at)
        return None
    before = (order.state, order.alarm)
    if order.state == Order.State.PAID:
        _after_paid(order, outcome, at)
    elif outcome.fate is Fate.PAID:
        _paid(order, outcome, at)
    else:
        _not_paid(order, outcome, at)
    if is_confirmed and order.state == Order.State.PAID and outcome.fate is Fate.PAID:
        order.ask_at = None
    order.save()
    if (order.state, order.alarm) != before:
        facts = {"state": order.state, "alarm": order.alarm, "reason": order.reason[:40]}
        record(what="online.answered", about=order.oid, actor=_of(gateway), at=at, facts=facts)
    return order


def _paid(order: Order, outcome: Outcome, at: datetime) -> None:
    if not _is_its_amount(order, outcome):
        order.state, order.alarm, order.reason = Order.State.UNKNOWN, "amount", f"{outcome.amount}"
        return
    wanted = [(line.payable_id, line.amount) for line in order.lines.all()]
    money = Received(
        source=f"gateway:{order.gateway}",
        reference=order.oid,
        amount=order.amount,
        currency=order.currency,
        channel="online",
        into=f"gateway:{order.gateway}",
        paid_at=at,
        business_day=in_its_zone(at).date(),
    )
    actor = _of(order.gateway)
    order.payment = receive(money=money, payer=order.payer_id, wanted=wanted, actor=actor, at=at)
    order.state, order.reason, order.ended_at = Order.State.PAID, "", at
    order.reference, order.ask_at = outcome.reference[:80], ask_again_at(at, at)
    if order.address:
        recipient = Recipient(email=order.address, language=order.language)
        post(about=About("online.order", str(order.pk)), person=recipient, template=RECEIPT, at=at)


def _after_paid(order: Order, outcome: Outcome, at: datetime) -> None:
    """What a gateway says of an order that is paid here. A refusal that arrives late is older than the
    success: only a state that takes the money back, or knows nothing of it, is an alarm.
    """
    if outcome.fate is Fate.PAID and not _is_its_amount(order, outcome):
        order.alarm = "amount"
    elif outcome.fate is Fate.PAID and not _is_its_payment(order, outcome):
        order.alarm = "paid_again"
    elif outcome.fate is Fate.REFUSED and outcome.reason in _NOT_THERE:
        order.alarm = "not_there"
    if order.ask_at is not None:
        order.ask_at = ask_again_at(order.made_at, at)


def _is_its_amount(order: Order, outcome: Outcome) -> bool:
    return (outcome.amount, outcome.currency) == (order.amount, order.currency)


def _is_its_payment(order: Order, outcome: Outcome) -> bool:
    """Whether this is the one payment of the order, told for the first time or again."""
    is_one = order.reference in {"", outcome.reference}
    return order.state == Order.State.PAID and _is_its_amount(order, outcome) and is_one


def _not_paid(order: Order, outcome: Outcome, at: datetime) -> None:
    order.state, order.reason = _STATES[outcome.fate], outcome.reason[:200]
    order.ended_at = at if outcome.fate is Fate.REFUSED else None
    order.ask_at = ask_again_at(order.made_at, at)


def _of(gateway: str) -> Actor:
    return Actor(kind="partner", id=gateway, name=gateway)
