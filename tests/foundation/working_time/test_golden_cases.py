"""The cases an expert tries first, each worked out by hand."""

from datetime import UTC, date, timedelta

from shubbak.foundation.working_time import Holiday, Rules, explain, register_day, with_decisions
from tests.foundation.working_time.calendars import EMIRATES, MOROCCO, OMAN, at, due, hold, reckoned


def test_a_friday_deposit_after_closing_counts_from_the_next_day():
    assert due("2026-11-13 16:45", "2 working_days") == "Tue 2026-11-17 16:30"


def test_a_body_may_count_a_friday_deposit_after_closing_as_made_on_monday():
    rules = Rules(late_arrival="next_worked_day")
    assert due("2026-11-20 16:45", "2 working_days", rules=rules) == "Wed 2026-11-25 16:30"
    assert due("2026-11-20 16:30", "2 working_days", rules=rules) == "Tue 2026-11-24 16:30"


def test_a_friday_deposit_after_closing_is_registered_on_monday():
    assert register_day(MOROCCO, at(MOROCCO, "2026-11-20 16:45")) == date(2026, 11, 23)
    assert register_day(MOROCCO, at(MOROCCO, "2026-11-20 16:30")) == date(2026, 11, 20)


def test_a_deposit_before_the_green_march_leaves_it_out():
    assert due("2026-11-05 09:30", "1 working_day") == "Mon 2026-11-09 16:30"
    assert due("2026-11-05 09:30", "10 working_days") == "Mon 2026-11-23 16:30"


def test_two_working_days_run_across_eid_al_wahda():
    assert due("2028-10-30 10:00", "2 working_days") == "Thu 2028-11-02 16:30"
    assert due("2025-10-30 10:00", "1 working_day") == "Fri 2025-10-31 16:30"


def test_an_office_in_ramadan_closes_at_three():
    assert MOROCCO.opening_hours(date(2026, 3, 3))[0].closes.isoformat() == "15:00:00"
    assert register_day(MOROCCO, at(MOROCCO, "2026-03-03 15:10")) == date(2026, 3, 4)
    assert due("2026-03-02 15:10", "2 working_days") == "Wed 2026-03-04 15:00"
    assert due("2026-03-03 15:10", "1 working_hour") == "Wed 2026-03-04 10:00"


def test_a_due_date_that_falls_on_a_moved_eid_moves_with_it():
    assert due("2026-03-18 10:00", "1 working_day") == "Thu 2026-03-19 15:00"
    assert due("2026-03-18 10:00", "2 working_days") == "Mon 2026-03-23 16:30"
    eid = Holiday({"ar": "عيد الفطر", "fr": "Aïd al-Fitr", "en": "Eid al-Fitr"})
    sighted = with_decisions(
        MOROCCO,
        holidays={date(2026, 3, 21): eid, date(2026, 3, 22): eid, date(2026, 3, 23): eid},
        worked={date(2026, 3, 20): ()},
    )
    assert due("2026-03-18 10:00", "2 working_days", calendar=sighted).startswith("Fri 2026-03-20")
    assert due("2026-03-18 10:00", "3 working_days", calendar=sighted) == "Tue 2026-03-24 16:30"


def test_a_deposit_on_the_last_evening_of_the_year_is_registered_in_the_next():
    assert register_day(MOROCCO, at(MOROCCO, "2026-12-31 16:31")) == date(2027, 1, 4)
    assert register_day(MOROCCO, at(MOROCCO, "2026-12-31 16:30")) == date(2026, 12, 31)


def test_the_hour_that_comes_twice_in_ramadan_loses_nothing():
    first = at(MOROCCO, "2025-02-23 02:30")
    assert first.utcoffset() == timedelta(hours=1)
    reckoning = reckoned("2025-02-23 02:30", "24 hours")
    assert reckoning.due - first.astimezone(UTC) == timedelta(hours=24)
    assert reckoning.due.isoformat() == "2025-02-24T01:30:00+00:00"


def test_a_due_hour_does_not_move_with_the_clock():
    assert reckoned("2025-02-21 10:00", "2 working_days").due.isoformat() == "2025-02-25T16:30:00+00:00"
    assert reckoned("2025-04-04 10:00", "2 working_days").due.isoformat() == "2025-04-08T16:30:00+01:00"


def test_the_gulf_rests_on_friday():
    assert register_day(OMAN, at(OMAN, "2026-11-06 10:00")) == date(2026, 11, 8)
    assert due("2026-11-06 10:00", "1 working_day", calendar=OMAN) == "Sun 2026-11-08 14:30"
    assert due("2026-11-05 10:00", "3 working_days", calendar=OMAN) == "Tue 2026-11-10 14:30"


def test_friday_is_half_a_day_in_the_emirates_and_counts_as_one():
    assert due("2026-11-05 10:00", "1 working_day", calendar=EMIRATES) == "Fri 2026-11-06 12:00"
    assert due("2026-11-06 11:00", "2 working_hours", calendar=EMIRATES) == "Mon 2026-11-09 08:30"


def test_each_day_that_a_hold_touches_is_taken_out():
    asked = hold(MOROCCO, "2026-11-09 16:00", "2026-11-11 09:00")
    assert due("2026-11-06 10:00", "2 working_days", asked) == "Fri 2026-11-13 16:30"
    assert due("2026-11-06 10:00", "5 calendar_days", asked) == "Mon 2026-11-16 16:30"


def test_the_explanation_names_the_holiday_in_arabic():
    told = explain(reckoned("2026-11-05 09:30", "10 working_days"), "ar")
    assert "10 أيام عمل".replace(" ", "\u00a0", 1) in told
    assert "الجمعة 6 نونبر (ذكرى المسيرة الخضراء)" in told
    assert told.endswith("ينتهي الأجل يوم الاثنين 23 نونبر 2026 على الساعة 16:30.")
