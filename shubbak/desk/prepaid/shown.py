"""A prepaid meter as the desk shows it, and how many there are by region."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.cashier.shown import Row, money
from shubbak.desk.contracts.words import COMMODITIES
from shubbak.desk.money.shown import staff_name
from shubbak.desk.prepaid.words import KINDS
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.foundation.tables import Column, Table
from shubbak.utility.prepaid.sts.module import TEST_MARK, grouped
from shubbak.utility.prepaid.vending.models import MeterKeys, Practice, PrepaidMeter, Token
from shubbak.utility.prepaid.vending.queries import Uptake, keys_of, uptake
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import print_contract_number

MONTHS = 12
_MOST = 100
_COMMODITY = "electricity"


@dataclass(frozen=True)
class TokenShown:
    kind: str | Promise
    digits: str
    made_at: datetime
    reference: str
    mark: str


@dataclass(frozen=True)
class MeterShown:
    meter: PrepaidMeter
    contract: str
    place: str
    keys: MeterKeys
    tokens: Sequence[TokenShown]


@dataclass(frozen=True)
class RegionShown:
    """Of one region: share of each month in hundredths, the newest month last."""

    name: str
    prepaid: int
    meters: int
    percent: int
    months: Sequence[tuple[str, int]]


def meter_shown(meter: PrepaidMeter) -> MeterShown:
    fitting = meter.meter.fittings.select_related("point").order_by("-starts").first()
    contract = Contract.objects.filter(point=fitting.point_id, ends=None).first() if fitting else None
    tokens = meter.tokens.select_related("sale__payable").order_by("-pk")[:_MOST]
    return MeterShown(
        meter=meter,
        contract=print_contract_number(contract.number) if contract else "",
        place=fitting.point.place if fitting else "",
        keys=keys_of(meter),
        tokens=[_token(token) for token in tokens],
    )


@dataclass(frozen=True)
class PracticeShown:
    """What holds for a commodity from a day on; `state`: now, to come, or over."""

    commodity: str | Promise
    since: str
    state: str
    is_now: bool
    rows: Sequence[Row]
    pk: int


def practices_shown(today: date) -> list[PracticeShown]:
    """Each commodity's rules, the latest first."""
    rank = ("commodity", "-starts", "-in_force_at", "-pk")
    found = list(Practice.objects.exclude(in_force_at=None).order_by(*rank))
    begun = [each for each in found if each.starts <= today]
    held = {each.commodity: each for each in reversed(begun)}
    return [
        _practice(each, _state(each, held.get(each.commodity), today), is_now=each in held.values())
        for each in found
    ]


def proposals_shown() -> list[PracticeShown]:
    """What waits for a second person."""
    return [proposal_shown(each) for each in Practice.objects.filter(in_force_at=None)]


def proposal_shown(held: Practice) -> PracticeShown:
    told = {"who": staff_name(held.proposed_by)}
    return _practice(held, gettext("Proposed by %(who)s, waits for a second person") % told, is_now=False)


def _state(held: Practice, now: Practice | None, today: date) -> str:
    if held == now:
        return gettext("In force")
    return gettext("To come") if held.starts > today else pgettext("rules", "Over")


def _practice(held: Practice, state: str, *, is_now: bool) -> PracticeShown:
    currency = current_agency().currency
    lent = money(held.lent, currency) if held.lent else gettext("Nothing is lent")
    rows = [
        Row(gettext("Least amount of a purchase"), money(held.least, currency)),
        Row(gettext("Most that is bought at once"), money(held.most, currency)),
        Row(gettext("Emergency credit"), lent),
        Row(gettext("Share of a purchase for unpaid bills"), f"{held.arrears_percent}\u00a0%"),
    ]
    day = tongue().long_day(held.starts)
    return PracticeShown(word(COMMODITIES, held.commodity), day, state, is_now, rows, held.pk)


def regions_shown(today: date) -> list[RegionShown]:
    """Each region with its last twelve months, that of the greatest share first."""
    found: dict[str, list[Uptake]] = {}
    for row in uptake(_first(today), today, _COMMODITY):
        found.setdefault(row.region, []).append(row)
    return sorted(map(_region, found.values()), key=lambda region: -region.percent)


def uptake_table(today: date) -> Table:
    columns = [
        Column("region", gettext("Region")),
        Column("month", gettext("Month")),
        Column("prepaid", gettext("Prepaid meters")),
        Column("meters", gettext("All meters")),
        Column("permille", gettext("In a thousand")),
    ]
    rows: Iterator[Sequence[str | int]] = (
        [row.region, row.month, row.prepaid, row.meters, row.permille]
        for row in uptake(_first(today), today, _COMMODITY)
    )
    return Table(gettext("Prepaid meters by region"), columns, rows, tongue().language == "ar")


def _region(rows: Sequence[Uptake]) -> RegionShown:
    last = rows[-1]
    return RegionShown(
        name=last.region or gettext("No region"),
        prepaid=last.prepaid,
        meters=last.meters,
        percent=last.permille // 10,
        months=[(row.month, row.permille // 10) for row in rows],
    )


def _first(today: date) -> date:
    month = today.year * 12 + today.month - MONTHS
    return date(month // 12, month % 12 + 1, 1)


def _token(token: Token) -> TokenShown:
    return TokenShown(
        kind=word(KINDS, token.kind),
        digits=grouped(token.digits),
        made_at=in_its_zone(token.made_at),
        reference=token.sale.payable.reference if token.sale else "",
        mark=TEST_MARK if token.is_test else "",
    )
