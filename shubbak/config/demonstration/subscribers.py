"""The subscribers of the town's utility: places, meters, contracts; two years of readings, bills, payments.

All of it by the actions that serve a real body. Told again, it goes on where it stopped.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.config.demonstration.crowd import neighbour, read_story, seeded
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.rules import Received
from shubbak.people.actions import enlist_person
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.bills.actions import approve_run, begin_run, clear_drafts, compute_run, issue_run
from shubbak.utility.bills.queries import to_look_at
from shubbak.utility.bills.rules import NEVER_ISSUED, PAYABLE, RunFacts
from shubbak.utility.metering.actions import PastReading, import_readings
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.actions import describe_point, fit_meter, open_contract, register_meter
from shubbak.utility.subscriptions.models import Contract, Fitting
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site

MONTHS = 24
_AT_ONCE = 100
_ORIGIN = "history"
_SECTORS = 20
_PATIENT = 0.08
"""How many of a hundred pay late, or not yet."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """What is told of the subscribers of a body: how many, of what, by which tariffs."""

    count: int
    tariffs: dict[Commodity, tuple[str, ...]]


TOWN = {
    "miyah": Place(
        5000,
        {
            Commodity.WATER: ("ma-water-household", "ma-sewerage-household"),
            Commodity.ELECTRICITY: ("ma-electricity-household",),
        },
    )
}


def tell_subscribers(*, agency: Agency, today: date, say: Say = lambda _: None, count: int = 0) -> int:
    """Tell the subscribers of a body; gives the number of contracts. `count`: other than the town's."""
    place = TOWN.get(agency.code)
    if place is None:
        return 0
    look_at(agency)
    months = _months_before(today, MONTHS)
    wanted = count or place.count
    _open_contracts(agency.code, place, wanted, months[0], say)
    for month in months:
        _tell_month(agency, month, say)
    return wanted


def _open_contracts(code: str, place: Place, wanted: int, month: date, say: Say) -> None:
    stands = Contract.objects.count()
    for start in range(stands, wanted, _AT_ONCE):
        _open_some(code, place, range(start, min(start + _AT_ONCE, wanted)), month)
        if start % 1000 == 0:
            say(f"{code}: {start} contracts")


@action
def _open_some(code: str, place: Place, ranks: Sequence[int], month: date) -> None:
    story, at = read_story(code), datetime.combine(month, time(9), UTC)
    for rank in ranks:
        draw = seeded(code, "subscriber", rank)
        told = neighbour(code, story, 10_000 + rank // 2)  # a home has water and power, and one holder
        commodity = list(place.tariffs)[rank % len(place.tariffs)]
        district, street = story["places"][rank // 2 % len(story["places"])]
        site = Site(
            code=f"{commodity[0].upper()}{rank + 1:06}",
            commodity=commodity,
            place=f"{street}، رقم {1 + rank // 2 // len(story['places'])}",
            sector=f"T{rank // 2 % _SECTORS + 1:02}",
            region=district,
        )
        point = describe_point(site=site, actor=SYSTEM, at=at)
        meter = register_meter(
            serial=f"{commodity[0].upper()}M{100_000 + rank}",
            commodity=commodity,
            dials=6,
            actor=SYSTEM,
            at=at,
        )
        fit_meter(point=point, meter=meter, on=month, index=draw.randrange(900) * 1000, actor=SYSTEM, at=at)
        power = 6600 if commodity is Commodity.ELECTRICITY else None
        open_contract(
            point=point,
            person=enlist_person(at=at, **_person(told)),
            asked=Asked(place.tariffs[commodity], power),
            on=month,
            actor=SYSTEM,
            at=at,
        )


def _person(told: dict[str, Any]) -> dict[str, str]:
    identity = told["identity"]
    kind = "national_card" if identity["identity_kind"] == "national_id" else "residence_card"
    return {
        "name": told["name"],
        "language": told["language"],
        "phone": f"+212{told['phone'][1:]}",
        "email": told["email"],
        "identity_kind": kind,
        "identity_number": identity["identity_number"],
        "preferred_channel": told["channel"],
    }


def _tell_month(agency: Agency, month: date, say: Say) -> None:
    """The readings of a month, its bills and what was paid of them."""
    period, last = f"{month:%Y-%m}", _next(month) - timedelta(days=1)
    at = datetime.combine(last, time(15), UTC)
    rows = list(_readings(agency.code, month, last))
    if rows:
        import_readings(rows=rows, origin=_ORIGIN, actor=SYSTEM, at=at)
        _bill(agency.code, period, at + timedelta(days=2))
        say(f"{agency.code}: bills of {period}")
    if month.month % 3 == 0:
        _pay(agency.code, agency.currency, last + timedelta(days=15))


def _readings(code: str, month: date, last: date) -> Iterator[PastReading]:
    read = Reading.objects.filter(period=f"{month:%Y-%m}").values("meter")
    fittings = (
        Fitting.objects.filter(starts__lte=month, ends=None).exclude(meter__in=read).select_related("meter")
    )
    contracts = dict(Contract.objects.values_list("point", "pk"))
    known = dict(
        Reading.objects.filter(read_on=month - timedelta(days=1)).values_list("meter", "index").order_by("pk")
    )
    for fitting in fittings.order_by("pk"):
        before = known.get(fitting.meter_id, fitting.index_in)
        used = _used(code, fitting, month)
        index = (before + used) % (10**fitting.meter.dials * 1000)
        estimated = seeded(code, "unread", fitting.pk, month).random() < 0.04
        yield PastReading(
            contracts[fitting.point_id], fitting.meter_id, f"{month:%Y-%m}", last, index, estimated
        )


def _used(code: str, fitting: Fitting, month: date) -> int:
    """What a home uses in a month, in thousandths: more in summer, and each home its own way."""
    home = seeded(code, "home", fitting.pk)
    summer = 1.3 if month.month in (6, 7, 8, 9) else 1.0
    if fitting.meter.commodity == Commodity.ELECTRICITY:
        usual = home.choice([90, 120, 140, 160, 190, 230, 290, 340, 420])
    else:
        usual = home.choice([4, 6, 8, 10, 12, 15, 18, 22, 28])
    chance: random.Random = seeded(code, "use", fitting.pk, month)
    return max(0, round(usual * summer * chance.uniform(0.8, 1.25))) * 1000


def _bill(code: str, period: str, at: datetime) -> None:
    begins, approves = (
        Staff.objects.get(email=f"{name}@{code}.example") for name in ("chef.facturation", "direction")
    )
    issue_on = at.date()
    run = begin_run(facts=RunFacts(period, issue_on, issue_on + timedelta(days=20)), staff=begins, at=at)
    run = compute_run(run=run, at=at)
    waiting = to_look_at(run).exclude(finding__in=NEVER_ISSUED)
    clear_drafts(run=run, drafts=list(waiting.values_list("pk", flat=True)), staff=begins, at=at)
    if run.bills:
        run = approve_run(run=run, staff=approves, at=at)
        issue_run(run=run, actor=actor_of(approves), at=at)


def _pay(code: str, currency: str, day: date) -> None:
    """Most pay what is due by then, each in one payment: at the bank, in its application, at the window."""
    due = Payable.objects.open().filter(kind=PAYABLE, due_on__lte=day).order_by("payer", "due_on", "pk")
    owing = [(payer, list(bills)) for payer, bills in groupby(due.iterator(), key=lambda bill: bill.payer_id)]
    for start in range(0, len(owing), _AT_ONCE):
        _pay_some(code, currency, day, owing[start : start + _AT_ONCE])


@action
def _pay_some(code: str, currency: str, day: date, owing: Sequence[tuple[Any, list[Payable]]]) -> None:
    at = datetime.combine(day, time(11), UTC)
    for payer, bills in owing:
        draw = seeded(code, "pays", payer, day)
        if draw.random() < _PATIENT:
            continue
        source, channel, into = draw.choice(
            [
                ("bank:atlas", "app", "bank:atlas"),
                ("bank:barid", "branch", "bank:barid"),
                ("cashier", "cash", "cash"),
            ]
        )
        wanted = [(bill.pk, bill.left) for bill in bills]
        amount = sum(part for _, part in wanted)
        money = Received(source, f"H{payer.hex[:12]}{day:%y%m%d}", amount, currency, channel, into, at, day)
        receive(money=money, payer=payer, wanted=wanted, actor=SYSTEM, at=at)


def _months_before(today: date, count: int) -> list[date]:
    """The first days of the last whole months, the oldest first."""
    first = today.replace(day=1)
    months = []
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(first)
    return months[::-1]


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=7)).replace(day=1)
