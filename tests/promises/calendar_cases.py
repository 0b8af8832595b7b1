"""Random calendars and delays for P22, and the same calendar built with Shubbak's own parts."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from shubbak.foundation.working_time import (
    Hold,
    Holiday,
    Interval,
    Length,
    Reckoning,
    Rules,
    Season,
    WorkCalendar,
    reckon,
    with_decisions,
)
from shubbak.foundation.working_time.countries import country_calendar
from tests.promises.calendar_oracle import COUNTRIES, Facts, Minutes, Question, country

FIRST_YEAR, LAST_YEAR = 2024, 2032
EPOCH = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
SPAN_MINUTES = 6 * 365 * 24 * 60
NAME = {"ar": "عطلة", "fr": "congé", "en": "day off"}
ZONES = ("Africa/Casablanca", "Asia/Muscat", "Europe/Paris", "Asia/Kolkata")
LONGEST = {"working_days": 45, "calendar_days": 90, "hours": 240, "working_hours": 120}

Subject = tuple[Facts, WorkCalendar]


def from_facts(facts: Facts) -> WorkCalendar:
    """A calendar of Shubbak that says what bare facts say."""
    return WorkCalendar(
        code="test",
        zone=ZoneInfo(facts.zone),
        weekly_hours=_week(facts.week),
        holidays={day: Holiday(NAME) for day in facts.off},
        worked={day: () for day in facts.worked},
        seasons=tuple(
            Season("ramadan", day, day, _week(facts.fasting_week)) for day in sorted(facts.fasting)
        ),
    )


def _week(week: dict[int, Minutes]) -> dict[int, tuple[Interval, ...]]:
    return {weekday: tuple(Interval(_time(a), _time(b)) for a, b in spans) for weekday, spans in week.items()}


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


def countries() -> list[Subject]:
    """The seven countries, as the oracle knows them and as Shubbak does."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return [(country(code, FIRST_YEAR, LAST_YEAR), country_calendar(code, years)) for code in COUNTRIES]


def body_of(random: Random, subject: Subject) -> Subject:
    """A body with decisions of its own: days closed or worked by exception, over its country's calendar."""
    facts, calendar = subject
    closed, worked = ({_day(random) for _ in range(random.randrange(40))} for _ in range(2))
    own = Facts(**(vars(facts) | {"off": facts.off | closed, "worked": facts.worked | worked}))
    closures = {day: Holiday(NAME) for day in closed}
    return own, with_decisions(calendar, closures=closures, worked=dict.fromkeys(worked, ()))


def made_up(random: Random) -> Subject:
    """An office with any week: split days, half-days, long weekends, a month of other hours."""
    facts = Facts(random.choice(ZONES), random_week(random), fasting_week=random_week(random))
    facts.off = {_day(random) for _ in range(random.randrange(300))}
    facts.worked = {_day(random) for _ in range(random.randrange(60))}
    starts = _day(random)
    facts.fasting = {starts + timedelta(days=offset) for offset in range(random.randrange(31))}
    return facts, from_facts(facts)


def random_week(random: Random) -> dict[int, Minutes]:
    weekdays = random.sample(range(7), random.randint(1, 7))
    return {weekday: _minutes(random) for weekday in weekdays}


def _minutes(random: Random) -> Minutes:
    edges = sorted(random.sample(range(5 * 60, 24 * 60, 15), random.choice((2, 2, 4))))
    return list(zip(edges[::2], edges[1::2], strict=True))


def _day(random: Random) -> date:
    return date(FIRST_YEAR, 1, 1) + timedelta(days=random.randrange(7 * 365))


def random_question(random: Random) -> Question:
    """A delay with up to three holds near it; all whole minutes; holds begin at midnight at times."""
    unit = random.choice(tuple(LONGEST))
    start = EPOCH + timedelta(minutes=random.randrange(SPAN_MINUTES))
    return Question(
        start=start,
        amount=random.randint(0, LONGEST[unit]),
        unit=unit,
        holds=[_hold(random, start) for _ in range(random.choice((0, 0, 1, 1, 2, 3)))],
        first_day=random.choice(("next", "next", "same")),
        end=random.choice(("next_worked", "next_worked", "keep")),
        last_day=random.choice(("counted", "counted", "excluded")),
        late_arrival=random.choice(("same_day", "next_worked_day")),
    )


def _hold(random: Random, start: datetime) -> tuple[datetime, datetime]:
    begins = start + timedelta(minutes=random.randrange(-3 * 1440, 40 * 1440))
    if random.random() < 0.2:
        begins = begins.replace(hour=0, minute=0)
    return begins, begins + timedelta(minutes=random.choice((0, 1, 60, 1440, random.randrange(12 * 1440))))


def asked(calendar: WorkCalendar, question: Question) -> Reckoning:
    """Shubbak's answer to a question."""
    return reckon(
        calendar,
        question.start,
        Length(question.amount, question.unit),  # type: ignore[arg-type]
        [Hold(start, end) for start, end in question.holds],
        rules=Rules(question.first_day, question.end, question.last_day, question.late_arrival),  # type: ignore[arg-type]
    )
