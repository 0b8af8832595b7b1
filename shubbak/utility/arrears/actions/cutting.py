"""Cuts are ordered by somebody, for a day on which one may be cut, and only of what is still due then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Fact
from shubbak.payments.ledger.actions.book import lock_payables, lock_payers
from shubbak.payments.ledger.queries import open_payables
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.arrears.actions.easing import about, locked_arrear, next_number
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import calendar_here, homes_among, rules_on, standing_of
from shubbak.utility.arrears.rules import ArrearsRefused, Step, next_step, why_no_cut_on


@dataclass(frozen=True)
class Ordered:
    """The orders that were made; `left_out`: how many were chosen and may not be cut, then or at all."""

    orders: tuple[Order, ...]
    left_out: int


@action
def order_cuts(*, arrears: Iterable[Arrear], day: date, staff: Staff, at: datetime) -> Ordered:
    """Order the cut of those chosen, for a day. Whoever has paid, contested or taken instalments meanwhile is
    left out, and so is a home on a day that spares homes.

    :raises ArrearsRefused: ``nothing_chosen``, ``day_passed``, ``not_on_this_day`` where nobody is cut then.
    """
    today = in_its_zone(at).date()
    chosen = sorted({each.holding.payer_id for each in arrears})
    if not chosen:
        raise ArrearsRefused("nothing_chosen")
    if day < today:
        raise ArrearsRefused("day_passed")
    if why_no_cut_on(day, calendar_here(), rules_on(today), home=False):
        raise ArrearsRefused("not_on_this_day")
    lock_payers(chosen)
    lock_payables(key for payer in chosen for key in open_payables(payer).values_list("pk", flat=True))
    made = [order for payer in chosen if (order := _order(payer, day, staff, at))]
    return Ordered(tuple(made), len(chosen) - len(made))


def _order(payer: UUID, day: date, staff: Staff, at: datetime) -> Order | None:
    """Payments of this payer wait until it is written: then they withdraw it."""
    today = in_its_zone(at).date()
    arrear = locked_arrear(payer)
    if arrear is None or arrear.state != Arrear.State.NOTICED:
        return None
    rules, standing = rules_on(today), standing_of(arrear.holding, arrear, today)
    is_home = arrear.contract_id in homes_among([arrear.contract_id], today)
    if next_step(standing, rules, day) is not Step.CUT:
        return None
    if why_no_cut_on(day, calendar_here(), rules, home=is_home):
        return None
    order = Order.objects.create(
        number=next_number(at),
        arrear=arrear,
        kind=Order.Kind.CUT,
        day=day,
        ordered_at=at,
        ordered_by=staff,
    )
    arrear.state = Arrear.State.ORDERED
    arrear.save(update_fields=["state"])
    facts: dict[str, Fact] = {"order": order.number, "on": day.isoformat(), "amount": standing.owed}
    record(what="arrears.cut_ordered", about=about(arrear), actor=actor_of(staff), at=at, facts=facts)
    return order
