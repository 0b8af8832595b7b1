"""What money buys: the tariff of the month, after what was bought in it before. Pure.

The month counts as one consumption, as a bill would reckon it: whoever buys in small parts pays what one
purchase costs. A purchase costs what the month costs after it, less what it cost before. Fixed fees are
asked with the first purchase of a month, those of months without a purchase with the next one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shubbak.utility.bills.lines import line_facts, sums_of
from shubbak.utility.prepaid.vending.rules import MOST_TENTHS, TENTH
from shubbak.utility.tariffs.kernel import BandUse, Line, Use, reckon
from shubbak.utility.tariffs.tariff import Tariff


@dataclass(frozen=True, slots=True)
class Month:
    """A month before a purchase: `day` is that of the purchase.

    `is_begun`: its fixed fees were asked. `missed`: first days of months whose fees nobody asked.
    """

    day: date
    bought: int = 0
    is_begun: bool = False
    missed: tuple[date, ...] = ()


def cost(tariffs: Sequence[Tariff], month: Month, quantity: int) -> int:
    """What so many thousandths more cost, in minor units, VAT included."""
    return sums_of(lines_of(tariffs, month, quantity))[0]


def bought_with(tariffs: Sequence[Tariff], month: Month, money: int) -> int:
    """The most thousandths, in whole tenths of the unit, that cost no more than this; 0 if none."""
    fits, beyond = 0, 1
    while beyond <= MOST_TENTHS and cost(tariffs, month, beyond * TENTH) <= money:
        fits, beyond = beyond, beyond * 2
    beyond = min(beyond, MOST_TENTHS + 1)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if cost(tariffs, month, middle * TENTH) <= money:
            fits = middle
        else:
            beyond = middle
    return fits * TENTH


def lines_of(tariffs: Sequence[Tariff], month: Month, quantity: int) -> list[dict[str, Any]]:
    """The lines of a purchase, as those of bills are written down.

    A band that the month leaves behind is given back, and all of the month is reckoned in the next.

    :raises NoPrice: if a tariff begins later.
    """
    lines = [line for first in month.missed for line in _of_month(tariffs, first, Month(first), 0)]
    return lines + _of_month(tariffs, month.day, month, quantity)


def _of_month(tariffs: Sequence[Tariff], day: date, month: Month, quantity: int) -> list[dict[str, Any]]:
    written = []
    for tariff in tariffs:
        prices, days = tariff.on(day), int(tariff.data["reference_days"])
        after = reckon(prices, Use(month.bought + quantity, days, days))
        before = reckon(prices, Use(month.bought, days, days)) if month.is_begun else ()
        first = day.replace(day=1)
        written += [line_facts(line, tariff.code, first, days) for line in _less(after, before)]
    return written


def _less(after: Sequence[Line], before: Sequence[Line]) -> Iterable[Line]:
    """Line by line, what is asked now and was not before."""
    known = {line.code: line for line in before}
    for line in after:
        was = known.pop(line.code, None)
        left = _difference(line, was) if was else line
        if left.amount or left.vat or left.bands or not was:
            yield left
    for line in known.values():
        yield replace(_negative(line), whole_in=None)


def _difference(line: Line, was: Line) -> Line:
    bands = _merged([*line.bands, *_negative(was).bands])
    return replace(line, amount=line.amount - was.amount, vat=line.vat - was.vat, bands=bands)


def _merged(bands: Sequence[BandUse]) -> tuple[BandUse, ...]:
    """Each band once; those in which nothing is left fall away."""
    sums: dict[tuple[int, int | None, int], BandUse] = {}
    for band in bands:
        key = (band.above, band.up_to, band.price)
        known = sums.get(key, replace(band, quantity=0, amount=0, vat=0))
        sums[key] = replace(
            known,
            quantity=known.quantity + band.quantity,
            amount=known.amount + band.amount,
            vat=known.vat + band.vat,
        )
    return tuple(band for band in sums.values() if band.quantity or band.amount or band.vat)


def _negative(line: Line) -> Line:
    bands = tuple(
        replace(band, quantity=-band.quantity, amount=-band.amount, vat=-band.vat) for band in line.bands
    )
    return replace(line, amount=-line.amount, vat=-line.vat, bands=bands)
