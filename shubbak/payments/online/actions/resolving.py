"""Orders of which nobody knows how they ended: their gateway is asked until it is known."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM
from shubbak.payments.online.accounts import NotSetUp, gateway_named
from shubbak.payments.online.actions.settling import settle_order
from shubbak.payments.online.gateways.rules import Fate, Gateway, GatewayAway, Outcome
from shubbak.payments.online.models import Order
from shubbak.payments.online.rules import ADDRESS_KEPT, TYPING, ask_again_at

_AT_ONCE = 50


def resolve_orders(*, at: datetime) -> int:
    """Ask for each order whose time has come, none twice at once; gives how many were asked."""
    due = list(Order.objects.filter(ask_at__lte=at).order_by("ask_at")[:_AT_ONCE])
    for order in due:
        resolve_order(order=order, at=at)
    forget_addresses(at=at)
    return len(due)


def resolve_order(*, order: Order, at: datetime) -> None:
    """Ask once, outside any transaction, and write the answer down. What is held for us is taken."""
    try:
        gateway = gateway_named(order.gateway)
        outcome = _asked(gateway, order) if gateway else None
    except (GatewayAway, NotSetUp):
        outcome = None
    if outcome is None:
        note_unanswered(order_id=order.pk, at=at)
    elif outcome.reason == "not_tried" and order.state != Order.State.PAID:
        note_untried(order_id=order.pk, at=at)
    else:
        told = replace(outcome, reference=order.reference or outcome.reference)
        settle_order(gateway=order.gateway, outcome=told, at=at, is_confirmed=True)


def _asked(gateway: Gateway, order: Order) -> Outcome:
    """The money is taken only if it is the very amount of the order."""
    outcome = gateway.status(order.oid)
    if outcome.fate is Fate.HELD and outcome.amount == order.amount:
        return gateway.capture(order.oid)
    return outcome


@action
def note_unanswered(*, order_id: UUID, at: datetime) -> None:
    """The gateway is away: what waits longer than a card takes is unknown, and is asked again."""
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state == Order.State.WAITING and (order.returned_at or order.made_at + TYPING <= at):
        order.state = Order.State.UNKNOWN
    order.ask_at = ask_again_at(order.made_at, at)
    order.save(update_fields=["state", "ask_at"])


@action
def note_untried(*, order_id: UUID, at: datetime) -> None:
    """Nobody tried a card: after half an hour nobody will."""
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state == Order.State.PAID:
        return
    order.ask_at = ask_again_at(order.made_at, at)
    if order.made_at + TYPING <= at:
        order.ask_at, order.ended_at = None, at
        if order.state != Order.State.REFUSED:
            order.state, order.reason = Order.State.EXPIRED, "not_tried"
            record(what="online.expired", about=order.oid, actor=SYSTEM, at=at)
    order.save(update_fields=["state", "reason", "ask_at", "ended_at"])


@action
def forget_addresses(*, at: datetime) -> int:
    """Where receipts went is not kept."""
    old = Order.objects.filter(made_at__lt=at - ADDRESS_KEPT).exclude(address="")
    return old.update(address="")
