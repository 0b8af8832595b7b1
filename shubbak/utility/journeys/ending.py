"""A contract ends: closing reading, final bill, deposit laid on what is owed; what is left is given back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.extension import Occasion
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.actions import ask_refund, release_guarantee, use_credit
from shubbak.payments.ledger.queries import credit_of, dues_of, guarantee_of
from shubbak.utility.bills.actions import bill_at_the_end
from shubbak.utility.bills.actions.one_bill import Counted
from shubbak.utility.bills.last_use import last_use
from shubbak.utility.journeys.details import index_name
from shubbak.utility.journeys.opening import WHOLE, note
from shubbak.utility.journeys.queries import (
    ENDED,
    contract_in,
    has_ended,
    holding_of,
    kept_for,
    owed_by,
    passes_deposit,
)
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.metering.known import known_of
from shubbak.utility.subscriptions.actions import close_contract, remove_meter
from shubbak.utility.subscriptions.models import Contract, Meter
from shubbak.utility.subscriptions.queries import holding_on, meters_on

TO_PAY = timedelta(days=15)
ONE_DAY = timedelta(days=1)
NO_PERIOD = "none"
"""Of no period: the last index that somebody took, whenever that was."""


def is_read(occasion: Occasion, _argument: str) -> bool:
    """The last day and an index of each meter are given."""
    contract, given = contract_in(occasion.case), occasion.facts.details
    if contract is None or not given.get("day"):
        return False
    standing = meters_on(contract, in_its_zone(occasion.at).date())
    return all(given.get(index_name(fitting)) for fitting in standing)


def is_ended(occasion: Occasion, _argument: str) -> bool:
    return has_ended(occasion.case)


def owes_nothing(occasion: Occasion, _argument: str) -> bool:
    return not owed_by(occasion.case, occasion.at)


def keeps_nothing(occasion: Occasion, _argument: str) -> bool:
    """Nothing of the holder's is left with the body."""
    return not kept_for(occasion.case, occasion.at)


def end_contract(occasion: Occasion, _effect: Effect) -> None:
    """Take the meters down, write the final bill, lay the deposit on what is owed, close the contract.

    :raises Refused:
    """
    contract, given, actor, at = _named(occasion), occasion.facts.details, occasion.actor, occasion.at
    last, today = date.fromisoformat(given["day"]), in_its_zone(at).date()
    if last > today:
        raise Refused("subscriptions:still_to_come", field="day")
    held = holding_on(contract, last)
    if held is None:
        raise Refused("subscriptions:before_it_began", field="day")
    _take_down(contract, given, last, actor, at)
    used = last_use(contract, last)
    if used.first > last:
        raise Refused("subscriptions:before_it_began", field="day")
    with at_field("day"):
        number = _final_bill(contract, used, today, actor, at)
        if guarantee_of(held.payer_id) and not passes_deposit(occasion.case):
            about = f"contract:{contract.number}"
            release_guarantee(payer=held.payer_id, about=about, actor=actor, at=at, day=today)
        use_credit(payer=held.payer_id, actor=actor, at=at, day=today)
        close_contract(contract=contract, on=last + ONE_DAY, actor=actor, at=at)
    note(occasion, ENDED, contract, bill=number)


def _final_bill(contract: Contract, used: Counted, today: date, actor: Actor, at: datetime) -> str:
    """Its number; none where all that its meters counted was paid before."""
    if not used.quantity and contract.point.fittings.filter(meter__kind=Meter.Kind.PREPAID).exists():
        return ""
    due_on = today + TO_PAY
    return bill_at_the_end(
        contract=contract, counted=used, on=today, due_on=due_on, actor=actor, at=at
    ).number


def _take_down(contract: Contract, given: Mapping[str, Any], last: date, actor: Actor, at: datetime) -> None:
    """Each meter, with the index that was read on it.

    :raises Refused: ``below`` the last index that was read.
    """
    for known in known_of([contract], in_its_zone(at).date()):
        fitting = known.fitting
        if fitting.ends is not None:
            continue
        index = int(given[index_name(fitting)]) * WHOLE
        if index < known.before(NO_PERIOD).index:
            raise Refused("subscriptions:below", field=index_name(fitting))
        with at_field(index_name(fitting)):
            remove_meter(fitting=fitting, on=last + ONE_DAY, index=index, actor=actor, at=at)


def tell_balance(occasion: Occasion, _effect: Effect) -> None:
    """The letter of this step says what is owed (``{amount}``)."""
    occasion.owed = owed_by(occasion.case, occasion.at)


def ask_to_give_back(occasion: Occasion, effect: Effect) -> None:
    """``give_back: bank``: ask that what is left of deposit and credit be paid out of an account of the body.

    Somebody else grants it. :raises Refused: ``nothing``
    """
    held = holding_of(occasion.case, in_its_zone(occasion.at).date())
    left = credit_of(held.payer_id) if held else 0
    if held is None or not left:
        raise Refused("subscriptions:nothing")
    occasion.owed = left
    with at_field("answer"):
        ask_refund(
            payer=held.payer_id,
            amount=left,
            account=effect.argument,
            reason=occasion.case.number,
            actor=occasion.actor,
            at=occasion.at,
        )


def has_dues(occasion: Occasion, _argument: str) -> bool:
    held = holding_of(occasion.case, in_its_zone(occasion.at).date())
    return bool(held and dues_of(held.payer_id))


def _named(occasion: Occasion) -> Contract:
    contract = contract_in(occasion.case)
    if contract is None:
        raise Refused("subscriptions:no_contract")
    return contract
