"""A body's own decisions laid over the calendar of its country."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from shubbak.foundation.working_time.calendar import (
    NO_DAYS,
    NO_HOURS,
    Holiday,
    Hours,
    Season,
    WeeklyHours,
    WorkCalendar,
)

SAME_SEASON = timedelta(days=60)
"""Two seasons of one kind that begin this near are one and the same: lunar months move by a day, not by two
months.
"""


def with_decisions(
    calendar: WorkCalendar,
    *,
    holidays: Mapping[date, Holiday] = NO_DAYS,
    closures: Mapping[date, Holiday] = NO_DAYS,
    worked: Mapping[date, Hours] = NO_HOURS,
    seasons: Iterable[Season] = (),
    weekly_hours: WeeklyHours | None = None,
) -> WorkCalendar:
    """The calendar with holidays decided or confirmed, closures of the body, days worked by exception (no
    hours given: the usual hours of that weekday), seasons and opening hours of its own.

    A feast that moves is a confirmed holiday on its new days and a worked day on each old one. A season
    replaces the one of the same kind that begins within 60 days of it.
    """
    return replace(
        calendar,
        weekly_hours=calendar.weekly_hours if weekly_hours is None else weekly_hours,
        holidays={**calendar.holidays, **holidays},
        closures={**calendar.closures, **closures},
        worked={**calendar.worked, **worked},
        seasons=_seasons(calendar.seasons, tuple(seasons)),
    )


def _seasons(known: tuple[Season, ...], decided: tuple[Season, ...]) -> tuple[Season, ...]:
    kept = (season for season in known if not any(_is_same(season, other) for other in decided))
    return tuple(sorted((*kept, *decided), key=lambda season: season.starts))


def _is_same(one: Season, other: Season) -> bool:
    return one.kind == other.kind and abs(one.starts - other.starts) <= SAME_SEASON
