"""A contract ends: closing reading, final bill, deposit laid on what is owed; what is left is given back."""

from datetime import date, timedelta

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.extension import Occasion
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.payments.ledger.actions import ask_refund, release_guarantee, use_credit
from shubbak.payments.ledger.queries import credit_of, dues_of, guarantee_of
from shubbak.utility.bills.actions import bill_at_the_end
from shubbak.utility.bills.actions.correcting import Counted
from shubbak.utility.journeys.details import index_name
from shubbak.utility.journeys.opening import WHOLE, note
from shubbak.utility.journeys.queries import ENDED, contract_in, has_ended, holding_of, kept_for, owed_by
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.metering.counting import counted
from shubbak.utility.metering.known import Known, Mark, known_of
from shubbak.utility.subscriptions.actions import close_contract, remove_meter
from shubbak.utility.subscriptions.models import Contract
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
    last = date.fromisoformat(given["day"])
    held = holding_on(contract, last)
    if held is None:
        raise Refused("subscriptions:before_it_began", field="day")
    indexes = {
        fitting.pk: int(given[index_name(fitting)]) * WHOLE
        for fitting in meters_on(contract, in_its_zone(at).date())
    }
    used = final_use(contract, indexes, last)
    for fitting in meters_on(contract, in_its_zone(at).date()):
        with at_field(index_name(fitting)):
            remove_meter(fitting=fitting, on=last + ONE_DAY, index=indexes[fitting.pk], actor=actor, at=at)
    today = in_its_zone(at).date()
    with at_field("day"):
        final = bill_at_the_end(
            contract=contract, counted=used, on=today, due_on=today + TO_PAY, actor=actor, at=at
        )
        if guarantee_of(held.payer_id):
            about = f"contract:{contract.number}"
            release_guarantee(payer=held.payer_id, about=about, actor=actor, at=at, day=today)
        use_credit(payer=held.payer_id, actor=actor, at=at, day=today)
        close_contract(contract=contract, on=last + ONE_DAY, actor=actor, at=at)
    note(occasion, ENDED, contract, bill=final.number)


def final_use(contract: Contract, indexes: dict[int, int], last: date) -> Counted:
    """What was used since the last bill of an index that somebody took, by the closing indexes.

    :raises Refused: ``below`` the last index that was read.
    """
    billed = contract.bills.standing().filter(estimated=False).order_by("-last").first()
    first = billed.last + ONE_DAY if billed else contract.starts
    if first > last:
        raise Refused("subscriptions:before_it_began", field="day")
    quantity, readings = 0, []
    for known in known_of([contract], last):
        if known.fitting.pk not in indexes:
            continue
        before, index = _since(known, first), indexes[known.fitting.pk]
        if index < known.before(NO_PERIOD).index:
            raise Refused("subscriptions:below", field=index_name(known.fitting))
        meter = known.fitting.meter
        quantity += counted(before.index, index, meter.dials) * meter.multiplier
        readings.append(
            {
                "meter": meter.serial,
                "from_on": before.on.isoformat(),
                "from": before.index,
                "to_on": last.isoformat(),
                "to": index,
                "quality": "removal",
            }
        )
    return Counted(first, last, quantity, readings)


def _since(known: Known, first: date) -> Mark:
    """The index that the last bill of an index ended with."""
    taken = [mark for mark in known.marks if not mark.estimated and mark.on < first]
    return taken[-1] if taken else known.marks[0]


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
