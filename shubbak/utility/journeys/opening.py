"""A meter is put up, and its contract begins: the effect of a step of a connection."""

from datetime import date

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.forms import answers_shown
from shubbak.catalogue.spec import Effect
from shubbak.payments.ledger.actions import keep_guarantee
from shubbak.utility.journeys.details import advance_asked, metered
from shubbak.utility.journeys.queries import OPENED, contract_in, opened_by
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.subscriptions.actions import describe_point, fit_meter, meter_of_store, open_contract
from shubbak.utility.subscriptions.models import Contract, Meter, ServicePoint
from shubbak.utility.subscriptions.queries import holding_on
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site, print_contract_number
from shubbak.utility.tariffs.shelf import shelf

WHOLE = 1000
SEWERAGE_ALONE = "open_sewerage"
"""The effect that opens a contract of its own for sewerage."""


def is_fitted(occasion: Occasion, _argument: str) -> bool:
    """The meter, its first index, the day and the tariff are given."""
    given = occasion.facts.details
    return all(given.get(name) for name in ("serial", "dials", "index", "day", "tariff"))


def is_opened(occasion: Occasion, _argument: str) -> bool:
    """A contract was opened. Versions of a pack that open none for sewerage alone need none there."""
    if opened_by(occasion.case):
        return True
    opens = any(step.brings(SEWERAGE_ALONE, "") for step in occasion.spec.steps.values())
    return not opens and not metered(occasion.case)


def is_declared(occasion: Occasion, _argument: str) -> bool:
    """The day and the tariff of sewerage without a meter are given."""
    given = occasion.facts.details
    return all(given.get(name) for name in ("day", "tariff"))


def begin_contract(occasion: Occasion, _effect: Effect) -> None:
    """The place, its meter and its contract, in the name of the applicant; the advance is its deposit.

    :raises Refused: of a meter that stands elsewhere, a place that has a contract, a deposit above
        the advance that was asked.
    """
    given, at, actor = occasion.facts.details, occasion.at, occasion.actor
    day, commodity = date.fromisoformat(given["day"]), Commodity(shelf()[given["tariff"]].data["commodity"])
    with at_field("serial"):
        point = _point(occasion, commodity)
        meter = the_meter(occasion, commodity)
        fit_meter(point=point, meter=meter, on=day, index=int(given["index"]) * WHOLE, actor=actor, at=at)
    agree(occasion, point, int(given.get("advance") or 0))


def begin_sewerage(occasion: Occasion, _effect: Effect) -> None:
    """A contract of its own for sewerage: no meter, at most a volume of thirty days.

    :raises Refused: of a place that has a contract, a file that has its contract of sewerage already.
    """
    numbers = opened_by(occasion.case)
    if Contract.objects.filter(number__in=numbers, point__commodity=Commodity.SEWERAGE).exists():
        raise Refused("subscriptions:place_has_contract", field="tariff")
    point = _point(occasion, Commodity.SEWERAGE)
    agree(occasion, point, int(occasion.facts.details.get("advance") or 0))


def agree(occasion: Occasion, point: ServicePoint, advance: int) -> Contract:
    """The contract of the applicant at a place, on what the step says; the advance is its deposit."""
    given, at, actor = occasion.facts.details, occasion.at, occasion.actor
    day = date.fromisoformat(given["day"])
    tariffs = tuple(filter(None, (given["tariff"], given.get("sewerage", ""))))
    power = int(given["power"]) if given.get("power") else None
    volume = int(given["volume"]) * WHOLE if given.get("volume") else None
    person, asked = occasion.case.applicant, Asked(tariffs, power, volume=volume)
    with at_field("day"):
        contract = open_contract(point=point, person=person, asked=asked, on=day, actor=actor, at=at)
    _keep_advance(occasion, contract, day, advance)
    note(occasion, OPENED, contract, advance=advance)
    return contract


def name_contracts(occasion: Occasion, _effect: Effect) -> None:
    """The letter of this step names the contracts (``{made}``)."""
    found, named = opened_by(occasion.case), contract_in(occasion.case)
    numbers = found or ([named.number] if named else [])
    occasion.made = "، ".join(map(print_contract_number, numbers))


def note(occasion: Occasion, what: str, contract: Contract, **facts: int | str) -> None:
    """Write into the history of the file what became of the contract."""
    remember(
        occasion.case,
        what,
        actor=occasion.actor,
        at=occasion.at,
        words=print_contract_number(contract.number),
        facts={"contract": contract.number, **facts},
    )


def _point(occasion: Occasion, commodity: Commodity) -> ServicePoint:
    """A place of its own for each contract of the file."""
    case = occasion.case
    rank = len(opened_by(case)) + 1
    site = Site(
        code=f"{commodity[0].upper()}-{case.number.replace('/', '-')}-{rank}"[:30],
        commodity=commodity,
        place=_place_of(occasion),
        sector=occasion.facts.details.get("sector", "").upper()[:20],
    )
    return describe_point(site=site, actor=occasion.actor, at=occasion.at)


def _place_of(occasion: Occasion) -> str:
    case: Case = occasion.case
    shown = answers_shown(occasion.spec, case.answers, "ar", current_agency().country)
    return next((answer.text for answer in shown if answer.question == "where"), case.number)[:300]


def the_meter(occasion: Occasion, commodity: Commodity) -> Meter:
    """One of the store, or one that was not written down yet."""
    given = occasion.facts.details
    dials = min(max(int(given["dials"]), 3), 9)
    with at_field("serial"):
        return meter_of_store(
            serial=given["serial"], commodity=commodity, dials=dials, actor=occasion.actor, at=occasion.at
        )


def _keep_advance(occasion: Occasion, contract: Contract, day: date, amount: int) -> None:
    held = holding_on(contract, day)
    if amount > advance_asked(occasion.case):
        raise Refused("subscriptions:not_enough_credit", field="advance")
    if amount and held:
        with at_field("advance"):
            keep_guarantee(
                payer=held.payer_id,
                amount=amount,
                about=f"contract:{contract.number}",
                actor=occasion.actor,
                at=occasion.at,
                day=day,
            )
