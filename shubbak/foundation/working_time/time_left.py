"""How much of a delay is used and how much is left, for words and for bars."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, floor

from shubbak.foundation.working_time.calendar import ONE_DAY
from shubbak.foundation.working_time.length import Unit
from shubbak.foundation.working_time.reckoning import Reckoning, running_time

ONE_HOUR = timedelta(hours=1)
SAID_IN_DAYS_FROM = 48
"""Hours from which people are told days: nobody sees what 568 hours are."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """`amount` whole units left, or over when `late`, in the unit of the delay.

    Days: those still to be counted after today, so 0 is the last day itself; late, the days counted since
    the due one, 0 being the due day after closing. Hours: begun ones when left, full ones when late;
    from 48 on they are told in days of the calendar.
    """

    amount: int
    unit: Unit
    late: bool
    held: bool


def time_left(reckoning: Reckoning, at: datetime) -> TimeLeft:
    """What is left of a delay at an aware instant."""
    at = at.astimezone(UTC)  # instants of one zone compare by their wall clock, which repeats an hour a year
    late = at > reckoning.due
    if late:
        amount = floor(_counted_between(reckoning, reckoning.due, at))
    else:
        amount = ceil(_counted_between(reckoning, max(at, reckoning.start), reckoning.due))
    unit = reckoning.length.unit
    if unit == "hours" and amount >= SAID_IN_DAYS_FROM:
        amount, unit = (amount // 24 if late else ceil(amount / 24)), "calendar_days"
    return TimeLeft(amount, unit, late, reckoning.held)


def elapsed_fraction(reckoning: Reckoning, at: datetime) -> float:
    """How much of the delay is used, from 0.0 to 1.0; 1.0 once it is over."""
    at = at.astimezone(UTC)
    if at >= reckoning.due:
        return 1.0
    whole = _counted_between(reckoning, reckoning.start, reckoning.due)
    left = _counted_between(reckoning, max(at, reckoning.start), reckoning.due)
    return 1.0 - left / whole if whole else 0.0


def _counted_between(reckoning: Reckoning, begin: datetime, end: datetime) -> float:
    """How many units of the delay lie between two instants; whole for days, which count by date."""
    unit = reckoning.length.unit
    if unit == "hours":
        return _clock_hours(reckoning, begin.astimezone(UTC), end.astimezone(UTC))
    if unit == "working_hours":
        return _opening_hours(reckoning, begin.astimezone(UTC), end.astimezone(UTC))
    calendar, held = reckoning.calendar, reckoning.held_days
    after, last, any_day = calendar.local_day(begin), calendar.local_day(end), unit == "calendar_days"
    counted = max((last - after).days, 0) if any_day else calendar.worked_between(after, last)
    return counted - sum(after < day <= last and (any_day or calendar.is_worked(day)) for day in held)


def _clock_hours(reckoning: Reckoning, begin: datetime, end: datetime) -> float:
    held = (max(min(stop, end) - max(start, begin), timedelta()) for start, stop in reckoning.spans)
    return (end - begin - sum(held, timedelta())) / ONE_HOUR


def _opening_hours(reckoning: Reckoning, begin: datetime, end: datetime) -> float:
    calendar, total = reckoning.calendar, timedelta()
    day, last = calendar.local_day(begin), calendar.local_day(end)
    while day <= last:
        for opens, closes in running_time(calendar, day, reckoning.spans):
            total += max(min(closes, end) - max(opens, begin), timedelta())
        day += ONE_DAY
    return total / ONE_HOUR
