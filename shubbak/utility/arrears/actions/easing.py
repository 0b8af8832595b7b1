"""Nobody is cut, nor stays cut, for what is paid, contested, in instalments, or too little."""

from datetime import datetime
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import take_numbers
from shubbak.utility.arrears.actions.telling import tell
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import is_over, rules_on, standing_of
from shubbak.utility.arrears.rules import SERIES, reconnect_by
from shubbak.utility.bills.rules import bill_number


@action
def reconsider(*, payer: UUID, actor: Actor, at: datetime) -> None:
    """Look again at the arrear of a payer: an order to cut may be withdrawn, a cut undone, all of it ended.

    Called whenever something is paid, contested, put in instalments or cancelled, and each night.
    """
    arrear = locked_arrear(payer)
    if arrear is None:
        return
    today = in_its_zone(at).date()
    standing = standing_of(arrear.holding, arrear, today)
    is_eased = standing.owed < max(rules_on(today).least, 1) or not standing.may_be_cut
    if is_eased and arrear.state == Arrear.State.ORDERED:
        withdraw(arrear, actor, at)
    if is_eased and arrear.state == Arrear.State.CUT:
        restore(arrear, actor, at)
    warned = arrear.state in (Arrear.State.REMINDED, Arrear.State.NOTICED)
    if warned and is_over(arrear.holding, today):
        end(arrear, actor, at)


def locked_arrear(payer: UUID) -> Arrear | None:
    """The arrear of a payer, its row held: whoever comes second sees what the first one paid."""
    going_on = Arrear.objects.going_on().filter(holding__payer=payer)
    related = going_on.select_related("contract__point", "holding__person", "holding__contract")
    return related.select_for_update(of=("self",)).first()


def withdraw(arrear: Arrear, actor: Actor, at: datetime) -> None:
    """The crew is to go there no more."""
    order = arrear.orders.open().get()
    order.outcome, order.closed_at = Order.Outcome.WITHDRAWN, at
    order.save(update_fields=["outcome", "closed_at"])
    _set(arrear, Arrear.State.NOTICED)
    facts: dict[str, Fact] = {"order": order.number}
    record(what="arrears.withdrawn", about=about(arrear), actor=actor, at=at, facts=facts)


def restore(arrear: Arrear, actor: Actor, at: datetime) -> Order:
    """Order the reconnection, and begin its clock."""
    moment = in_its_zone(at)
    order = Order.objects.create(
        number=next_number(at),
        arrear=arrear,
        kind=Order.Kind.RECONNECTION,
        by=reconnect_by(moment, rules_on(moment.date())),
        ordered_at=at,
    )
    _set(arrear, Arrear.State.RESTORING)
    facts: dict[str, Fact] = {"order": order.number}
    record(what="arrears.reconnection_ordered", about=about(arrear), actor=actor, at=at, facts=facts)
    tell(arrear, "restoring", at)
    return order


def end(arrear: Arrear, actor: Actor, at: datetime) -> None:
    arrear.state, arrear.ended_at = Arrear.State.ENDED, at
    arrear.save(update_fields=["state", "ended_at"])
    record(what="arrears.ended", about=about(arrear), actor=actor, at=at)


def next_number(at: datetime) -> str:
    """Orders have numbers of their own."""
    year = in_its_zone(at).year
    (serial,) = take_numbers(code=SERIES, year=year)
    return bill_number(year, serial)


def about(arrear: Arrear) -> str:
    return f"contract:{arrear.contract.number}"


def _set(arrear: Arrear, state: Arrear.State) -> None:
    arrear.state = state
    arrear.save(update_fields=["state"])
