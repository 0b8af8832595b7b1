"""When a delay ends, and what became of each day on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal

from shubbak.foundation.working_time.calendar import ONE_DAY, Span, WorkCalendar, register_day
from shubbak.foundation.working_time.counted_days import CountedDay, counted_days
from shubbak.foundation.working_time.holds import Hold, closed_spans, days_touched
from shubbak.foundation.working_time.length import Length, LengthError

LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Rules:
    """How one service counts; each is a setting of its pack, with the text it comes from.

    `first_day`: "next" counts from the day after the start (dies a quo non computatur, the default); "same"
    counts the day of the start itself.
    `end`: "next_worked" moves a last day that is not worked to the next worked day (default; Moroccan Code
    of Civil Procedure, art. 512); "keep" leaves it, up to its last second.
    `last_day`: "counted" (default); "excluded" gives full days, as court delays do: the delay ends the day
    after.
    `late_arrival`: "same_day" starts from the day of the instant (default); "next_worked_day" starts from
    the register day, so that what comes after closing or on a day off counts as come on the next worked
    day. All four concern delays counted in days.
    """

    first_day: Literal["next", "same"] = "next"
    end: Literal["next_worked", "keep"] = "next_worked"
    last_day: Literal["counted", "excluded"] = "counted"
    late_arrival: Literal["same_day", "next_worked_day"] = "same_day"


DEFAULT_RULES = Rules()


@dataclass(frozen=True, eq=False)
class Reckoning:
    """A due instant with all that explains it.

    `due` and `start` are aware, in the body's zone. `spans` are the holds as counted, in UTC. `held` says
    that a hold lasts still, in which case `due` is what it would be if the hold ended now.
    """

    calendar: WorkCalendar
    start: datetime
    length: Length
    rules: Rules
    spans: tuple[Span, ...]
    held: bool
    due: datetime

    @property
    def start_day(self) -> date:
        """The day from which it counts: that of the start, or the register day when the rules say so."""
        return _start_day(self.calendar, self.start, self.length, self.rules)

    @property
    def due_day(self) -> date:
        return self.due.date()

    @cached_property
    def held_days(self) -> frozenset[date]:
        """Each day that a hold touches."""
        return days_touched(self.spans, self.calendar.zone)

    @cached_property
    def days(self) -> tuple[CountedDay, ...]:
        """Each day from the start to the due one, for the small calendar."""
        return counted_days(
            calendar=self.calendar,
            first=self.start_day,
            last=self.due_day,
            unit=self.length.unit,
            amount=days_to_count(self.length, self.rules),
            counts_start=self.rules.first_day == "same",
            held=self.held_days,
        )


def reckon(
    calendar: WorkCalendar,
    start: datetime,
    length: Length,
    holds: Iterable[Hold] = (),
    at: datetime | None = None,
    rules: Rules = DEFAULT_RULES,
) -> Reckoning:
    """When a delay of `length` that starts at `start` (aware) ends.

    A delay in days ends when the body closes on its last day; a hold takes out each day that it touches,
    whatever the hour. A delay in hours ends as soon as that much time has run outside the holds: day and
    night for `hours`, within opening hours for `working_hours`; a delay that runs out exactly at closing
    ends at that closing. A hold without end is taken to end `at`. Holds are all taken out, also those that
    begin late: a clock that has run out cannot be stopped any more, and the caller who knows that it has
    does not pass such a hold.

    Raises LengthError (negative length), HoldError (a lasting hold without `at`), CalendarError (outside
    the years that the calendar knows).
    """
    if length.amount < 0:
        raise LengthError(f"A delay cannot be negative: {length}.")
    holds = tuple(holds)
    spans = closed_spans(holds, at) if holds else ()
    start = start.astimezone(calendar.zone)
    if length.counts_days:
        due = _days_due(calendar, start, length, spans, rules)
    elif length.unit == "hours":
        due = _hours_due(calendar, start, length, spans)
    else:
        due = _working_hours_due(calendar, start, length, spans)
    return Reckoning(calendar, start, length, rules, spans, any(hold.end is None for hold in holds), due)


def days_to_count(length: Length, rules: Rules) -> int:
    """How many days are counted before the delay is over; full days add the one after."""
    return length.amount + (1 if length.counts_days and rules.last_day == "excluded" else 0)


def _start_day(calendar: WorkCalendar, start: datetime, length: Length, rules: Rules) -> date:
    if length.counts_days and rules.late_arrival == "next_worked_day":
        return register_day(calendar, start)
    return start.date()


def _days_due(
    calendar: WorkCalendar, start: datetime, length: Length, spans: tuple[Span, ...], rules: Rules
) -> datetime:
    """The closing of the nth day that counts: worked (or any, for calendar days) and touched by no hold."""
    held = days_touched(spans, calendar.zone)
    counts_any_day = length.unit == "calendar_days"
    left = days_to_count(length, rules)
    day = _start_day(calendar, start, length, rules)
    if left and rules.first_day == "same":
        day -= ONE_DAY
    while left:
        day += ONE_DAY
        if (counts_any_day or calendar.is_worked(day)) and day not in held:
            left -= 1
    return _end_of(calendar, day, held, rules)


def _end_of(calendar: WorkCalendar, day: date, held: frozenset[date], rules: Rules) -> datetime:
    """The closing of the last day. A day that is not worked gives way to the next worked one that no hold
    touches; where the rules keep it, it ends at its last second.
    """
    if calendar.is_worked(day):
        return calendar.closing(day)
    if rules.end == "keep":
        return calendar.instant(day, LAST_SECOND)
    return calendar.closing(
        next(d for d in calendar.days_from(day) if calendar.is_worked(d) and d not in held)
    )


def _hours_due(calendar: WorkCalendar, start: datetime, length: Length, spans: tuple[Span, ...]) -> datetime:
    """The first instant at which so many hours have run, day and night, outside the holds."""
    if not length.amount:
        return start
    began = start.astimezone(UTC)
    due = began + timedelta(hours=length.amount)
    for hold_start, hold_end in spans:
        if hold_end > began and hold_start < due:
            due += hold_end - max(hold_start, began)
    return due.astimezone(calendar.zone)


def _working_hours_due(
    calendar: WorkCalendar, start: datetime, length: Length, spans: tuple[Span, ...]
) -> datetime:
    """The first instant at which so many opening hours have run outside the holds."""
    left = timedelta(hours=length.amount)
    if not left:
        return start
    begin = start.astimezone(UTC)
    for day in calendar.days_from(start.date()):
        for opens, closes in running_time(calendar, day, spans):
            opens = max(opens, begin)
            if closes - opens >= left:
                return (opens + left).astimezone(calendar.zone)
            left -= max(closes - opens, timedelta())
    raise AssertionError("days_from never ends")


def running_time(calendar: WorkCalendar, day: date, spans: tuple[Span, ...]) -> list[Span]:
    """The opening hours of a day, in UTC, less the holds."""
    running = [(opens.astimezone(UTC), closes.astimezone(UTC)) for opens, closes in calendar.hours_of(day)]
    for hold_start, hold_end in spans:
        running = [
            piece
            for opens, closes in running
            for piece in ((opens, min(closes, hold_start)), (max(opens, hold_end), closes))
            if piece[0] < piece[1]
        ]
    return running
