"""What follows the bills that a few homes keep back: reminders, notices, cuts, reconnections, instalments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

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
    agency: Agency
    leads: Staff
    crew: Staff
    now: datetime

    def at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), calendar_of(self.agency).zone)

    @property
    def today(self) -> date:
        return calendar_of(self.agency).local_day(self.now)


def tell_arrears(agency: Agency, oldest_due: date, now: datetime) -> None:
    """One goes after those who keep their bills back, each as far as its fate says. Told again, nothing more.

    :param oldest_due: the day by which the first of the bills kept back was to be paid.
    """
    place = TOWN[agency.code]
    leads, crew = (
        Staff.objects.get(email=f"{name}@{agency.code}.example") for name in (place.billing[0], place.crew)
    )
    teller = _Teller(agency, leads, crew, now)
    _grant_plans(teller)
    if Arrear.objects.filter(reminded_at__gte=teller.at(oldest_due, 0)).count() >= _reminded(agency.code):
        return
    rules, before = rules_on(oldest_due), set(Arrear.objects.values_list("pk", flat=True))
    reminded = oldest_due + timedelta(days=rules.reminder_after + 1)
    send_reminders(actor=SYSTEM, at=teller.at(reminded, 7))
    fresh = Arrear.objects.going_on().exclude(pk__in=before)
    if warned := _of(agency.code, fresh, *_WARNED):
        noticed = reminded + timedelta(days=rules.notice_after + 1)
        send_notices(arrears=warned, staff=leads, at=teller.at(noticed, 10))
        _cut_some(teller, _of(agency.code, fresh, *_WERE_CUT))
        _order_some(teller, _of(agency.code, fresh, Fate.ORDERED))


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


def _of(code: str, arrears: Any, *wanted: Fate) -> list[Arrear]:
    payers = payers_of_ranks(code, ranks_of(*wanted))
    return list(arrears.filter(holding__payer__in=payers).select_related("holding").order_by("reminded_at"))


def _cut_some(teller: _Teller, arrears: Sequence[Arrear]) -> None:
    """On the first day on which all of them may be cut; not at all where it is still to come."""
    days = [each.cut_from for each in arrears if each.cut_from]
    day = first_day_for(max(days)) if days else teller.today
    if day >= teller.today:
        return
    ordered = order_cuts(arrears=arrears, day=day, staff=teller.leads, at=teller.at(day, 8))
    for order in ordered.orders:
        _do(order, teller.at(day, 10), teller)
    code = teller.agency.code
    for arrear in _of(code, Arrear.objects.filter(pk__in=[each.pk for each in arrears]), Fate.RECONNECTED):
        _pay(arrear, teller, teller.at(day, 15))
        for order in arrear.orders.open():
            _do(order, teller.at(day, 18), teller)
    for arrear in _of(code, Arrear.objects.filter(state=Arrear.State.CUT), Fate.RESTORING):
        _pay(arrear, teller, teller.now - timedelta(hours=1))


def _order_some(teller: _Teller, arrears: Sequence[Arrear]) -> None:
    """For the next day on which somebody may be cut."""
    if arrears:
        day = first_day_for(teller.today + timedelta(days=1))
        order_cuts(arrears=arrears, day=day, staff=teller.leads, at=teller.now)


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
