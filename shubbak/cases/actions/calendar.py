"""Decisions about the body's calendar: written down, then followed by every open due date."""

from collections.abc import Sequence
from datetime import date, datetime

from shubbak.agencies.actions import decide_calendar_day, decide_hours, decide_season
from shubbak.agencies.models import CalendarDay
from shubbak.agencies.queries import current_agency
from shubbak.agencies.rules import DayDecided, Week
from shubbak.cases.actions.running import followed
from shubbak.cases.reckoning import DueMoved
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor

AT_ONCE = 500
"""Files that are reckoned anew while the administrator waits; the worker goes on with the others."""


def confirm_days(*, decisions: Sequence[DayDecided], actor: Actor, at: datetime) -> list[DueMoved]:
    """Decide days of the calendar, all or none; the due dates that moved, of the first AT_ONCE files."""
    _decide(decisions=decisions, actor=actor, at=at)
    return followed(at=at, limit=AT_ONCE)


def confirm_season(
    *, kind: str, starts: date, ends: date, weekly_hours: Week, status: str, actor: Actor, at: datetime
) -> list[DueMoved]:
    """Decide the hours of a period such as Ramadan; the due dates that moved, of the first AT_ONCE files.

    :raises shubbak.foundation.working_time.calendar.CalendarError: if the week is not one.
    """
    _decide_season(
        kind=kind, starts=starts, ends=ends, weekly_hours=weekly_hours, status=status, actor=actor, at=at
    )
    return followed(at=at, limit=AT_ONCE)


def confirm_hours(*, weekly_hours: Week, actor: Actor, at: datetime) -> list[DueMoved]:
    """Decide the opening hours of the body's week; the due dates that moved, of the first AT_ONCE files.

    :raises shubbak.foundation.working_time.calendar.CalendarError: if the week is not one.
    """
    _decide_hours(weekly_hours=weekly_hours, actor=actor, at=at)
    return followed(at=at, limit=AT_ONCE)


@action
def _decide_hours(*, weekly_hours: Week, actor: Actor, at: datetime) -> None:
    agency = current_agency()
    decide_hours(agency=agency, weekly_hours=weekly_hours)
    days = (" ".join("-".join(span) for span in day) or "closed" for day in weekly_hours)
    facts = {"week": "; ".join(days)}
    record(what="calendar.hours_decided", about=f"agency/{agency.code}", actor=actor, at=at, facts=facts)


@action
def _decide(*, decisions: Sequence[DayDecided], actor: Actor, at: datetime) -> None:
    agency = current_agency()
    for decided in decisions:
        decide_calendar_day(
            agency=agency,
            day=decided.day,
            kind=CalendarDay.Kind(decided.kind),
            name=decided.name,
            status=CalendarDay.Status(decided.status),
            at=at,
        )
        facts = {"kind": decided.kind, "status": decided.status}
        about = f"calendar:{decided.day.isoformat()}"
        record(what="calendar.day_decided", about=about, actor=actor, at=at, facts=facts)


@action
def _decide_season(
    *, kind: str, starts: date, ends: date, weekly_hours: Week, status: str, actor: Actor, at: datetime
) -> None:
    decide_season(
        agency=current_agency(),
        kind=kind,
        starts=starts,
        ends=ends,
        weekly_hours=weekly_hours,
        status=CalendarDay.Status(status),
    )
    facts = {"ends": ends.isoformat(), "status": status}
    about = f"calendar:{kind}:{starts.isoformat()}"
    record(what="calendar.season_decided", about=about, actor=actor, at=at, facts=facts)
