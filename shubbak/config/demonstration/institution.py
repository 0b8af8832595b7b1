"""A commune of the town, whose contracts stand in one group: one paper each month, one transfer pays it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.rules import Received
from shubbak.people.actions import enlist_person
from shubbak.people.models import Person
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.subscriptions.actions import (
    describe_point,
    fit_meter,
    join_group,
    open_contract,
    open_group,
    register_meter,
)
from shubbak.utility.subscriptions.models import Group
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site

_WATER = ("ma-water-government", "ma-sewerage-government")
_POWER = ("ma-electricity-commercial",)
_VA = 12_000
_PAID_BEFORE = timedelta(days=6)


@dataclass(frozen=True)
class Institution:
    """`places`: what stands there, and what is delivered to it."""

    name: str
    of: str
    identity_number: str
    phone: str
    email: str
    bank: str
    places: Sequence[tuple[str, Commodity]]


TOWN = {
    "miyah": Institution(
        "جماعة النخيل",
        "مرافق جماعة النخيل",
        "001648203000052",
        "+212524000060",
        "comptabilite@nakhil.example.org",
        "atlas",
        (
            ("مقر الجماعة، شارع محمد الخامس", Commodity.WATER),
            ("الملعب البلدي، شارع الأطلس", Commodity.WATER),
            ("دار الشباب، حي الوفاء", Commodity.WATER),
            ("دار الشباب، حي الوفاء", Commodity.ELECTRICITY),
        ),
    ),
}


def group_of_town(code: str) -> Group | None:
    """The group, once it stands."""
    told = TOWN.get(code)
    found: Group | None = Group.objects.filter(name=told.of, ended_at=None).first() if told else None
    return found


def open_institution(code: str, month: date) -> None:
    """Its places are supplied from the first day of a month on, once."""
    if code in TOWN and group_of_town(code) is None:
        _open(TOWN[code], month)


def pay_for_group(code: str, currency: str, due_on: date) -> None:
    """One transfer for all that is due by a day, as an accountant of a commune makes it."""
    group = group_of_town(code)
    if group is None:
        return
    due = Payable.objects.open().filter(kind=PAYABLE, payer__paid_by=group.payer_id, due_on__lte=due_on)
    wanted = [(each.pk, each.left) for each in due.order_by("due_on", "reference")]
    if not wanted:
        return
    day, bank = due_on - _PAID_BEFORE, f"bank:{TOWN[code].bank}"
    amount, at = sum(left for _, left in wanted), datetime.combine(day, time(11), UTC)
    money = Received(bank, f"G{group.number}{due_on:%y%m%d}", amount, currency, "transfer", bank, at, day)
    receive(money=money, payer=group.payer_id, wanted=wanted, actor=SYSTEM, at=at)


@action
def _open(told: Institution, month: date) -> None:
    at = datetime.combine(month, time(9), UTC)
    person = enlist_person(
        name=told.name,
        kind=Person.Kind.LEGAL,
        identity_kind="company_id",
        identity_number=told.identity_number,
        phone=told.phone,
        email=told.email,
        preferred_channel="email",
        at=at,
    )
    group = open_group(name=told.of, person=person, actor=SYSTEM, at=at)
    for rank, (place, commodity) in enumerate(told.places):
        _supply(group, rank, place, commodity, month, at)


def _supply(group: Group, rank: int, place: str, commodity: Commodity, month: date, at: datetime) -> None:
    number, is_power = rank + 1, commodity is Commodity.ELECTRICITY
    letter = commodity[0].upper()
    site = Site(code=f"{letter}C{number:05}", commodity=commodity, place=place, sector="T01")
    point = describe_point(site=site, actor=SYSTEM, at=at)
    serial = f"{letter}C{200_000 + number}"
    meter = register_meter(serial=serial, commodity=commodity, dials=6, actor=SYSTEM, at=at)
    fit_meter(point=point, meter=meter, on=month, index=0, actor=SYSTEM, at=at)
    asked = Asked(_POWER if is_power else _WATER, _VA if is_power else None)
    contract = open_contract(point=point, person=group.person, asked=asked, on=month, actor=SYSTEM, at=at)
    join_group(group=group, contract=contract, on=month, actor=SYSTEM, at=at)
