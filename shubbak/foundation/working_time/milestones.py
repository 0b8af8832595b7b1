"""Moments told from a due date: warnings before it, escalations at it or after it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from shubbak.foundation.working_time.calendar import ONE_DAY
from shubbak.foundation.working_time.length import Length, Unit
from shubbak.foundation.working_time.reckoning import Reckoning, reckon, running_time

ONE_HOUR = timedelta(hours=1)


def milestone(reckoning: Reckoning, offset: Length) -> datetime:
    """The moment at `offset` from the due instant, aware: "-4 working_hours" is four opening hours before
    it.

    Before, in days: the opening of the nth day counted backwards (of the worked day before it when that one
    is not worked), so that whoever is warned has that whole day. Zero: the due instant. After: as any delay
    from there. Held time is not counted.
    """
    if offset.amount == 0:
        return reckoning.due
    if offset.amount > 0:
        return reckon(reckoning.calendar, reckoning.due, offset).due
    return _BEFORE[offset.unit](reckoning, -offset.amount)


def _working_days_before(reckoning: Reckoning, amount: int) -> datetime:
    calendar, held = reckoning.calendar, reckoning.held_days
    counted = (day for day in _days_back(reckoning.due_day) if calendar.is_worked(day) and day not in held)
    return calendar.opening(_nth(counted, amount))


def _calendar_days_before(reckoning: Reckoning, amount: int) -> datetime:
    calendar, held = reckoning.calendar, reckoning.held_days
    day = _nth((day for day in _days_back(reckoning.due_day) if day not in held), amount)
    return calendar.opening(next(d for d in _days_back(day + ONE_DAY) if calendar.is_worked(d)))


def _hours_before(reckoning: Reckoning, amount: int) -> datetime:
    moment = reckoning.due.astimezone(UTC) - amount * ONE_HOUR
    for hold_start, hold_end in reversed(reckoning.spans):
        if hold_end > moment and hold_start < reckoning.due:
            moment -= min(hold_end, reckoning.due.astimezone(UTC)) - hold_start
    return moment.astimezone(reckoning.calendar.zone)


def _working_hours_before(reckoning: Reckoning, amount: int) -> datetime:
    due, left = reckoning.due.astimezone(UTC), amount * ONE_HOUR
    for day in _days_back(reckoning.due_day + ONE_DAY):
        for opens, closes in reversed(running_time(reckoning.calendar, day, reckoning.spans)):
            closes = min(closes, due)
            if closes - opens >= left:
                return (closes - left).astimezone(reckoning.calendar.zone)
            left -= max(closes - opens, timedelta())
    raise AssertionError("_days_back never ends")


_BEFORE: dict[Unit, Callable[[Reckoning, int], datetime]] = {
    "calendar_days": _calendar_days_before,
    "working_days": _working_days_before,
    "hours": _hours_before,
    "working_hours": _working_hours_before,
}


def _days_back(day: date) -> Iterator[date]:
    """The days before this one, latest first."""
    while True:
        day -= ONE_DAY
        yield day


def _nth(days: Iterator[date], number: int) -> date:
    return next(islice(days, number - 1, None))
