"""The town's history: what people brought and what became of it, told by the actions that serve the public.

``stories/<code>.yaml`` holds subjects (what somebody brings), paths (what the desk does with it) and cases
(which subject went which path, how long ago). All moves of a body are made in the order of their time, its
clocks included.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import yaml

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.actions import run_clocks
from shubbak.config.demonstration.moves import Stage, bring, make_move
from shubbak.config.demonstration.town import FOLDER
from shubbak.foundation.working_time import Length, WorkCalendar, reckon

STORIES = FOLDER.parent / "stories"
_SPAN = timedelta(days=61)
_MORNING = timedelta(hours=9, minutes=10)


@dataclass(frozen=True)
class _Planned:
    """One move, with the instant when it is made; without a `move` it is the deposit."""

    at: datetime
    rank: int
    key: str
    case: Mapping[str, Any]
    move: Mapping[str, Any] | None = None


def tell_history(*, agency: Agency, at: datetime, months: int) -> int:
    """Tell what happened in the last `months` months before `at`; gives the number of cases.

    The same body, instant and months give the same history.
    """
    look_at(agency)
    story = yaml.safe_load((STORIES / f"{agency.code}.yaml").read_text(encoding="utf-8"))
    calendar = calendar_of(agency)
    planned = sorted(_plan(story, calendar, at, months), key=lambda one: (one.at, one.rank))
    stage = Stage(story=story, agency=agency)
    day = planned[0].at.date()
    for one in planned:
        if one.at.date() != day:
            day = one.at.date()
            run_clocks(at=one.at)
        _play(stage, one)
    run_clocks(at=at)
    return len(stage.cases)


def _plan(story: Mapping[str, Any], calendar: WorkCalendar, now: datetime, months: int) -> Iterator[_Planned]:
    """Every move that lies in the past. Cases of earlier months all went to their end."""
    for turn in range(max(months // 2, 1)):
        for rank, case in enumerate(story["cases"]):
            path = story["paths"][story["settled_path"] if turn else case["path"]]
            since = _opening(calendar, now - turn * _SPAN - timedelta(days=case["days_ago"]), rank)
            yield from _follow(_Planned(since, rank, f"{turn}-{rank}", case), path, calendar, now)


def _opening(calendar: WorkCalendar, around: datetime, rank: int) -> datetime:
    """A believable hour of that day: people bring things in the morning and after work, closed days too."""
    local = around.astimezone(calendar.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    minutes = random.Random(rank).randrange(0, 11 * 60)  # noqa: S311 (a story, not a secret)
    return min(midnight + _MORNING + timedelta(minutes=minutes), around)


def _follow(
    first: _Planned, path: list[Mapping[str, Any]], calendar: WorkCalendar, now: datetime
) -> Iterator[_Planned]:
    yield first
    moment = first.at
    for move in path:
        moment = _later(calendar, moment, move["after"])
        if moment > now:
            return
        yield _Planned(moment, first.rank, first.key, first.case, move)


def _later(calendar: WorkCalendar, moment: datetime, hours: int) -> datetime:
    """So many working hours later: nobody at the desk works by night."""
    return reckon(calendar, moment, Length.parse(f"{hours} working_hours")).due


def _play(stage: Stage, one: _Planned) -> None:
    if one.move is None:
        seed = random.Random(f"{stage.agency.code}-{one.key}")  # noqa: S311
        stage.cases[one.key] = bring(stage, one.case, UUID(int=seed.getrandbits(128)), one.at)
    else:
        make_move(stage, one.key, one.move, one.at)
