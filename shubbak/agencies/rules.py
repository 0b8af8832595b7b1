"""How a body writes down its week. Pure."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from shubbak.foundation.working_time.calendar import CalendarError, Hours, Interval, WeeklyHours

Week = Sequence[Sequence[Sequence[str]]]
"""Seven days from Monday on, each a list of ["08:30", "16:30"] pairs; a day without any is not worked."""


def week_of(written: Week) -> WeeklyHours:
    """The opening hours of each worked weekday (0 is Monday).

    :raises CalendarError: if there are not seven days, or hours that end before they begin.
    """
    if len(written) != 7:
        raise CalendarError(f"A week has seven days from Monday on, not {len(written)}.")
    return {weekday: _hours(pairs) for weekday, pairs in enumerate(written) if pairs}


def _hours(pairs: Sequence[Sequence[str]]) -> Hours:
    return tuple(Interval(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)


def new_calendar_version() -> int:
    """A number never given before.

    Not the last one plus one: a transaction that rolls back would leave its number, and what was remembered
    under it, to the next decision.
    """
    return secrets.randbits(62)


@dataclass(frozen=True)
class DayDecided:
    """What a body decides about one day. `kind` and `status` are those of `CalendarDay`."""

    day: date
    kind: str
    name: Mapping[str, str]
    status: str = "confirmed"


def feast_moved(day: date, to: date, name: Mapping[str, str]) -> tuple[DayDecided, ...]:
    """A feast seen on another day than was reckoned: the one is free, the other is worked as usual."""
    return DayDecided(day, "not_holiday", name), DayDecided(to, "holiday", name)
