"""Those who move in: the homes that others have left, and what is done at their meters."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.actions import advance
from shubbak.cases.models import Case
from shubbak.cases.rules import StepFacts
from shubbak.config.demonstration.crowd import neighbour, read_story, seeded
from shubbak.config.demonstration.dwellings import TOWN, enlisted
from shubbak.config.demonstration.paying import pay_all
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.utility.journeys.details import advance_left
from shubbak.utility.journeys.queries import last_meter, place_told, places_told
from shubbak.utility.subscriptions.actions import (
    close_contract,
    describe_point,
    fit_meter,
    open_contract,
    register_meter,
    remove_meter,
)
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import contract_of
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site

_LIVED, _LEFT = timedelta(days=400), timedelta(days=12)
"""How long before a request the last people came, and went."""
_POWER = 6600
_QUESTIONS = {
    Commodity.ELECTRICITY: ("last_contract", "index"),
    Commodity.WATER: ("last_water_contract", "water_index"),
}


@action
def left_home(code: str, key: str, answers: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What somebody who moves in tells of the meters of a home that others have left, for each trade that
    they ask for: the account before, and its index. The home is made unless it stands.
    """
    told: dict[str, Any] = {}
    for trade in answers["trades"]:
        commodity = Commodity(trade)
        account, index = _QUESTIONS[commodity]
        before = _left(code, key, commodity, answers["where"], at)
        last = before.point.fittings.get().index_out or 0
        told |= {account: before.number, index: last // 1000 + 2}
    return told


def _left(code: str, key: str, commodity: Commodity, where: Mapping[str, str], at: datetime) -> Contract:
    name = f"{commodity[0].upper()}-{key}"
    known: Contract | None = Contract.objects.filter(point__code=name).order_by("pk").first()
    return known or _lived_in(code, name, commodity, where, at)


def _lived_in(code: str, name: str, commodity: Commodity, where: Mapping[str, str], at: datetime) -> Contract:
    draw, today = seeded(code, name), in_its_zone(at).date()
    site = Site(code=name, commodity=commodity, place=where["street"], region=where["district"])
    point = describe_point(site=site, actor=SYSTEM, at=at)
    meter = register_meter(serial=f"{name[0]}M{name[2:]}", commodity=commodity, dials=6, actor=SYSTEM, at=at)
    index = draw.randrange(900) * 1000
    fitted = fit_meter(point=point, meter=meter, on=today - _LIVED, index=index, actor=SYSTEM, at=at)
    person = enlisted(code, neighbour(code, read_story(code), draw.randrange(20_000, 30_000)), at)
    asked = Asked(TOWN[code].tariffs[commodity], _POWER if commodity is Commodity.ELECTRICITY else None)
    contract = open_contract(point=point, person=person, asked=asked, on=today - _LIVED, actor=SYSTEM, at=at)
    remove_meter(
        fitting=fitted, on=today - _LEFT, index=index + draw.randrange(300, 2_000) * 1000, actor=SYSTEM, at=at
    )
    return close_contract(contract=contract, on=today - _LEFT, actor=SYSTEM, at=at)


def pay(case: Case, _actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    """All that the file costs, in the application of a bank; the file goes on by itself."""
    pay_all(case.pk, facts["source"], f"F{case.pk.hex[:16]}", at)


def open_accounts(case: Case, actor: Actor, at: datetime, _facts: Mapping[str, Any]) -> None:
    """Each meter is read, and opens its account; the first has the deposit."""
    for _ in places_told(case):
        number, index = place_told(case)
        before = contract_of(number)
        meter = last_meter(before) if before else None
        if before is None or meter is None:
            return
        terms = before.terms.get()
        details = {
            "serial": meter.serial,
            "dials": str(meter.dials),
            "index": index,
            "day": in_its_zone(at).date().isoformat(),
            "before": number,
            "tariff": terms.tariffs[0],
            "power": str(terms.power_va or ""),
            "advance": str(advance_left(case)),
        }
        case = advance(case=case, step="open_account", actor=actor, at=at, facts=StepFacts(details=details))
