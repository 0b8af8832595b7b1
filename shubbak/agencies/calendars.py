"""The working time of one body: its country's calendar under its own decisions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db import connection

from shubbak.agencies.models import Agency, CalendarDay
from shubbak.agencies.models import Season as SeasonDecided
from shubbak.agencies.rules import DayDecided, week_of
from shubbak.foundation.working_time.calendar import Holiday, Season, Status, WorkCalendar
from shubbak.foundation.working_time.countries import country_calendar
from shubbak.foundation.working_time.decisions import SAME_SEASON, with_decisions


def calendar_of(agency: Agency) -> WorkCalendar:
    """The calendar of a body as it stands in the database now; the same object until a decision changes it.

    :raises shubbak.foundation.working_time.calendar.CalendarError: if its country or its hours are not known.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT calendar_version FROM agencies_agency WHERE id = %s", [agency.pk])
        (version,) = cursor.fetchone()
    return _remembered(agency.pk, version)


@lru_cache(maxsize=256)
def _remembered(agency_id: int, version: int) -> WorkCalendar:  # noqa: ARG001 — the version is the key
    agency = Agency.objects.get(pk=agency_id)
    return _laid_over(agency, list(agency.calendar_days.all()), list(agency.seasons.all()))


def calendar_if(
    agency: Agency, days: Iterable[DayDecided] = (), seasons: Iterable[SeasonDecided] = ()
) -> WorkCalendar:
    """The calendar as it would be once these were decided too; nothing is written.

    :raises shubbak.foundation.working_time.calendar.CalendarError: if a week is not one.
    """
    agency = Agency.objects.get(pk=agency.pk)  # its hours as they stand, not as a request remembers them
    decided = {row.day: row for row in agency.calendar_days.all()}
    for new in days:
        decided[new.day] = CalendarDay(day=new.day, kind=new.kind, name=dict(new.name), status=new.status)
    set_now = list(agency.seasons.all())
    for season in seasons:
        set_now = [row for row in set_now if not _is_same(row, season)] + [season]
    return _laid_over(agency, list(decided.values()), set_now)


def _is_same(one: SeasonDecided, other: SeasonDecided) -> bool:
    return one.kind == other.kind and abs(one.starts - other.starts) <= SAME_SEASON


def _laid_over(agency: Agency, decided: list[CalendarDay], seasons: Iterable[SeasonDecided]) -> WorkCalendar:
    country = _without(country_calendar(agency.country), decided)
    return with_decisions(
        country,
        holidays=_named(decided, CalendarDay.Kind.HOLIDAY),
        closures=_named(decided, CalendarDay.Kind.CLOSURE),
        worked={row.day: () for row in decided if row.kind == CalendarDay.Kind.WORKED},
        seasons=[
            Season(row.kind, row.starts, row.ends, week_of(row.weekly_hours), _status(row.status))
            for row in seasons
        ],
        weekly_hours=week_of(agency.hours) if agency.hours else None,
    )


def _without(country: WorkCalendar, decided: list[CalendarDay]) -> WorkCalendar:
    """A feast that the moon moved leaves its estimated day as any other of its week."""
    moved = {row.day for row in decided if row.kind == CalendarDay.Kind.NOT_HOLIDAY}
    kept = {day: holiday for day, holiday in country.holidays.items() if day not in moved}
    return replace(country, holidays=kept)


def _named(decided: list[CalendarDay], kind: str) -> dict[date, Holiday]:
    return {row.day: Holiday(row.name, _status(row.status)) for row in decided if row.kind == kind}


def _status(written: str) -> Status:
    return "estimated" if written == CalendarDay.Status.ESTIMATED else "confirmed"
