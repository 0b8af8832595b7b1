"""A contract goes on otherwise: another holder, another tariff or power."""

from datetime import date

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.extension import Occasion
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.utility.journeys.opening import note
from shubbak.utility.journeys.queries import contract_in
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.subscriptions.actions import change_holder, change_terms
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import terms_on
from shubbak.utility.subscriptions.rules import Asked

HOLDER_CHANGED, TERMS_CHANGED = "holder_changed", "terms_changed"


def are_new_terms(occasion: Occasion, _argument: str) -> bool:
    given = occasion.facts.details
    return bool(given.get("day") and given.get("tariff"))


def is_handed_over(occasion: Occasion, _argument: str) -> bool:
    return bool(occasion.facts.details.get("day"))


def hand_over(occasion: Occasion, _effect: Effect) -> None:
    """The applicant holds the contract from the day on; what the last holder owes stays theirs."""
    contract = _named(occasion)
    day = date.fromisoformat(occasion.facts.details["day"])
    with at_field("day"):
        change_holder(
            contract=contract,
            person=occasion.case.applicant,
            on=day,
            actor=occasion.actor,
            at=occasion.at,
        )
    note(occasion, HOLDER_CHANGED, contract)


def set_terms(occasion: Occasion, _effect: Effect) -> None:
    """Another tariff or power from the day on; sewerage stays with the contract."""
    contract, given = _named(occasion), occasion.facts.details
    held = terms_on(contract, in_its_zone(occasion.at).date())
    others = tuple(held.tariffs[1:]) if held else ()
    power = int(given["power"]) if given.get("power") else None
    with at_field("day"):
        change_terms(
            contract=contract,
            asked=Asked((given["tariff"], *others), power),
            on=date.fromisoformat(given["day"]),
            actor=occasion.actor,
            at=occasion.at,
        )
    note(occasion, TERMS_CHANGED, contract)


def _named(occasion: Occasion) -> Contract:
    contract = contract_in(occasion.case)
    if contract is None:
        raise Refused("subscriptions:no_contract")
    return contract
