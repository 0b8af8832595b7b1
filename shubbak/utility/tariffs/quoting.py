"""What a consumption costs: in a period between two days, or in so many days at the prices of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shubbak.utility.tariffs.kernel import Line, Use, cash_duty_of, reckon, total_of
from shubbak.utility.tariffs.shapes import PriceList
from shubbak.utility.tariffs.tariff import Tariff


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of a period on which one price list held, and its lines."""

    first: date
    days: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What is to be paid, in minor units of `currency`; `cash_duty` only by who pays in cash."""

    currency: str
    days: int
    quantity: int
    stretches: tuple[Stretch, ...]
    cash_duty: int

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for stretch in self.stretches for line in stretch.lines)

    @property
    def total(self) -> int:
        return total_of(self.lines)


def quote(tariff: Tariff, *, quantity: int, days: int, on: date) -> Quote:
    """So many thousandths of a unit in so many days, all at the prices of one day.

    :raises NoPrice: if the tariff begins later.
    """
    prices = tariff.on(on)
    lines = reckon(prices, Use(quantity, days, days))
    return _quote([Stretch(on, days, lines)], prices, quantity)


def quote_period(tariff: Tariff, *, quantity: int, first: date, last: date) -> Quote:
    """The consumption of a period, both days in it.

    Bands are decided by the whole of it, so that a change of prices moves nobody into another band; each
    price list then counts for its days.

    :raises NoPrice: if the tariff begins later than the period.
    """
    days = (last - first).days + 1
    stretches = []
    for start, length in tariff.stretches(first, last):
        prices = tariff.on(start)
        stretches.append(Stretch(start, length, reckon(prices, Use(quantity, days, length))))
    return _quote(stretches, prices, quantity)


def _quote(stretches: Sequence[Stretch], last: PriceList, quantity: int) -> Quote:
    total = total_of(line for stretch in stretches for line in stretch.lines)
    days = sum(stretch.days for stretch in stretches)
    return Quote(last.currency, days, quantity, tuple(stretches), cash_duty_of(last, total))
