"""What holds for every delay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.working_time import Hold, Length, milestone, reckon, register_day
from shubbak.foundation.working_time.length import UNITS
from tests.foundation.working_time.calendars import EMIRATES, MOROCCO, OMAN

calendars = st.sampled_from((MOROCCO, OMAN, EMIRATES))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
lengths = st.builds(Length, st.integers(0, 60), st.sampled_from(UNITS))
spans = st.timedeltas(timedelta(), timedelta(days=20))


@given(calendars, instants, lengths)
def test_a_longer_delay_never_ends_earlier(calendar, start, length):
    longer = Length(length.amount + 1, length.unit)
    assert reckon(calendar, start, length).due <= reckon(calendar, start, longer).due


@given(calendars, instants, spans, lengths)
def test_a_later_start_never_ends_earlier(calendar, start, later, length):
    assert reckon(calendar, start, length).due <= reckon(calendar, start + later, length).due


@given(calendars, instants, lengths, spans, spans)
def test_a_hold_never_brings_the_end_forward(calendar, start, length, after, lasting):
    held = [Hold(start + after, start + after + lasting)]
    assert reckon(calendar, start, length).due <= reckon(calendar, start, length, held).due


@given(calendars, instants, lengths.filter(lambda length: length.counts_days))
def test_a_delay_in_days_ends_when_the_office_closes(calendar, start, length):
    reckoning = reckon(calendar, start, length)
    assert reckoning.due == calendar.closing(reckoning.due_day)


@given(calendars, instants, lengths)
def test_the_days_shown_run_without_a_gap_to_the_last_one(calendar, start, length):
    reckoning = reckon(calendar, start, length)
    days = [day.day for day in reckoning.days]
    assert days == [days[0] + timedelta(days=offset) for offset in range(len(days))]
    assert [day.kind for day in reckoning.days].index("last") == len(days) - 1
    if length.counts_days:
        assert sum(day.rank is not None for day in reckoning.days) == length.amount


@given(calendars, instants)
def test_the_register_day_is_worked_and_not_in_the_past(calendar, instant):
    day = register_day(calendar, instant)
    assert calendar.is_worked(day)
    assert calendar.closing(day) >= instant


@given(calendars, instants, st.integers(-30, 800))
def test_the_days_worked_between_two_are_those_that_one_counts(calendar, instant, away):
    after = instant.date()
    counted = sum(calendar.is_worked(after + timedelta(days=day)) for day in range(1, away + 1))
    assert calendar.worked_between(after, after + timedelta(days=away)) == counted


@given(calendars, instants, st.integers(1, 30), st.sampled_from(UNITS))
def test_a_warning_comes_before_the_end(calendar, start, amount, unit):
    reckoning = reckon(calendar, start, Length(40, "working_days"))
    assert milestone(reckoning, Length(-amount, unit)) < reckoning.due


@given(calendars, instants, st.integers(1, 60))
def test_working_hours_before_and_after_meet(calendar, start, amount):
    reckoning = reckon(calendar, start, Length(amount, "working_hours"))
    again = reckon(
        calendar, milestone(reckoning, Length(-amount, "working_hours")), Length(amount, "working_hours")
    )
    assert again.due == reckoning.due
