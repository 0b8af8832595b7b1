"""What was consumed in two years, month beside month, and the scale against which it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = 12
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class MonthPair:
    """A month, and what was billed for it and for the same month a year earlier; None: no bill."""

    month: date
    quantity: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class History:
    """Twelve months from the oldest to the newest; `lines` are round values, the last above every bar."""

    pairs: tuple[MonthPair, ...]
    lines: tuple[int, ...]

    @property
    def has_two(self) -> bool:
        """Whether there is anything to compare: one bar alone is no picture."""
        return sum((pair.quantity is not None) + (pair.before is not None) for pair in self.pairs) > 1


def history(quantities: Mapping[date, int], last: date) -> History:
    """The twelve months up to that of `last`; quantities are by the first day of their month."""
    months = [months_before(last, back) for back in reversed(range(MONTHS))]
    pairs = tuple(
        MonthPair(month, quantities.get(month), quantities.get(months_before(month, MONTHS)))
        for month in months
    )
    shown = [value for pair in pairs for value in (pair.quantity, pair.before) if value]
    return History(pairs, _lines(max(shown, default=0)))


def months_before(day: date, back: int) -> date:
    """The first day of the month that lies so many months back."""
    year, month = divmod(day.year * MONTHS + day.month - 1 - back, MONTHS)
    return date(year, month + 1, 1)


def _lines(highest: int) -> tuple[int, ...]:
    """Round values, four at most, that reach the highest: 10, 20, 30."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * _MOST_LINES >= highest:
                count = max(1, -(-highest // step))
                return tuple(step * rank for rank in range(1, count + 1))
        power *= 10
