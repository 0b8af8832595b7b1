"""An independent answer to "when does this delay end?", to set beside Shubbak's own.

Naive on purpose and written from the rules alone: it walks civil days, and for hours it lays out every
minute of a day as a byte and counts them one by one. It shares no code with the product; where a country's
calendar is meant it asks the `holidays` library and hijridate by itself. Everything is whole minutes.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import hijridate
import holidays

Minutes = list[tuple[int, int]]


@dataclass(eq=False)
class Facts:
    """A calendar as bare data: minutes of the day by weekday (0 is Monday), days off, days worked by
    exception.
    """

    zone: str
    week: dict[int, Minutes]
    off: set[date] = field(default_factory=set)
    worked: set[date] = field(default_factory=set)
    fasting: set[date] = field(default_factory=set)
    fasting_week: dict[int, Minutes] = field(default_factory=dict)
    code: str = ""


@dataclass
class Question:
    """A delay to reckon; instants are aware, holds are (start, end)."""

    start: datetime
    amount: int
    unit: str
    holds: list[tuple[datetime, datetime]]
    first_day: str = "next"
    end: str = "next_worked"
    last_day: str = "counted"
    late_arrival: str = "same_day"


def minutes_of(facts: Facts, day: date) -> Minutes:
    """When the office is open on a day, in minutes of the wall clock."""
    week = facts.fasting_week if day in facts.fasting else facts.week
    if day in facts.worked:
        if week.get(day.weekday()):
            return week[day.weekday()]
        return next(week[weekday] for weekday in range(7) if week.get(weekday))
    if day in facts.off:
        return []
    return week.get(day.weekday(), [])


def answer(facts: Facts, question: Question) -> tuple[datetime, list[date]]:
    """The instant at which the delay ends, and the days that were counted (none for hours)."""
    if question.unit in ("hours", "working_hours"):
        return _by_minutes(facts, question), []
    return _by_days(facts, question)


def _by_days(facts: Facts, question: Question) -> tuple[datetime, list[date]]:
    zone = ZoneInfo(facts.zone)
    day = question.start.astimezone(zone).date()
    if question.late_arrival == "next_worked_day":
        day = _arrival(facts, question.start.astimezone(zone))
    wanted = question.amount + (question.last_day == "excluded")
    counted: list[date] = []
    if wanted and question.first_day == "same" and _counts(facts, question, day):
        counted.append(day)
    while len(counted) < wanted:
        day += timedelta(days=1)
        if _counts(facts, question, day):
            counted.append(day)
    return _end_of(facts, question, counted[-1] if counted else day), counted


def _end_of(facts: Facts, question: Question, day: date) -> datetime:
    zone = ZoneInfo(facts.zone)
    if not minutes_of(facts, day):
        if question.end == "keep":
            return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone)
        while not minutes_of(facts, day) or _is_touched(facts, question, day):
            day += timedelta(days=1)
    last_minute = max(until for _, until in minutes_of(facts, day))
    return datetime(day.year, day.month, day.day, last_minute // 60, last_minute % 60, tzinfo=zone)


def _counts(facts: Facts, question: Question, day: date) -> bool:
    if question.unit == "working_days" and not minutes_of(facts, day):
        return False
    return not _is_touched(facts, question, day)


def _is_touched(facts: Facts, question: Question, day: date) -> bool:
    """Whether a hold covers at least one minute of this civil day."""
    midnight, next_midnight = _midnight(facts.zone, day), _midnight(facts.zone, day + timedelta(days=1))
    return any(
        _minute(start) < next_midnight and _minute(end) > midnight and start != end
        for start, end in question.holds
    )


def _arrival(facts: Facts, local: datetime) -> date:
    day = local.date()
    today = minutes_of(facts, day)
    if today and local.hour * 60 + local.minute <= max(until for _, until in today):
        return day
    day += timedelta(days=1)
    while not minutes_of(facts, day):
        day += timedelta(days=1)
    return day


def _by_minutes(facts: Facts, question: Question) -> datetime:
    """Lay out the minutes of each day, rub out those that do not run, and count to the last one wanted."""
    left = question.amount * 60
    if not left:
        return question.start
    day = question.start.astimezone(ZoneInfo(facts.zone)).date()
    begin = _minute(question.start)
    while True:
        midnight = _midnight(facts.zone, day)
        running = _running(facts, question, day, midnight)
        running[: max(begin - midnight, 0)] = bytes(min(max(begin - midnight, 0), len(running)))
        if running.count(1) >= left:
            position = -1
            for _ in range(left):
                position = running.index(1, position + 1)
            return datetime.fromtimestamp((midnight + position + 1) * 60, UTC)
        left -= running.count(1)
        day += timedelta(days=1)


def _running(facts: Facts, question: Question, day: date, midnight: int) -> bytearray:
    length = _midnight(facts.zone, day + timedelta(days=1)) - midnight
    if question.unit == "hours":
        running = bytearray(b"\1" * length)
    else:
        running = bytearray(length)
        for opens, closes in minutes_of(facts, day):
            first = _wall(facts.zone, day, opens) - midnight
            last = _wall(facts.zone, day, closes) - midnight
            running[first:last] = b"\1" * (last - first)
    for start, end in question.holds:
        first = min(max(_minute(start) - midnight, 0), length)
        last = min(max(_minute(end) - midnight, 0), length)
        running[first:last] = bytes(last - first)
    return running


def _minute(instant: datetime) -> int:
    return int(instant.timestamp()) // 60


@cache
def _midnight(zone: str, day: date) -> int:
    return _wall(zone, day, 0)


def _wall(zone: str, day: date, minute: int) -> int:
    return _minute(datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=ZoneInfo(zone)))


_OFFICES = {
    "ma": ("Africa/Casablanca", "01234", "0830-1630", "0900-1500"),
    "om": ("Asia/Muscat", "60123", "0730-1430", "0900-1400"),
    "sa": ("Asia/Riyadh", "60123", "0730-1430", "1000-1500"),
    "ae": ("Asia/Dubai", "0123", "0730-1530", "0900-1430"),
    "kw": ("Asia/Kuwait", "60123", "0730-1430", "1000-1400"),
    "bh": ("Asia/Bahrain", "60123", "0700-1415", "0800-1400"),
    "qa": ("Asia/Qatar", "60123", "0700-1400", "0900-1400"),
}
COUNTRIES = tuple(_OFFICES)


def country(code: str, first_year: int, last_year: int) -> Facts:
    """A country's facts, each day of these years asked for by itself."""
    zone, weekdays, usual, fasting = _OFFICES[code]
    facts = Facts(zone, _week(weekdays, usual), fasting_week=_week(weekdays, fasting), code=code)
    if code == "ae":
        facts.week[4], facts.fasting_week[4] = _span("0730-1200"), _span("0900-1200")
    categories = ("public", "government") if code == "ae" else ("public",)
    official = holidays.country_holidays(code.upper(), categories=categories)
    day = date(first_year, 1, 1)
    while day.year <= last_year:
        if day in official:
            facts.off.add(day)
        if hijridate.Gregorian(day.year, day.month, day.day).to_hijri().month == 9:
            facts.fasting.add(day)
        day += timedelta(days=1)
    return facts


def _week(weekdays: str, hours: str) -> dict[int, Minutes]:
    return {int(weekday): _span(hours) for weekday in weekdays}


def _span(hours: str) -> Minutes:
    opens, closes = hours.split("-")
    return [(int(opens[:2]) * 60 + int(opens[2:]), int(closes[:2]) * 60 + int(closes[2:]))]
