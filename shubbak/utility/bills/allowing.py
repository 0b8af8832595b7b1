"""What is asked where a hidden leak has swollen a bill: what is usual in the season, some of the excess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from shubbak.foundation.money import divide_half_up
from shubbak.utility.bills.actions.correcting import Right
from shubbak.utility.bills.actions.one_bill import Counted, reckoned
from shubbak.utility.bills.lines import LEAK, line_facts
from shubbak.utility.bills.models import Bill, BillQuerySet
from shubbak.utility.tariffs.kernel import Use, reckon
from shubbak.utility.tariffs.shapes import BandGroup, Consumption, PriceList
from shubbak.utility.tariffs.shelf import shelf
from shubbak.utility.tariffs.steps import main_component
from shubbak.utility.tariffs.tariff import Tariff

YEAR = timedelta(days=365)
ALLOWANCE = "allowance"
"""Under which name a bill says how it was reckoned again."""


class Excess(StrEnum):
    """How what is above the usual is asked: all of it at the lowest price, or a share of it as usual."""

    LOWEST_BAND = "lowest_band"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class AllowanceRule:
    """What a body has decided: from how many per cent of the usual on, how the excess is asked, how much, and
    how many years lie between two allowances of one holder (0: no matter).
    """

    least: int
    excess: Excess
    share: int
    years: int


def usual_of(bill: Bill) -> int | None:
    """What the same holder uses in as many days of the same season: as the bill of the same month a year ago,
    else as those of the twelve months before; nothing, if nothing was billed before.
    """
    days = _days(bill)
    before = Bill.objects.standing().filter(holding=bill.holding_id, estimated=False, last__lt=bill.first)
    year, month = bill.period.split("-")
    found = list(before.filter(period=f"{int(year) - 1}-{month}")) or _of_a_year(before, bill)
    length = sum(_days(each) for each in found)
    return divide_half_up(sum(each.quantity for each in found) * days, length) if length else None


def last_allowance(bill: Bill) -> date | None:
    """When the same holder had an allowance for another period than that of the bill."""
    standing = Bill.objects.standing().filter(contract=bill.contract_id, holding=bill.holding_id)
    given = standing.filter(facts__has_key=ALLOWANCE).exclude(period=bill.period)
    return given.order_by("-issued_on").values_list("issued_on", flat=True).first()


def is_too_soon(last: date | None, asked: date, rule: AllowanceRule) -> bool:
    """Whether so many years have not gone by since the last one. Pure."""
    if last is None or not rule.years:
        return False
    return (asked.year - rule.years, asked.month, asked.day) < (last.year, last.month, last.day)


def allowed(bill: Bill, usual: int, rule: AllowanceRule) -> Right | None:
    """What should be asked; nothing, where the bill does not lie so far above the usual."""
    if bill.quantity * 100 < usual * rule.least or bill.quantity <= usual:
        return None
    excess = bill.quantity - usual
    told = {"usual": usual, "counted": bill.quantity, "excess": rule.excess.value, "share": rule.share}
    if rule.excess is Excess.SHARE:
        quantity = usual + divide_half_up(excess * rule.share, 100)
        return Right(quantity, told={ALLOWANCE: told})
    counted = Counted(bill.first, bill.last, usual)
    codes = list(dict.fromkeys(line["tariff"] for line in bill.lines if line["tariff"] in shelf()))
    lines = reckoned(bill.contract, counted, codes)
    lines += _at_the_lowest(shelf()[codes[0]], bill, excess)
    return Right(usual, lines=lines, told={ALLOWANCE: told})


def _of_a_year(before: BillQuerySet, bill: Bill) -> Sequence[Bill]:
    return list(before.filter(first__gte=bill.first - YEAR))


def _days(bill: Bill) -> int:
    return (bill.last - bill.first).days + 1


def _at_the_lowest(tariff: Tariff, bill: Bill, excess: int) -> Iterator[dict[str, Any]]:
    """The excess at the first price of the tariff, for the days of each price list."""
    days = _days(bill)
    for first, length in tariff.stretches(bill.first, bill.last):
        prices = tariff.on(first)
        main = main_component(prices)
        if main is not None:
            [line] = reckon(_flat(prices, main), Use(excess, days, length))
            yield {**line_facts(line, tariff.code, first, length), "code": LEAK, "whole_in": None}


def _flat(prices: PriceList, main: Consumption) -> PriceList:
    lowest = min((band for group in main.groups for band in group.bands), key=lambda band: band.price)
    group = BandGroup(None, (replace(lowest, up_to=None),))
    return replace(prices, components=(replace(main, groups=(group,), cap=None),))
