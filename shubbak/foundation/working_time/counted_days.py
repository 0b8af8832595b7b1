"""What became of each day of a delay: the data behind the small calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shubbak.foundation.working_time.calendar import ONE_DAY, Name, Status, WorkCalendar
from shubbak.foundation.working_time.length import Unit

Kind = Literal["start", "counted", "not_worked", "holiday", "held", "last", "outside"]


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One cell of the small calendar.

    `rank` is its place in the count (1 for the first day), None for a day that is not counted and for
    delays in hours. `name` is that of the holiday or closure, in ar, fr, en. `status` tells an estimated
    holiday. "outside" fills the first and the last week.
    """

    day: date
    kind: Kind
    rank: int | None = None
    name: Name | None = None
    status: Status | None = None


def counted_days(
    *,
    calendar: WorkCalendar,
    first: date,
    last: date,
    unit: Unit,
    amount: int,
    counts_start: bool,
    held: frozenset[date],
) -> tuple[CountedDay, ...]:
    """Each day from the first to the last, both included, with what it was for the count."""
    rank = 0
    days = []
    counts_days = unit in ("calendar_days", "working_days")
    for day in _each(first, last):
        still = rank < amount
        kind = _kind(calendar, day, unit, held, still=still)
        ranked = counts_days and still and kind == "counted" and (day > first or counts_start)
        rank += ranked
        off = calendar.day_off(day)
        days.append(
            CountedDay(
                day=day,
                kind="last" if day == last else "start" if day == first else kind,
                rank=rank if ranked else None,
                name=off.name if off else None,
                status=off.status if off else None,
            )
        )
    return tuple(days)


def _each(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _kind(calendar: WorkCalendar, day: date, unit: Unit, held: frozenset[date], *, still: bool) -> Kind:
    """`still` is False once all days are counted and the end only waits for a worked day."""
    counts_any_day = unit == "hours" or (unit == "calendar_days" and still)
    if not counts_any_day and not calendar.is_worked(day):
        return "holiday" if calendar.day_off(day) else "not_worked"
    return "held" if day in held else "counted"
