"""What follows the bills that a few homes keep back: reminders, notices, cuts, reconnections, instalments."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.config.demonstration.dwellings import TOWN, payers_of_ranks
from shubbak.config.demonstration.lateness import Fate, ranks_of
from shubbak.config.demonstration.paying import pay_all
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.models import Payable, Plan
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.arrears.actions.cutting import order_cuts
from shubbak.utility.arrears.actions.instalments import grant_instalments
from shubbak.utility.arrears.actions.recording import Done, record_done
from shubbak.utility.arrears.actions.setting import set_practice
from shubbak.utility.arrears.actions.warning import send_notices, send_reminders
from shubbak.utility.arrears.models import Arrear, Order, Practice
from shubbak.utility.arrears.queries import first_day_for, rules_on
from shubbak.utility.bills.rules import PAYABLE

_LINES = {
    "MAD": {"least": 20_00, "fee": 60_00, "parts_up_to": 1_000_00},
    "OMR": {"least": 500, "fee": 2_000, "parts_up_to": 50_000},
}
_WARNED = (Fate.NOTICED, Fate.ORDERED, Fate.CUT, Fate.RESTORING, Fate.RECONNECTED)
_WERE_CUT = (Fate.CUT, Fate.RESTORING, Fate.RECONNECTED)
_CREW = "الفرقة 2"


def set_lines(agency: Agency, starts: date, at: datetime) -> None:
    """What the body has decided about arrears, unless it has decided something."""
    if not Practice.objects.exists():
        set_practice(starts=starts, settings=_LINES[agency.currency], texts={}, actor=SYSTEM, at=at)


@dataclass(frozen=True)
class _Teller:
    """`reminded`: when those were reminded of whom is told; nobody else is touched."""

    agency: Agency
    leads: Staff
    crew: Staff
    now: datetime
    reminded: datetime

    def at(self, day: date, hour: int) -> datetime:
        return _at(self.agency, day, hour)

    @property
    def today(self) -> date:
        return calendar_of(self.agency).local_day(self.now)

    def those(self, state: Arrear.State, *fates: Fate) -> list[Arrear]:
        """Of these fates, who stands where one goes on from: what was told before is not told again."""
        payers = payers_of_ranks(self.agency.code, ranks_of(*fates))
        told = Arrear.objects.filter(reminded_at=self.reminded, state=state, holding__payer__in=payers)
        return list(told.select_related("holding").order_by("contract__point__code"))


def tell_arrears(agency: Agency, oldest_due: date, now: datetime) -> None:
    """One goes after those who keep their bills back, each as far as its fate says, from where it stands:
    told again it tells nothing more, and after a telling that was killed only the rest.

    :param oldest_due: the day by which the first of the bills kept back was to be paid.
    """
    place = TOWN[agency.code]
    leads, crew = (
        Staff.objects.get(email=f"{name}@{agency.code}.example") for name in (place.billing[0], place.crew)
    )
    rules = rules_on(oldest_due)
    reminded = oldest_due + timedelta(days=rules.reminder_after + 1)
    teller = _Teller(agency, leads, crew, now, _at(agency, reminded, 7))
    _grant_plans(teller)
    since = Arrear.objects.filter(reminded_at__gte=_at(agency, oldest_due, 0))
    if since.count() < _reminded(agency.code):
        send_reminders(actor=SYSTEM, at=teller.reminded)
    if warned := teller.those(Arrear.State.REMINDED, *_WARNED):
        noticed = reminded + timedelta(days=rules.notice_after + 1)
        send_notices(arrears=warned, staff=leads, at=teller.at(noticed, 10))
    _cut_some(teller)
    _restore_some(teller)
    _order_some(teller)


def _at(agency: Agency, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), calendar_of(agency).zone)


def _reminded(code: str) -> int:
    """How many homes that stand are past their reminder."""
    return (
        Payable.objects.filter(
            kind=PAYABLE, payer__in=payers_of_ranks(code, ranks_of(Fate.REMINDED, *_WARNED))
        )
        .values("payer")
        .distinct()
        .count()
    )


def _cut_some(teller: _Teller) -> None:
    """On the first day on which all of them may be cut; not at all where it is still to come."""
    arrears = _unordered(teller, *_WERE_CUT)
    days = [each.cut_from for each in arrears if each.cut_from]
    if days and (day := first_day_for(max(days))) < teller.today:
        order_cuts(arrears=arrears, day=day, staff=teller.leads, at=teller.at(day, 8))
    for arrear in teller.those(Arrear.State.ORDERED, *_WERE_CUT):
        for order in arrear.orders.open():
            _do(order, teller.at(_day_of_cut(arrear), 10), teller)


def _restore_some(teller: _Teller) -> None:
    """Who paid on the day of the cut has it back in the evening; who pays now waits for it."""
    for arrear in teller.those(Arrear.State.CUT, Fate.RECONNECTED):
        _pay(arrear, teller, teller.at(_day_of_cut(arrear), 15))
    for arrear in teller.those(Arrear.State.RESTORING, Fate.RECONNECTED):
        for order in arrear.orders.open():
            _do(order, teller.at(_day_of_cut(arrear), 18), teller)
    for arrear in teller.those(Arrear.State.CUT, Fate.RESTORING):
        _pay(arrear, teller, teller.now - timedelta(hours=1))


def _order_some(teller: _Teller) -> None:
    """For the next day on which somebody may be cut."""
    if arrears := _unordered(teller, Fate.ORDERED):
        day = first_day_for(teller.today + timedelta(days=1))
        order_cuts(arrears=arrears, day=day, staff=teller.leads, at=teller.now)


def _unordered(teller: _Teller, *fates: Fate) -> list[Arrear]:
    """An order that somebody withdrew is not made again."""
    return [each for each in teller.those(Arrear.State.NOTICED, *fates) if not each.orders.exists()]


def _day_of_cut(arrear: Arrear) -> date:
    ordered = arrear.orders.filter(kind=Order.Kind.CUT).latest("ordered_at")
    return ordered.day or ordered.ordered_at.date()


def _do(order: Order, moment: datetime, teller: _Teller) -> None:
    record_done(order=order, done=Done(moment, crew=_CREW), staff=teller.crew, at=moment)


def _pay(arrear: Arrear, teller: _Teller, at: datetime) -> None:
    source = f"bank:{TOWN[teller.agency.code].bank}"
    pay_all(arrear.holding.payer_id, source, f"R{arrear.pk.hex[:20]}", at)


def _grant_plans(teller: _Teller) -> None:
    payers = payers_of_ranks(teller.agency.code, ranks_of(Fate.PLAN))
    for payer in payers:
        bill = Payable.objects.open().filter(kind=PAYABLE, payer=payer).first()
        if bill and not Plan.objects.filter(payable=bill).exists():
            actor = actor_of(teller.leads)
            grant_instalments(payable_id=bill.pk, parts=3, actor=actor, at=teller.now, by_staff=True)
