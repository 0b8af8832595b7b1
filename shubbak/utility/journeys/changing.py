"""A contract goes on otherwise: somebody else's, or by another tariff or power."""

from datetime import date
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.extension import Occasion
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.payments.ledger import actions as ledger
from shubbak.payments.ledger.queries import guarantee_of
from shubbak.utility.journeys.details import index_name
from shubbak.utility.journeys.ending import ONE_DAY, end_contract
from shubbak.utility.journeys.opening import WHOLE, note
from shubbak.utility.journeys.queries import OPENED, contract_in, opened_by, passes_deposit
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.subscriptions.actions import change_terms, fit_meter, open_contract
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import asked_in, holding_on, meters_on, terms_on
from shubbak.utility.subscriptions.rules import Asked

TERMS_CHANGED = "terms_changed"


def are_new_terms(occasion: Occasion, _argument: str) -> bool:
    given = occasion.facts.details
    return bool(given.get("day") and given.get("tariff"))


def hand_over(occasion: Occasion, effect: Effect) -> None:
    """The last holder's contract ends by its reading; the same meters go on counting for the applicant,
    under a contract of their own and on the same terms. What the last holder owes stays theirs; the deposit
    goes on with the contract only where heirs say so.

    :raises Refused: as :func:`end_contract`.
    """
    before, given, actor, at = named(occasion), occasion.facts.details, occasion.actor, occasion.at
    today, on = in_its_zone(at).date(), date.fromisoformat(given["day"]) + ONE_DAY
    held = terms_on(before, today)
    fittings = list(meters_on(before, today))
    end_contract(occasion, effect)
    if held is None:
        raise Refused("subscriptions:before_it_began", field="day")
    for fitting in fittings:
        index = int(given[index_name(fitting)]) * WHOLE
        with at_field("day"):
            fit_meter(point=before.point, meter=fitting.meter, on=on, index=index, actor=actor, at=at)
    with at_field("day"):
        contract = open_contract(
            point=before.point,
            person=occasion.case.applicant,
            asked=asked_in(held),
            on=on,
            actor=actor,
            at=at,
        )
    note(occasion, OPENED, contract)
    _pass_deposit(occasion, before, contract)


def take_over_dues(occasion: Occasion, _effect: Effect) -> None:
    """Heirs have taken over what the last holder owes: it is asked of them under their own contract; whose
    bills they were stays written. The letter says how much (``{amount}``).
    """
    old, new = _payers(occasion, named(occasion))
    day = in_its_zone(occasion.at).date()
    taken = ledger.take_over_dues(payer=old, by=new, actor=occasion.actor, at=occasion.at, day=day)
    occasion.owed = sum(payable.left for payable in taken)


def _pass_deposit(occasion: Occasion, before: Contract, contract: Contract) -> None:
    old, new = _payers(occasion, before)
    if passes_deposit(occasion.case) and guarantee_of(old):
        day, about = in_its_zone(occasion.at).date(), f"contract:{contract.number}"
        ledger.pass_guarantee(payer=old, to=new, about=about, actor=occasion.actor, at=occasion.at, day=day)


def _payers(occasion: Occasion, before: Contract) -> tuple[UUID, UUID]:
    """In whose accounts the last holder and the new one stand.

    :raises Refused: ``no_contract``
    """
    last = date.fromisoformat(occasion.facts.details["day"])
    after = Contract.objects.get(number=opened_by(occasion.case)[-1])
    old, new = holding_on(before, last), holding_on(after, last + ONE_DAY)
    if old is None or new is None:
        raise Refused("subscriptions:no_contract")
    return old.payer_id, new.payer_id


def set_terms(occasion: Occasion, _effect: Effect) -> None:
    """Another tariff or power from the day on; sewerage stays with the contract."""
    contract, given = named(occasion), occasion.facts.details
    held = terms_on(contract, in_its_zone(occasion.at).date())
    others = tuple(held.tariffs[1:]) if held else ()
    power = int(given["power"]) if given.get("power") else None
    volume = int(given["volume"]) * WHOLE if given.get("volume") else None
    calibre = held.calibre_mm if held else None
    with at_field("day"):
        change_terms(
            contract=contract,
            asked=Asked((given["tariff"], *others), power, calibre, volume),
            on=date.fromisoformat(given["day"]),
            actor=occasion.actor,
            at=occasion.at,
        )
    note(occasion, TERMS_CHANGED, contract)


def named(occasion: Occasion) -> Contract:
    """:raises Refused: ``no_contract``"""
    contract = contract_in(occasion.case)
    if contract is None:
        raise Refused("subscriptions:no_contract")
    return contract
