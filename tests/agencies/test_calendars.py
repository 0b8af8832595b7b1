"""The calendar of a body: its country's, under its own decisions."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shubbak.agencies.actions import decide_calendar_day, decide_season
from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency, CalendarDay
from shubbak.agencies.rules import new_calendar_version, week_of
from shubbak.foundation.working_time.calendar import CalendarError, Interval

THRONE_DAY = date(2026, 7, 30)
TUESDAY = date(2026, 11, 17)
SATURDAY = date(2026, 11, 21)
NAME = {"ar": "يوم", "fr": "jour", "en": "day"}
SHORT_WEEK = [[["09:00", "15:00"]]] * 5 + [[], []]


def decide(agency: Agency, at: datetime, day: date, kind: str, **more: Any) -> CalendarDay:
    return decide_calendar_day(agency=agency, day=day, kind=CalendarDay.Kind(kind), name=NAME, at=at, **more)


def test_a_body_keeps_the_holidays_of_its_country(agency: Agency) -> None:
    calendar = calendar_of(agency)
    assert calendar.is_worked(TUESDAY)
    assert not calendar.is_worked(THRONE_DAY)


def test_the_calendar_is_the_same_object_until_something_is_decided(agency: Agency, at: datetime) -> None:
    before = calendar_of(agency)
    assert calendar_of(agency) is before
    decide(agency, at, TUESDAY, "closure")
    assert calendar_of(agency) is not before


def test_a_closure_of_the_body_is_not_worked(agency: Agency, at: datetime) -> None:
    decide(agency, at, TUESDAY, "closure")
    assert not calendar_of(agency).is_worked(TUESDAY)


def test_a_saturday_worked_by_exception_has_the_usual_hours(agency: Agency, at: datetime) -> None:
    decide(agency, at, SATURDAY, "worked")
    assert calendar_of(agency).opening_hours(SATURDAY) == (Interval(time(8, 30), time(16, 30)),)


def test_a_feast_that_the_moon_moved_leaves_its_day(agency: Agency, at: datetime) -> None:
    feast = next(
        d for d, h in calendar_of(agency).holidays.items() if h.status == "estimated" and d.weekday() == 2
    )
    decide(agency, at, feast, "not_holiday")
    assert calendar_of(agency).is_worked(feast)


def test_a_feast_moved_away_from_a_saturday_leaves_it_a_saturday(agency: Agency, at: datetime) -> None:
    feast = next(
        d for d, h in calendar_of(agency).holidays.items() if h.status == "estimated" and d.weekday() == 5
    )
    decide(agency, at, feast, "not_holiday")
    assert not calendar_of(agency).is_worked(feast)


def test_the_last_decision_about_a_day_stands(agency: Agency, at: datetime) -> None:
    decide(agency, at, TUESDAY, "holiday", status=CalendarDay.Status.ESTIMATED)
    decide(agency, at, TUESDAY, "worked")
    assert CalendarDay.objects.filter(agency=agency, day=TUESDAY).count() == 1
    assert calendar_of(agency).is_worked(TUESDAY)


def test_a_decision_of_one_body_leaves_the_others_alone(
    agency: Agency, other_agency: Agency, at: datetime
) -> None:
    decide(agency, at, TUESDAY, "closure")
    assert calendar_of(other_agency).is_worked(TUESDAY)


def test_ramadan_hours_that_the_body_sets_hold(agency: Agency, at: datetime) -> None:
    decide_season(
        agency=agency,
        kind="ramadan",
        starts=date(2026, 2, 19),
        ends=date(2026, 3, 19),
        weekly_hours=SHORT_WEEK,
    )
    closing = calendar_of(agency).closing(date(2026, 2, 24))
    assert closing == datetime(2026, 2, 24, 15, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


def test_a_week_has_seven_days() -> None:
    with pytest.raises(CalendarError):
        week_of(SHORT_WEEK[:6])
    assert sorted(week_of(SHORT_WEEK)) == [0, 1, 2, 3, 4]


def test_versions_of_a_calendar_do_not_repeat() -> None:
    assert len({new_calendar_version() for _ in range(100)}) == 100
