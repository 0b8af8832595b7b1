"""The homes of a utility's subscribers: places, meters, contracts, and what each home uses."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from shubbak.config.demonstration.crowd import neighbour, read_story, seeded
from shubbak.config.demonstration.laboratory import keys_of_meter
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import enlist_person
from shubbak.people.models import Person
from shubbak.utility.prepaid.vending.actions import enrol_meter
from shubbak.utility.subscriptions.actions import describe_point, fit_meter, open_contract, register_meter
from shubbak.utility.subscriptions.models import Contract, Fitting, Holding, Meter, ServicePoint
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site

_AT_ONCE = 100
_SECTORS = 20
_CALLING_CODES = {"ma": "+212", "om": "+968"}


@dataclass(frozen=True)
class Window:
    """The till of a body: who stands at it, who signs for it, how it is called, its float in notes and coins.

    `bank`: whose cheques are brought there.
    """

    cashier: str
    head: str
    name: dict[str, str]
    bank: str
    pieces: dict[int, int]


@dataclass(frozen=True)
class Place:
    """What is told of the subscribers of a body: how many, of what, by which tariffs, who bills them.

    `crew`: who notes what was cut and restored. `debits`: some signed for direct debit. `prepaid`: of each
    five homes, so many buy their electricity first.
    """

    count: int
    tariffs: dict[Commodity, tuple[str, ...]]
    billing: tuple[str, str]
    crew: str
    bank: str
    till: Window
    debits: bool = False
    prepaid: int = 0


TOWN = {
    "miyah": Place(
        5000,
        {
            Commodity.WATER: ("ma-water-household", "ma-sewerage-household"),
            Commodity.ELECTRICITY: ("ma-electricity-household",),
        },
        ("chef.facturation", "direction"),
        crew="electricite",
        bank="atlas",
        till=Window(
            "caisse",
            "chef.caisse",
            {
                "ar": "الصندوق 1، وكالة المسيرة",
                "fr": "Caisse 1, agence Al Massira",
                "en": "Till 1, Al Massira office",
            },
            "بنك الأطلس",
            {100_00: 6, 20_00: 15, 10_00: 10},
        ),
        debits=True,
    ),
    "kahraba": Place(
        2000,
        {
            Commodity.WATER: ("om-water-residential",),
            Commodity.ELECTRICITY: ("om-electricity-residential",),
        },
        ("head.billing", "ceo"),
        crew="field",
        bank="muscat",
        till=Window(
            "cashier",
            "head.cashier",
            {
                "ar": "الصندوق 1، صالة خدمة المتعاملين",
                "fr": "Caisse 1, hall du service clients",
                "en": "Till 1, customer hall",
            },
            "بنك مسقط الأهلي",
            {10_000: 3, 5_000: 6, 1_000: 20, 100: 20},
        ),
        prepaid=4,
    ),
}


def open_contracts(code: str, ranks: Sequence[int], month: date) -> None:
    """Homes of these ranks are supplied from the first day of a month on; those that are already, stay."""
    known = set(ServicePoint.objects.values_list("code", flat=True))
    missing = [rank for rank in ranks if point_code(code, rank) not in known]
    for start in range(0, len(missing), _AT_ONCE):
        _open_some(code, missing[start : start + _AT_ONCE], month)


def contract_of_rank(code: str, rank: int) -> Contract | None:
    found: Contract | None = Contract.objects.filter(point__code=point_code(code, rank)).first()
    return found


def payers_of_ranks(code: str, ranks: Iterable[int]) -> list[UUID]:
    """The accounts of those who hold the contracts of these ranks now."""
    points = [point_code(code, rank) for rank in ranks]
    held = Holding.objects.filter(contract__point__code__in=points, ends=None)
    return list(held.order_by("contract__point__code").values_list("payer", flat=True))


def point_code(code: str, rank: int) -> str:
    return f"{_commodity(code, rank)[0].upper()}{rank + 1:06}"


@action
def _open_some(code: str, ranks: Sequence[int], month: date) -> None:
    at = datetime.combine(month, time(9), UTC)
    for rank in ranks:
        commodity = _commodity(code, rank)
        point = describe_point(site=_site(code, rank), actor=SYSTEM, at=at)
        is_prepaid = _is_prepaid(code, rank)
        meter = register_meter(
            serial=f"{commodity[0].upper()}M{100_000 + rank}",
            commodity=commodity,
            dials=6,
            kind=Meter.Kind.PREPAID if is_prepaid else Meter.Kind.POSTPAID,
            actor=SYSTEM,
            at=at,
        )
        index = 0 if is_prepaid else seeded(code, "subscriber", rank).randrange(900) * 1000
        fit_meter(point=point, meter=meter, on=month, index=index, actor=SYSTEM, at=at)
        if is_prepaid:
            enrol_meter(meter=meter, keys=keys_of_meter(rank), on=month, actor=SYSTEM, at=at)
        # a home has water and power, and one holder
        told = neighbour(code, read_story(code), 10_000 + rank // 2)
        open_contract(
            point=point,
            person=enlisted(code, told, at),
            asked=Asked(TOWN[code].tariffs[commodity], 6600 if commodity is Commodity.ELECTRICITY else None),
            on=month,
            actor=SYSTEM,
            at=at,
        )


def _commodity(code: str, rank: int) -> Commodity:
    commodities = list(TOWN[code].tariffs)
    return commodities[rank % len(commodities)]


def _is_prepaid(code: str, rank: int) -> bool:
    return _commodity(code, rank) is Commodity.ELECTRICITY and rank // 2 % 5 >= 5 - TOWN[code].prepaid


def _site(code: str, rank: int) -> Site:
    places = read_story(code)["places"]
    district, street = places[rank // 2 % len(places)]
    return Site(
        code=point_code(code, rank),
        commodity=_commodity(code, rank),
        place=f"{street}، رقم {1 + rank // 2 // len(places)}",
        sector=f"T{rank // 2 % _SECTORS + 1:02}",
        region=district,
    )


def enlisted(code: str, told: dict[str, Any], at: datetime) -> Person:
    return enlist_person(at=at, **_person(told, read_story(code)["country"]))


def _person(told: dict[str, Any], country: str) -> dict[str, str]:
    identity = told["identity"]
    kind = "national_card" if identity["identity_kind"] == "national_id" else "residence_card"
    phone = told["phone"].removeprefix("0")
    return {
        "name": told["name"],
        "language": told["language"],
        "phone": f"{_CALLING_CODES[country]}{phone}",
        "email": told["email"],
        "identity_kind": kind,
        "identity_number": identity["identity_number"],
        "preferred_channel": told["channel"],
    }


def used_in(code: str, fitting: Fitting, month: date) -> int:
    """What a home uses in a month, in thousandths: more in summer, and each home its own way."""
    home = seeded(code, "home", fitting.pk)
    summer = 1.3 if month.month in (6, 7, 8, 9) else 1.0
    if fitting.meter.commodity == Commodity.ELECTRICITY:
        usual = home.choice([90, 120, 140, 160, 190, 230, 290, 340, 420])
    else:
        usual = home.choice([4, 6, 8, 10, 12, 15, 18, 22, 28])
    chance: random.Random = seeded(code, "use", fitting.pk, month)
    return max(0, round(usual * summer * chance.uniform(0.8, 1.25))) * 1000
