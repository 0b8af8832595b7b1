"""An alarm of an order is looked at by a person and closed; by two, if money moves."""

from datetime import datetime
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import receive, reverse_payment
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.rules import Received, in_order
from shubbak.payments.online.models import AlarmClosing, Order
from shubbak.payments.online.rules import AlarmRefused, refuse_way


@action
def close_alarm(*, order_id: UUID, way: str, reason: str, actor: Actor, at: datetime) -> AlarmClosing:
    """Say what became of an alarm. What moves no money is closed at once, the rest waits for another person.

    :raises AlarmRefused: ``no_alarm``, ``reason_missing``, ``not_this_way``, ``asked_before``.
    """
    order = _held(order_id)
    if not reason.strip():
        raise AlarmRefused("reason_missing")
    refuse_way(way, order.alarm, is_paid=order.state == Order.State.PAID)
    if order.closings.filter(decided_at=None).exists():
        raise AlarmRefused("asked_before")
    closing = AlarmClosing(
        order=order, alarm=order.alarm, way=way, reason=reason.strip()[:300], asked_by=actor.id, asked_at=at
    )
    if way == AlarmClosing.Way.EXPLAINED:
        closing.decided_by, closing.decided_at, closing.is_granted = actor.id, at, True
        _settle(order)
    closing.save()
    facts: dict[str, Fact] = {"alarm": closing.alarm, "way": way}
    private = {"reason": closing.reason}
    record(what="online.alarm_looked_at", about=order.oid, actor=actor, at=at, facts=facts, private=private)
    return closing


@action
def decide_alarm(*, closing_id: int, is_granted: bool, actor: Actor, at: datetime) -> AlarmClosing:
    """A second person grants that money moves, or refuses it: the alarm then stands as before.

    :raises AlarmRefused: ``decided_before``, ``same_person``. :raises LedgerRefused: ``credit_spent``.
    """
    closing = AlarmClosing.objects.select_for_update().get(pk=closing_id)
    if closing.decided_at:
        raise AlarmRefused("decided_before")
    if closing.asked_by == actor.id:
        raise AlarmRefused("same_person")
    order = Order.objects.select_for_update().get(pk=closing.order_id)
    closing.decided_by, closing.decided_at, closing.is_granted = actor.id, at, is_granted
    closing.save(update_fields=["decided_by", "decided_at", "is_granted"])
    if is_granted and closing.way == AlarmClosing.Way.REVERSED:
        _reverse(order, closing.reason, actor, at)
    elif is_granted:
        _receive(order, actor, at)
    if is_granted:
        _settle(order)
    facts: dict[str, Fact] = {"way": closing.way, "granted": is_granted}
    record(what="online.alarm_decided", about=order.oid, actor=actor, at=at, facts=facts)
    return closing


def _held(order_id: UUID) -> Order:
    order = Order.objects.select_for_update().filter(pk=order_id).exclude(alarm="").first()
    if order is None:
        raise AlarmRefused("no_alarm")
    return order


def _settle(order: Order) -> None:
    """Nobody has to look at it any more, and the gateway is not asked."""
    order.alarm, order.ask_at = "", None
    order.save()


def _reverse(order: Order, reason: str, actor: Actor, at: datetime) -> None:
    if order.payment_id:
        day = in_its_zone(at).date()
        reverse_payment(payment_id=order.payment_id, reason=reason, actor=actor, at=at, day=day)


def _receive(order: Order, actor: Actor, at: datetime) -> None:
    """The gateway took another amount: it is laid on the bills of the order as far as it goes."""
    amount = int(order.reason)
    keys = [line.payable_id for line in order.lines.all()]
    left = {payable.pk: payable.left for payable in Payable.objects.filter(pk__in=keys)}
    money = Received(
        source=f"gateway:{order.gateway}",
        reference=order.oid,
        amount=amount,
        currency=order.currency,
        channel="online",
        into=f"gateway:{order.gateway}",
        paid_at=at,
        business_day=in_its_zone(at).date(),
    )
    wanted = in_order(amount, [(key, left[key]) for key in keys])
    order.payment = receive(money=money, payer=order.payer_id, wanted=wanted, actor=actor, at=at)
    order.state, order.reason, order.ended_at = Order.State.PAID, "", at
