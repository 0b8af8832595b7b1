"""The subscribers of the town's utilities: contracts; two years of readings, bills, payments, purchases.

All of it by the actions that serve a real body. Told again, it goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.config.demonstration.crowd import seeded
from shubbak.config.demonstration.dwellings import TOWN, open_contracts, point_code, used_in
from shubbak.config.demonstration.purchases import open_shop, tell_purchases
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.rules import Received
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.bills.actions import approve_run, begin_run, clear_drafts, compute_run, issue_run
from shubbak.utility.bills.queries import to_look_at
from shubbak.utility.bills.rules import NEVER_ISSUED, PAYABLE, RunFacts
from shubbak.utility.metering.actions import PastReading, import_readings
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.models import Contract, Fitting, Holding, Meter

MONTHS = 24
PURCHASE_MONTHS = 3
FIRST, FIRST_MONTHS = 12, 3
"""How many contracts stand at the first start, and of how many months something is told of them."""
IN_ARREARS = 4
"""The home of this rank never pays."""
_AT_ONCE = 100
_BILLS_AFTER, _PAID_AFTER = timedelta(days=2), timedelta(days=14)
_ORIGIN = "history"
_PATIENT = 0.08
"""The share of those who pay late, or not yet."""
Say = Callable[[str], None]


def tell_first(*, agency: Agency, today: date) -> int:
    """The dozen contracts with which a visitor tries the town; how many stand then."""
    return _tell(agency, range(FIRST), today, FIRST_MONTHS, lambda _: None)


def tell_subscribers(*, agency: Agency, today: date, say: Say = lambda _: None, count: int = 0) -> int:
    """Tell the subscribers of a body; gives the number of contracts. `count`: other than the town's."""
    place = TOWN.get(agency.code)
    wanted = range(count or place.count) if place else range(0)
    return _tell(agency, wanted, today, MONTHS, say)


def _tell(agency: Agency, ranks: range, today: date, count: int, say: Say) -> int:
    if agency.code not in TOWN:
        return 0
    look_at(agency)
    months = _months_before(today - _BILLS_AFTER, count)
    if TOWN[agency.code].prepaid:
        open_shop(agency.code, months[0])
    open_contracts(agency.code, ranks, months[0])
    say(f"{agency.code}: {len(ranks)} contracts")
    for month in months:
        _tell_month(agency, month, say)
        if month in months[-PURCHASE_MONTHS:]:
            tell_purchases(agency.code, agency.currency, month)
        paid_on = _next(month) + _PAID_AFTER
        if paid_on <= today and (count <= FIRST_MONTHS or month.month % 3 == 0):
            _pay(agency.code, agency.currency, paid_on)
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
    read = Reading.objects.filter(period=f"{month:%Y-%m}").values("meter")
    fittings = (
        Fitting.objects.filter(starts__lte=month, ends=None, meter__kind=Meter.Kind.POSTPAID)
        .exclude(meter__in=read)
        .select_related("meter")
    )
    contracts = dict(Contract.objects.values_list("point", "pk"))
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
    run = begin_run(facts=RunFacts(period, issue_on, issue_on + timedelta(days=20)), staff=begins, at=at)
    run = compute_run(run=run, at=at)
    waiting = to_look_at(run).exclude(finding__in=NEVER_ISSUED)
    clear_drafts(run=run, drafts=list(waiting.values_list("pk", flat=True)), staff=begins, at=at)
    if run.bills:
        run = approve_run(run=run, staff=approves, at=at)
        issue_run(run=run, actor=actor_of(approves), at=at)


def _pay(code: str, currency: str, day: date) -> None:
    """Most pay what is due by then, each in one payment: at the bank, in its application, at the window."""
    owes = Holding.objects.filter(contract__point__code=point_code(code, IN_ARREARS)).values("payer")
    due = Payable.objects.open().filter(kind=PAYABLE, due_on__lte=day).exclude(payer__in=owes)
    due = due.order_by("payer", "due_on", "pk")
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
                ("former:window", "cash", "cash"),
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
