"""The calendar of a public body: which days it works and from when to when.

A calendar is a value: weekly hours, holidays, seasons (Ramadan), closures and days worked by exception.
Nothing here reads a clock or a database.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

Status = Literal["estimated", "confirmed"]
Name = Mapping[str, str]
Span = tuple[datetime, datetime]

ONE_DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


class CalendarError(ValueError):
    """A calendar that cannot answer: its message is one sentence in English for an administrator."""


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """Opening hours on the wall clock of the body, from `opens` up to `closes` on the same day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise CalendarError(f"Opening hours must end after they begin: {self.opens}-{self.closes}.")

    @classmethod
    def parse(cls, text: str) -> "Interval":
        """Read "08:30-16:30"; raises CalendarError."""
        try:
            opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
        except ValueError as error:
            raise CalendarError(f"Opening hours look like 08:30-16:30, not {text!r}.") from error
        return cls(opens, closes)


Hours = tuple[Interval, ...]
WeeklyHours = Mapping[int, Hours]
"""Weekday (0 is Monday, as in datetime.date.weekday) to its opening hours; a weekday that is absent is not
worked.
"""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off with its name in ar, fr and en. Lunar days stay estimated until the moon is sighted."""

    name: Name
    status: Status = "confirmed"


@dataclass(frozen=True, slots=True)
class Season:
    """A period, both days included, in which other weekly hours hold, such as Ramadan."""

    kind: str
    starts: date
    ends: date
    weekly_hours: WeeklyHours
    status: Status = "estimated"


NO_DAYS: Mapping[date, Holiday] = MappingProxyType({})
NO_HOURS: Mapping[date, Hours] = MappingProxyType({})


def _no_days() -> Mapping[date, Holiday]:
    return NO_DAYS


def _no_hours() -> Mapping[date, Hours]:
    return NO_HOURS


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """The working time of one body.

    `years` bounds what the calendar knows (None: no bound); asking for a day outside raises CalendarError,
    because a calendar without its holidays would answer wrongly and in silence. Order of force on one day:
    `worked` (an exceptional worked day), `closures` (of this body), `holidays` (of the country), the
    season, the weekly hours.
    """

    code: str
    zone: ZoneInfo
    weekly_hours: WeeklyHours = field(repr=False)
    holidays: Mapping[date, Holiday] = field(default_factory=_no_days, repr=False)
    seasons: tuple[Season, ...] = field(default=(), repr=False)
    closures: Mapping[date, Holiday] = field(default_factory=_no_days, repr=False)
    worked: Mapping[date, Hours] = field(default_factory=_no_hours, repr=False)
    years: range | None = None
    _hours: dict[date, Hours] = field(default_factory=dict, init=False, repr=False)
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False)
    _counts: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        if not any(self.weekly_hours.values()):
            raise CalendarError("A calendar needs at least one weekday with opening hours.")

    def is_worked(self, day: date) -> bool:
        """Whether the body opens on this day, be it for half a day."""
        return bool(self.opening_hours(day))

    def worked_between(self, after: date, until: date) -> int:
        """How many days are worked after one day, up to another that is counted too."""
        if until <= after:
            return 0
        whole = sum(self._worked_up_to(date(year, 12, 31)) for year in range(after.year, until.year))
        return whole + self._worked_up_to(until) - self._worked_up_to(after)

    def _worked_up_to(self, day: date) -> int:
        """From the first day of its year; a year is counted once."""
        counts = self._counts.get(day.year)
        if counts is None:
            first = date(day.year, 1, 1)
            length = (date(day.year, 12, 31) - first).days + 1
            worked = (self.is_worked(first + rank * ONE_DAY) for rank in range(length))
            counts = self._counts[day.year] = tuple(accumulate(worked))
        return counts[day.timetuple().tm_yday - 1]

    def opening_hours(self, day: date) -> Hours:
        """The opening hours of a day on the wall clock, in order; empty when it is not worked."""
        hours = self._hours.get(day)
        if hours is None:
            hours = self._hours[day] = tuple(sorted(self._decide(day)))
        return hours

    def _decide(self, day: date) -> Hours:
        if self.years is not None and day.year not in self.years:
            raise CalendarError(
                f"The calendar {self.code} knows {self.years[0]} to {self.years[-1]}, not {day.year}."
            )
        if day in self.worked:
            return self.worked[day] or self.usual_hours(day)
        if self.day_off(day):
            return ()
        return self._week_of(day).get(day.weekday(), ())

    def _week_of(self, day: date) -> WeeklyHours:
        for season in self.seasons:
            if season.starts <= day <= season.ends:
                return season.weekly_hours
        return self.weekly_hours

    def day_off(self, day: date) -> Holiday | None:
        """The closure or holiday that falls on this day, worked weekday or not; None on a day worked by
        exception.
        """
        if day in self.worked:
            return None
        return self.closures.get(day) or self.holidays.get(day)

    def usual_hours(self, day: date) -> Hours:
        """The hours of that weekday, or of the first worked day of the week when it is of the weekend."""
        week = self._week_of(day)
        return week.get(day.weekday()) or next(filter(None, (week.get(d) for d in range(7))), ())

    def hours_of(self, day: date) -> tuple[Span, ...]:
        """The opening hours of a day as aware instants in the body's zone; empty when it is not worked."""
        spans = self._spans.get(day)
        if spans is None:
            spans = self._spans[day] = tuple(
                (self.instant(day, hours.opens), self.instant(day, hours.closes))
                for hours in self.opening_hours(day)
            )
        return spans

    def instant(self, day: date, at: time) -> datetime:
        """A wall-clock time of the body as an aware instant.

        When the clock goes back, an hour comes twice and the first is meant; when it goes forward, an hour
        is missing and the time moves on by the change (PEP 495, fold=0).
        """
        return datetime.combine(day, at, self.zone).astimezone(UTC).astimezone(self.zone)

    def opening(self, day: date) -> datetime:
        """When the body opens; raises CalendarError when the day is not worked."""
        return self._worked_spans(day)[0][0]

    def closing(self, day: date) -> datetime:
        """When the body closes for the day; raises CalendarError when the day is not worked."""
        return self._worked_spans(day)[-1][1]

    def _worked_spans(self, day: date) -> tuple[Span, ...]:
        spans = self.hours_of(day)
        if not spans:
            raise CalendarError(f"{day} is not worked in the calendar {self.code}.")
        return spans

    def local_day(self, instant: datetime) -> date:
        """The civil day of an instant where the body is."""
        return instant.astimezone(self.zone).date()

    def days_from(self, day: date) -> Iterator[date]:
        """That day and all that follow."""
        while True:
            yield day
            day += ONE_DAY

    def next_worked(self, day: date) -> date:
        """That day if it is worked, otherwise the first worked day after it."""
        return next(d for d in self.days_from(day) if self.is_worked(d))

    @cached_property
    def first_weekday(self) -> int:
        """The weekday on which a week begins here: the first worked one after the weekend (Monday, or
        Sunday in most of the Gulf).
        """
        open_days = [bool(self.weekly_hours.get(weekday)) for weekday in range(7)]
        return next((d for d in range(7) if open_days[d] and not open_days[d - 1]), MONDAY)


def register_day(calendar: WorkCalendar, instant: datetime) -> date:
    """The legal day of a deposit: its own day, or the next worked one when it comes after closing or on a
    day off.

    A deposit at the very second of closing is in time. Source: practice of the registry office (a deposit
    online out of hours bears its true time and the next working day), which a body may set otherwise.
    """
    day = calendar.local_day(instant)
    if calendar.is_worked(day) and instant.astimezone(UTC) > calendar.closing(day):
        day += ONE_DAY
    return calendar.next_worked(day)
