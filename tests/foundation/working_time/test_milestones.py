"""Warnings before a due date, escalations after it, and the time that is left."""

import pytest

from shubbak.foundation.working_time import Length, elapsed_fraction, left_in_words, milestone, time_left
from tests.foundation.working_time.calendars import MOROCCO, at, hold, reckoned


def told(reckoning, offset):
    return f"{milestone(reckoning, Length.parse(offset)):%a %d %H:%M}"


TWO_DAYS = reckoned("2026-11-12 10:00", "2 working_days")  # due Monday 16 November, 16:30


@pytest.mark.parametrize(
    ("offset", "moment"),
    [
        ("-4 working_hours", "Mon 16 12:30"),
        ("-9 working_hours", "Fri 13 15:30"),
        ("-1 working_days", "Fri 13 08:30"),
        ("-1 calendar_days", "Fri 13 08:30"),
        ("-20 hours", "Sun 15 20:30"),
        ("0 hours", "Mon 16 16:30"),
        ("1 working_days", "Tue 17 16:30"),
        ("+2 working_hours", "Tue 17 10:30"),
    ],
)
def test_a_moment_is_told_from_the_due_instant(offset, moment):
    assert told(TWO_DAYS, offset) == moment


def test_held_time_does_not_shorten_a_warning():
    held = reckoned(
        "2026-11-11 10:00", "3 working_days", hold(MOROCCO, "2026-11-13 09:00", "2026-11-13 12:30")
    )
    assert told(held, "-1 working_days") == "Mon 16 08:30"
    assert told(held, "-2 working_days") == "Thu 12 08:30"
    assert told(held, "-18 working_hours") == "Fri 13 14:30"
    hours = reckoned("2026-11-11 10:00", "20 hours", hold(MOROCCO, "2026-11-11 12:00", "2026-11-11 22:00"))
    assert told(hours, "-19 hours") == "Wed 11 11:00"


@pytest.mark.parametrize(
    ("now", "amount", "late"),
    [
        ("2026-11-12 11:00", 2, False),
        ("2026-11-14 11:00", 1, False),
        ("2026-11-16 16:30", 0, False),
        ("2026-11-16 16:31", 0, True),
        ("2026-11-19 09:00", 2, True),
    ],
)
def test_days_left_are_counted_after_today(now, amount, late):
    left = time_left(TWO_DAYS, at(MOROCCO, now))
    assert (left.amount, left.late, left.unit) == (amount, late, "working_days")


def test_hours_left_count_a_begun_one():
    hours = reckoned("2026-11-12 10:00", "4 working_hours")
    assert time_left(hours, at(MOROCCO, "2026-11-12 12:15")).amount == 2
    assert elapsed_fraction(hours, at(MOROCCO, "2026-11-12 12:00")) == 0.5
    clock = reckoned("2026-11-12 10:00", "10 hours", hold(MOROCCO, "2026-11-12 12:00", "2026-11-12 14:00"))
    assert time_left(clock, at(MOROCCO, "2026-11-12 14:00")).amount == 8


def test_a_bar_runs_from_nothing_to_full():
    assert elapsed_fraction(TWO_DAYS, at(MOROCCO, "2026-11-12 09:00")) == 0
    assert elapsed_fraction(TWO_DAYS, at(MOROCCO, "2026-11-13 09:00")) == 0.5
    assert elapsed_fraction(TWO_DAYS, at(MOROCCO, "2026-12-01 09:00")) == 1


def test_many_hours_are_told_in_days():
    clock = reckoned("2026-10-28 19:47", "12 hours")
    late = time_left(clock, at(MOROCCO, "2026-11-21 23:47"))
    assert (late.amount, late.unit, late.late) == (23, "calendar_days", True)


def test_time_left_is_told_with_the_grammar_of_counts():
    assert left_in_words(time_left(TWO_DAYS, at(MOROCCO, "2026-11-19 09:00")), "ar") == "يومي عمل"
    assert (
        left_in_words(time_left(TWO_DAYS, at(MOROCCO, "2026-11-12 11:00")), "fr") == "2\u00a0jours ouvrables"
    )


def test_the_hour_that_comes_twice_is_not_late_the_first_time():
    night = reckoned("2025-02-22 02:30", "25 hours")
    assert night.due.isoformat() == "2025-02-23T02:30:00+00:00"
    first = at(MOROCCO, "2025-02-23 02:45")
    assert first.isoformat() == "2025-02-23T02:45:00+01:00"
    assert not time_left(night, first).late
    assert elapsed_fraction(night, first) < 1
