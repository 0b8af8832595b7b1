"""The small calendar that stands beside every due date: weeks, or totals by month when the delay is long."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from shubbak.foundation.working_time.calendar import ONE_DAY
from shubbak.foundation.working_time.counted_days import CountedDay
from shubbak.foundation.working_time.reckoning import Reckoning

MOST_WEEKS = 6
"""More rows than this are a list of months instead (DESIGN.md, Why-calendar)."""

Week = tuple[CountedDay, ...]


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """The days of a delay that fall in one month, by what became of them; `first` is the first of the
    month.
    """

    first: date
    counted: int
    not_worked: int
    holidays: int
    held: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SmallCalendar:
    """Weeks of seven cells beginning on `weekdays[0]` (0 is Monday), or months with totals: one of both is
    empty.
    """

    weekdays: tuple[int, ...]
    weeks: tuple[Week, ...]
    months: tuple[MonthTotal, ...]
    named: tuple[CountedDay, ...]
    """The days with the name of a holiday, to be told below the table."""


def weeks(reckoning: Reckoning) -> SmallCalendar:
    """The small calendar of a reckoning; weeks begin on the first worked day after the weekend."""
    days = reckoning.days
    first_weekday = reckoning.calendar.first_weekday
    rows = _rows(days, first_weekday)
    is_long = len(rows) > MOST_WEEKS
    return SmallCalendar(
        weekdays=tuple((first_weekday + offset) % 7 for offset in range(7)),
        weeks=() if is_long else rows,
        months=_months(days) if is_long else (),
        named=tuple(day for day in days if day.name),
    )


def _rows(days: tuple[CountedDay, ...], first_weekday: int) -> tuple[Week, ...]:
    before = (days[0].day.weekday() - first_weekday) % 7
    after = (first_weekday - 1 - days[-1].day.weekday()) % 7
    cells = (
        *_outside(days[0].day - timedelta(days=before), before),
        *days,
        *_outside(days[-1].day + ONE_DAY, after),
    )
    return tuple(cells[row : row + 7] for row in range(0, len(cells), 7))


def _outside(first: date, count: int) -> Iterable[CountedDay]:
    return (CountedDay(first + timedelta(days=offset), "outside") for offset in range(count))


def _months(days: tuple[CountedDay, ...]) -> tuple[MonthTotal, ...]:
    by_month: dict[date, list[CountedDay]] = {}
    for day in days:
        by_month.setdefault(day.day.replace(day=1), []).append(day)
    return tuple(_total(first, cells) for first, cells in by_month.items())


def _total(first: date, days: list[CountedDay]) -> MonthTotal:
    kinds = Counter(day.kind for day in days)
    return MonthTotal(
        first=first,
        counted=sum(day.rank is not None for day in days),
        not_worked=kinds["not_worked"],
        holidays=kinds["holiday"],
        held=kinds["held"],
        last_day=next((day.day for day in days if day.kind == "last"), None),
    )
