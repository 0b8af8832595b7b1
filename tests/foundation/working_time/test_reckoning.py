"""How delays are counted: one convention a test."""

from datetime import UTC, date, time, timedelta

import pytest

from shubbak.foundation.working_time import (
    Hold,
    HoldError,
    Holiday,
    Interval,
    Length,
    LengthError,
    Rules,
    Season,
    reckon,
    with_decisions,
)
from tests.foundation.working_time.calendars import MOROCCO, at, due, hold, reckoned

NAME = {"ar": "إغلاق", "fr": "fermeture", "en": "closed"}


def test_counting_may_begin_with_the_day_itself():
    assert due("2026-11-09 10:00", "2 working_days", rules=Rules(first_day="same")) == "Tue 2026-11-10 16:30"


def test_full_days_leave_out_the_last_as_well():
    assert (
        due("2026-11-09 10:00", "2 working_days", rules=Rules(last_day="excluded")) == "Thu 2026-11-12 16:30"
    )


def test_a_calendar_delay_that_ends_on_a_sunday_goes_on_to_monday():
    assert due("2026-11-12 10:00", "3 calendar_days") == "Mon 2026-11-16 16:30"


def test_a_body_may_let_a_delay_end_on_a_sunday():
    assert due("2026-11-12 10:00", "3 calendar_days", rules=Rules(end="keep")) == "Sun 2026-11-15 23:59"


def test_a_delay_moved_by_the_weekend_does_not_end_on_a_held_day():
    monday = hold(MOROCCO, "2026-11-16 10:00", "2026-11-16 11:00")
    assert due("2026-11-12 10:00", "3 calendar_days", monday) == "Tue 2026-11-17 16:30"


def test_no_days_at_all_end_today_or_on_the_next_worked_day():
    assert due("2026-11-09 10:00", "0 working_days") == "Mon 2026-11-09 16:30"
    assert due("2026-11-14 10:00", "0 working_days") == "Mon 2026-11-16 16:30"


def test_hours_run_day_and_night_and_a_hold_takes_out_its_exact_time():
    assert due("2026-11-13 20:00", "48 hours") == "Sun 2026-11-15 20:00"
    asked = hold(MOROCCO, "2026-11-14 10:00", "2026-11-14 11:30")
    assert due("2026-11-13 20:00", "48 hours", asked) == "Sun 2026-11-15 21:30"


def test_hours_that_run_out_when_a_hold_begins_end_there():
    asked = hold(MOROCCO, "2026-11-15 20:00", "2026-11-16 20:00")
    assert due("2026-11-13 20:00", "48 hours", asked) == "Sun 2026-11-15 20:00"


def test_working_hours_that_run_out_at_closing_end_at_that_closing():
    assert due("2026-11-13 14:30", "2 working_hours") == "Fri 2026-11-13 16:30"
    assert due("2026-11-13 14:31", "2 working_hours") == "Mon 2026-11-16 08:31"


def test_a_hold_takes_its_opening_hours_out_of_working_hours():
    asked = hold(MOROCCO, "2026-11-13 15:30", "2026-11-16 09:30")
    assert due("2026-11-13 14:30", "2 working_hours", asked) == "Mon 2026-11-16 10:30"


def test_a_hold_that_ends_at_midnight_leaves_the_next_day_alone():
    asked = hold(MOROCCO, "2026-11-10 10:00", "2026-11-11 00:00")
    assert due("2026-11-09 10:00", "1 working_day", asked) == "Wed 2026-11-11 16:30"


def test_a_hold_ended_in_the_instant_of_its_start_takes_nothing():
    asked = hold(MOROCCO, "2026-11-10 10:00", "2026-11-10 10:00")
    assert due("2026-11-09 10:00", "1 working_day", asked) == "Tue 2026-11-10 16:30"


def test_holds_that_overlap_are_taken_out_once():
    one, other = (
        hold(MOROCCO, "2026-11-10 10:00", "2026-11-10 12:00"),
        hold(MOROCCO, "2026-11-10 11:00", "2026-11-10 13:00"),
    )
    assert due("2026-11-10 09:00", "4 hours", one, other) == "Tue 2026-11-10 16:00"


def test_a_hold_that_lasts_counts_up_to_the_instant_given():
    lasting = hold(MOROCCO, "2026-11-10 10:00")
    length = Length.parse("1 working_day")
    reckoning = reckon(
        MOROCCO, at(MOROCCO, "2026-11-09 10:00"), length, [lasting], at(MOROCCO, "2026-11-12 09:00")
    )
    assert reckoning.held
    assert reckoning.due == at(MOROCCO, "2026-11-13 16:30")
    with pytest.raises(HoldError, match="has not ended"):
        reckon(MOROCCO, at(MOROCCO, "2026-11-09 10:00"), length, [lasting])


def test_a_hold_needs_an_order_and_an_offset():
    with pytest.raises(HoldError, match="end after it starts"):
        hold(MOROCCO, "2026-11-10 10:00", "2026-11-09 10:00")
    with pytest.raises(HoldError, match="offset"):
        Hold(at(MOROCCO, "2026-11-10 10:00").replace(tzinfo=None))


def test_a_body_may_close_and_may_work_a_saturday():
    body = with_decisions(
        MOROCCO,
        closures={date(2026, 11, 13): Holiday(NAME)},
        worked={date(2026, 11, 14): (Interval(time(9), time(12)),)},
    )
    assert due("2026-11-12 10:00", "1 working_day", calendar=body) == "Sat 2026-11-14 12:00"


def test_a_confirmed_ramadan_replaces_the_estimated_one():
    estimated = next(season for season in MOROCCO.seasons if season.starts.year == 2026)
    sighted = Season("ramadan", date(2026, 2, 19), date(2026, 3, 20), estimated.weekly_hours, "confirmed")
    body = with_decisions(MOROCCO, seasons=[sighted])
    assert body.closing(date(2026, 2, 18)) == at(MOROCCO, "2026-02-18 16:30")
    assert len(body.seasons) == len(MOROCCO.seasons)


def test_a_due_instant_is_kept_in_the_offset_of_the_body():
    reckoning = reckon(MOROCCO, at(MOROCCO, "2026-11-12 10:00").astimezone(UTC), Length(1, "hours"))
    assert reckoning.due.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    "text", ["10", "10 days", "ten hours", "1.5 hours", "99999 hours", "10 working_days more"]
)
def test_a_length_that_is_none_is_refused(text):
    with pytest.raises(LengthError):
        Length.parse(text)


def test_a_delay_is_not_negative():
    with pytest.raises(LengthError, match="negative"):
        reckoned("2026-11-12 10:00", "-1 working_days")
