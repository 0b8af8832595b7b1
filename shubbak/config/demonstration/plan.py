"""Which moves the town's history is made of, in the order of their time.

A story tells some cases by name (``cases``), draws the others (`crowd`), and has general faults, each of many
cases (``incidents``), and questions that are about no file (``questions``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from shubbak.config.demonstration.crowd import Story, drawn_cases, neighbour, seeded
from shubbak.foundation.working_time import Length, WorkCalendar, reckon

_MORNING = time(8, 40)
_DAY_OF_DEPOSITS = 11 * 60
_WINDOW = 5 * 60
"""Minutes of a day in which people bring things, and in which they come to the window."""
_QUESTIONS_EVERY = 3


@dataclass(frozen=True)
class Planned:
    """One move with its instant, in whole seconds; without a `move` it is the deposit of the case."""

    at: datetime
    key: str
    case: Mapping[str, Any]
    move: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Days:
    """The time that a history is told of: so many days up to `now`."""

    code: str
    calendar: WorkCalendar
    now: datetime
    count: int

    @property
    def today(self) -> date:
        return self.now.astimezone(self.calendar.zone).date()

    def at(self, day: date, minutes: int) -> datetime:
        """So many minutes after the morning of a day, though never later than now."""
        morning = datetime.combine(day, _MORNING, self.calendar.zone)
        return min(morning + timedelta(minutes=minutes), self.now)

    def later(self, moment: datetime, hours: float) -> datetime:
        """So many working hours later: nobody at the desk works by night."""
        length = Length.parse(f"{max(round(hours), 1)} working_hours")
        return reckon(self.calendar, moment, length).due.replace(microsecond=0)


def planned(story: Story, days: Days) -> list[Planned]:
    """Every move that lies in the past, in order; the same story and days give the same moves."""
    return in_order(
        [*_named(story, days), *_drawn(story, days), *_incidents(story, days), *_questions(story, days)]
    )


def in_order(moves: Iterable[Planned]) -> list[Planned]:
    """By their time; a deposit before what follows it."""
    return sorted(moves, key=lambda one: (one.at, one.key, one.move is not None))


def _named(story: Story, days: Days) -> Iterator[Planned]:
    for rank, case in enumerate(story["cases"]):
        draw = seeded(rank)
        since = days.at(days.today - timedelta(days=case["days_ago"]), draw.randrange(_DAY_OF_DEPOSITS))
        yield from followed(Planned(since, f"0-{rank}", case), _moves(story, case["path"], draw), days)


def _drawn(story: Story, days: Days) -> Iterator[Planned]:
    for one in drawn_cases(days.code, story, days.calendar, days.today, days.count):
        draw = seeded(days.code, one.key)
        window = _WINDOW if one.case["channel"] in {"counter", "phone"} else _DAY_OF_DEPOSITS
        first = Planned(days.at(one.day, draw.randrange(window)), one.key, one.case)
        yield from followed(first, _moves(story, one.path, draw), days, pace=draw.uniform(0.6, 1.5))


def _incidents(story: Story, days: Days) -> Iterator[Planned]:
    """Many bring the same thing within hours; the first file leads, the others follow."""
    for number, told in enumerate(story.get("incidents", ())):
        if told["days_ago"] > days.count:
            continue
        day, draw = days.today - timedelta(days=told["days_ago"]), seeded(days.code, "incident", number)
        lead = f"i{number}-0"
        for rank in range(told["count"]):
            said = {
                "answers": told["answers"],
                "words": told["words"],
                "channel": draw.choice(("portal", "phone")),
            }
            who = neighbour(days.code, story, draw.randrange(1000, 9000))
            case = {"subject": told["subject"], "person": who, "lead": lead, **said}
            first = Planned(days.at(day, rank * 9), f"i{number}-{rank}", case)
            yield from followed(first, told["member" if rank else "leads"], days)


def _questions(story: Story, days: Days) -> Iterator[Planned]:
    asked: Sequence[Mapping[str, Any]] = story.get("questions", ())
    for ago in range(1, days.count + 1, _QUESTIONS_EVERY) if asked else ():
        day, draw = days.today - timedelta(days=ago), seeded(days.code, "question", ago)
        if days.calendar.is_worked(day):
            move = {"do": "question", **draw.choice(asked)}
            yield Planned(days.at(day, draw.randrange(_WINDOW)), f"q{ago}", {}, move)


def followed(
    first: Planned, path: Sequence[Mapping[str, Any]], days: Days, pace: float = 1.0
) -> Iterator[Planned]:
    """A first move and those that follow, each so many working hours later, up to now."""
    yield first
    moment = first.at
    for move in path:
        moment = days.later(moment, move["after"] * pace)
        if moment > days.now:
            return
        yield Planned(moment, first.key, first.case, move)


def _moves(story: Story, path: str, draw: Random) -> list[Mapping[str, Any]]:
    """The moves of a path, without those that only some cases see."""
    return [
        _spoken(move, draw, story)
        for move in story["paths"][path]
        if draw.randrange(100) < move.get("chance", 100)
    ]


def _spoken(move: Mapping[str, Any], draw: Random, story: Story) -> Mapping[str, Any]:
    """A move whose words are drawn too: how a person rates, what a caller asks."""
    one_of = {"opine": "opinions", "contact": "calls"}.get(move["do"])
    if one_of is None:
        return move
    said = draw.choice(story[one_of] if one_of in story else story["crowd"][one_of])
    return {**move, **said, "do": "rate" if one_of == "opinions" else "contact"}
