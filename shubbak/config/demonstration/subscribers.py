"""The subscribers of the town's utilities: contracts; two years of readings, bills, payments, purchases.

All of it by the actions that serve a real body. Told again, it goes on where it stopped.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.config.demonstration.arrears import set_lines, tell_arrears
from shubbak.config.demonstration.banks import open_bank, tell_day_of_bank
from shubbak.config.demonstration.contests import tell_contests
from shubbak.config.demonstration.crowd import seeded
from shubbak.config.demonstration.debits import begin_next, collect, sign_some
from shubbak.config.demonstration.dwellings import TOWN, open_contracts, used_in
from shubbak.config.demonstration.institution import open_institution, pay_for_group
from shubbak.config.demonstration.paying import pay_month
from shubbak.config.demonstration.purchases import open_shop, tell_purchases
from shubbak.config.demonstration.tills import tell_tills
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.actions import drain
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.bills.actions import approve_run, begin_run, clear_drafts, compute_run, issue_run
from shubbak.utility.bills.queries import to_look_at
from shubbak.utility.bills.rules import NEVER_ISSUED, RunFacts
from shubbak.utility.metering.actions import PastReading, import_readings
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.models import Contract, Fitting, Meter

MONTHS = 24
PURCHASE_MONTHS = 3
FIRST, FIRST_MONTHS = 12, 3
"""How many contracts stand at the first start, and of how many months something is told of them."""
_AT_ONCE = 100
_BILLS_AFTER, _TO_PAY = timedelta(days=2), timedelta(days=20)
_SIGNED_AFTER = timedelta(days=9)
_ORIGIN = "history"
Say = Callable[[str], None]


def tell_first(*, agency: Agency, now: datetime) -> int:
    """The dozen contracts with which a visitor tries the town; how many stand then."""
    return _tell(agency, range(FIRST), now, FIRST_MONTHS, lambda _: None)


def tell_subscribers(*, agency: Agency, now: datetime, say: Say = lambda _: None, count: int = 0) -> int:
    """Tell the subscribers of a body; gives the number of contracts. `count`: other than the town's."""
    place = TOWN.get(agency.code)
    wanted = range(count or place.count) if place else range(0)
    told = _tell(agency, wanted, now, MONTHS, say)
    if told:
        tell_contests(agency, now)
    return told


def _tell(agency: Agency, ranks: range, now: datetime, count: int, say: Say) -> int:
    if agency.code not in TOWN:
        return 0
    look_at(agency)
    today = now.date()
    months = _months_before(today - _BILLS_AFTER, count)
    opened = datetime.combine(months[0], time(8), UTC)
    open_bank(agency, opened)
    set_lines(agency, months[0], opened)
    if TOWN[agency.code].prepaid:
        open_shop(agency.code, months[0])
    open_contracts(agency.code, ranks, months[0])
    open_institution(agency.code, months[0])
    say(f"{agency.code}: {len(ranks)} contracts")
    sign_some(agency, months[0] + _SIGNED_AFTER)
    for ago, month in zip(reversed(range(count)), months, strict=True):
        _tell_month(agency, month, say)
        if ago == 1:
            collect(agency, _due(month))
        if ago:
            pay_for_group(agency.code, agency.currency, _due(month))
        pay_month(agency.code, agency.currency, _due(month), ago, today)
        if ago < PURCHASE_MONTHS:
            tell_purchases(agency.code, agency.currency, month)
    tell_tills(agency, now)
    begin_next(agency, _due(months[-1]), now)
    tell_arrears(agency, _due(months[-FIRST_MONTHS]), now)
    tell_day_of_bank(agency, now)
    while drain(at=now, limit=_AT_ONCE) == _AT_ONCE:
        pass
    return len(ranks)


def _tell_month(agency: Agency, month: date, say: Say) -> None:
    """The readings of a month, and its bills."""
    period, last = f"{month:%Y-%m}", _next(month) - timedelta(days=1)
    at = datetime.combine(last, time(15), UTC)
    rows = list(_readings(agency.code, month, last))
    if rows:
        import_readings(rows=rows, origin=_ORIGIN, actor=SYSTEM, at=at)
        _bill(agency.code, period, at + _BILLS_AFTER)
        say(f"{agency.code}: bills of {period}")


def _readings(code: str, month: date, last: date) -> Iterator[PastReading]:
    """Of a month. A meter of which the first start told later months is not read in earlier ones."""
    read = Reading.objects.filter(period__gte=f"{month:%Y-%m}").values("meter")
    fittings = (
        Fitting.objects.filter(starts__lte=month, ends=None, meter__kind=Meter.Kind.POSTPAID)
        .exclude(meter__in=read)
        .select_related("meter")
    )
    contracts = dict(Contract.objects.order_by("starts", "pk").values_list("point", "pk"))
    known = dict(
        Reading.objects.filter(read_on=month - timedelta(days=1)).values_list("meter", "index").order_by("pk")
    )
    for fitting in fittings.order_by("pk"):
        before = known.get(fitting.meter_id, fitting.index_in)
        used = used_in(code, fitting, month)
        index = (before + used) % (10**fitting.meter.dials * 1000)
        estimated = seeded(code, "unread", fitting.pk, month).random() < 0.04
        yield PastReading(
            contracts[fitting.point_id], fitting.meter_id, f"{month:%Y-%m}", last, index, estimated
        )


def _bill(code: str, period: str, at: datetime) -> None:
    begins, approves = (Staff.objects.get(email=f"{name}@{code}.example") for name in TOWN[code].billing)
    issue_on = at.date()
    run = begin_run(facts=RunFacts(period, issue_on, issue_on + _TO_PAY), staff=begins, at=at)
    run = compute_run(run=run, at=at)
    waiting = to_look_at(run).exclude(finding__in=NEVER_ISSUED)
    clear_drafts(run=run, drafts=list(waiting.values_list("pk", flat=True)), staff=begins, at=at)
    if run.bills:
        run = approve_run(run=run, staff=approves, at=at)
        issue_run(run=run, actor=actor_of(approves), at=at)


def _months_before(today: date, count: int) -> list[date]:
    """The first days of the last whole months, the oldest first."""
    first = today.replace(day=1)
    months = []
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(first)
    return months[::-1]


def _due(month: date) -> date:
    """By when the bill of a month is to be paid."""
    return _next(month) - timedelta(days=1) + _BILLS_AFTER + _TO_PAY


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=7)).replace(day=1)
