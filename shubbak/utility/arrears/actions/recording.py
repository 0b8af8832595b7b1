"""What crews did: written down as it was, also where it should not have been."""

from dataclasses import dataclass
from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import post_payable
from shubbak.payments.ledger.rules import PayableFacts
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.arrears.actions.easing import about, end, locked_arrear, reconsider, restore, withdraw
from shubbak.utility.arrears.actions.telling import tell
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import calendar_here, homes_among, rules_on
from shubbak.utility.arrears.rules import FEE, ArrearsRefused, was_in_time

_FEE_WORDS = {
    "ar": "مصاريف إعادة التزويد",
    "fr": "Frais de rétablissement",
    "en": "Reconnection fee",
}


@dataclass(frozen=True)
class Done:
    """When a crew did what it was to do, what the meter showed (thousandths), who they were."""

    at: datetime
    index: int | None = None
    crew: str = ""
    remark: str = ""


@action
def record_done(*, order: Order, done: Done, staff: Staff, at: datetime) -> Order:
    """Note that a supply was cut, or restored. A cut that was made although it had been withdrawn is noted
    too, and undone at once.

    :raises ArrearsRefused: ``recorded_before``, ``not_yet``.
    """
    fresh = _locked(order)
    if fresh.outcome not in ("", Order.Outcome.WITHDRAWN):
        raise ArrearsRefused("recorded_before")
    if done.at > at or done.at < fresh.ordered_at:
        raise ArrearsRefused("not_yet")
    fresh.is_amiss = _is_amiss(fresh, done.at)
    fresh.outcome, fresh.done_at, fresh.closed_at = Order.Outcome.DONE, done.at, fresh.closed_at or at
    fresh.index, fresh.crew, fresh.remark, fresh.recorded_by = done.index, done.crew, done.remark, staff
    fresh.save()
    if fresh.kind == Order.Kind.CUT:
        _cut(fresh, actor_of(staff), at)
    else:
        _restored(fresh, actor_of(staff), at)
    return fresh


@action
def record_not_done(*, order: Order, remark: str, crew: str, staff: Staff, at: datetime) -> Order:
    """Note that a crew came back without having done it: the cut may be ordered again, the reconnection is.

    :raises ArrearsRefused: ``recorded_before``, ``reason``.
    """
    if not remark.strip():
        raise ArrearsRefused("reason")
    fresh = _locked(order)
    if fresh.outcome:
        raise ArrearsRefused("recorded_before")
    fresh.outcome, fresh.closed_at, fresh.recorded_by = Order.Outcome.NOT_DONE, at, staff
    fresh.remark, fresh.crew = remark.strip(), crew
    fresh.save()
    facts: dict[str, Fact] = {"order": fresh.number, "kind": fresh.kind}
    private, who = {"reason": fresh.remark}, about(fresh.arrear)
    record(what="arrears.not_done", about=who, actor=actor_of(staff), at=at, facts=facts, private=private)
    if fresh.kind == Order.Kind.CUT:
        Arrear.objects.filter(pk=fresh.arrear_id).update(state=Arrear.State.NOTICED)
        reconsider(payer=fresh.arrear.holding.payer_id, actor=actor_of(staff), at=at)
    else:
        again = restore(fresh.arrear, actor_of(staff), at)
        again.by = fresh.by
        again.save(update_fields=["by"])
    return fresh


def _locked(order: Order) -> Order:
    """The arrear first, as everywhere."""
    payer = Order.objects.values_list("arrear__holding__payer", flat=True).get(pk=order.pk)
    locked_arrear(payer)
    known = Order.objects.select_related("arrear__contract__point", "arrear__holding__person")
    return known.select_for_update(of=("self",)).get(pk=order.pk)


def _is_amiss(order: Order, moment: datetime) -> bool:
    if order.kind == Order.Kind.RECONNECTION:
        return order.by is not None and moment > order.by
    if order.outcome == Order.Outcome.WITHDRAWN and order.closed_at and moment > order.closed_at:
        return True
    day, contract = in_its_zone(moment).date(), order.arrear.contract_id
    is_home = contract in homes_among([contract], day)
    return not was_in_time(moment, calendar_here(), rules_on(day), home=is_home)


def _cut(order: Order, actor: Actor, at: datetime) -> None:
    """Whatever was paid meanwhile, the supply is cut now: then it is restored at once, and costs nothing."""
    arrear = order.arrear
    facts: dict[str, Fact] = {"order": order.number, "amiss": order.is_amiss}
    record(what="arrears.cut", about=about(arrear), actor=actor, at=at, facts=facts)
    if arrear.state in (Arrear.State.CUT, Arrear.State.RESTORING):
        return
    is_wrong = order.is_amiss or arrear.state != Arrear.State.ORDERED
    _clear_the_way(arrear, actor, at)
    arrear.state, arrear.ended_at = Arrear.State.CUT, None
    arrear.save(update_fields=["state", "ended_at"])
    if is_wrong:
        restore(arrear, actor, at)
        return
    _ask_fee(order, actor, at)
    tell(arrear, "cut", at)
    reconsider(payer=arrear.holding.payer_id, actor=actor, at=at)


def _clear_the_way(arrear: Arrear, actor: Actor, at: datetime) -> None:
    """A second order to cut the same supply, or a newer arrear of the same holder, is pointless now."""
    newer = Arrear.objects.going_on().filter(holding=arrear.holding_id).exclude(pk=arrear.pk)
    for each in (arrear, *newer.select_related("contract")):
        if each.orders.open().filter(kind=Order.Kind.CUT).exists():
            withdraw(each, actor, at)
        if each.pk != arrear.pk:
            end(each, actor, at)


def _ask_fee(order: Order, actor: Actor, at: datetime) -> None:
    today = in_its_zone(at).date()
    fee = rules_on(today).fee
    if not fee:
        return
    facts = PayableFacts(
        payer=order.arrear.holding.payer_id,
        kind=FEE,
        origin=order.arrear_id,
        part=order.number,
        amount=fee,
        due_on=today,
        day=today,
        words=_FEE_WORDS,
    )
    post_payable(facts=facts, actor=actor, at=at)


def _restored(order: Order, actor: Actor, at: datetime) -> None:
    arrear = order.arrear
    facts: dict[str, Fact] = {"order": order.number, "amiss": order.is_amiss}
    record(what="arrears.reconnected", about=about(arrear), actor=actor, at=at, facts=facts)
    tell(arrear, "reconnected", at)
    end(arrear, actor, at)
