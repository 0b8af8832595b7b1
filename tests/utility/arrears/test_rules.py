"""When somebody is warned, and when nobody is cut. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.working_time.calendar import Interval, Season, WorkCalendar
from shubbak.foundation.working_time.countries import country_calendar
from shubbak.utility.arrears.countries import BY_THE_BODY, text_in, usual_in
from shubbak.utility.arrears.rules import (
    ArrearsRefused,
    ArrearsRules,
    Spared,
    Standing,
    Step,
    first_day_to_cut,
    next_step,
    reconnect_by,
    rules_of,
    shared_out,
    was_in_time,
    why_no_cut_on,
)

MOROCCO, RULES = country_calendar("ma"), ArrearsRules()
TODAY = date(2026, 11, 17)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 1))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 16), ""),
        (date(2026, 11, 17), "eve"),  # before the feast of independence
        (date(2026, 11, 20), "eve"),  # a Friday
        (date(2026, 11, 21), "rest"),
        (date(2026, 11, 5), "eve"),  # a Thursday before the sixth of November
        (date(2026, 11, 6), "rest"),
        (date(2026, 2, 24), "ramadan"),
    ],
)
def test_no_home_is_cut_on_rest_its_eve_or_in_ramadan(day, why):
    assert why_no_cut_on(day, MOROCCO, RULES, home=True) == why


def test_the_body_says_whom_ramadan_spares_and_whether_eves_do():
    tuesday, friday = date(2026, 2, 24), date(2026, 11, 20)
    for spares, home, why in (
        (Spared.HOMES, False, ""),
        (Spared.ALL, False, "ramadan"),
        (Spared.NOBODY, True, ""),
    ):
        rules = ArrearsRules(ramadan_spares=spares, cuts_on_eves=True)
        assert why_no_cut_on(tuesday, MOROCCO, rules, home=home) == why
        assert why_no_cut_on(friday, MOROCCO, rules, home=home) == ""


@given(DAYS, st.booleans())
def test_the_first_day_is_one_on_which_one_may_and_no_earlier_one_is(day, home):
    found = first_day_to_cut(day, MOROCCO, RULES, home=home)
    assert found is not None
    between = [day + timedelta(days=rank) for rank in range((found - day).days)]
    assert not why_no_cut_on(found, MOROCCO, RULES, home=home)
    assert all(why_no_cut_on(each, MOROCCO, RULES, home=home) for each in between)


def test_where_everything_is_spared_no_day_is_found():
    week = {day: (Interval.parse("08:00-16:00"),) for day in range(5)}
    endless = Season("ramadan", date(2020, 1, 1), date(2040, 1, 1), week)
    calendar = WorkCalendar("x", ZoneInfo("Africa/Casablanca"), week, seasons=(endless,))
    assert first_day_to_cut(TODAY, calendar, RULES, home=True) is None


@pytest.mark.parametrize(("hour", "is_in_time"), [(5, False), (6, True), (16, True), (17, False)])
def test_the_hour_is_that_of_the_clock_of_the_body(hour, is_in_time):
    moment = datetime(2026, 11, 12, hour, 0, tzinfo=UTC)  # Casablanca is an hour ahead
    assert was_in_time(moment, MOROCCO, RULES, home=True) is is_in_time


STANDINGS = st.builds(
    Standing,
    owed=st.integers(0, 50_000),
    oldest=st.none() | DAYS,
    reminded_on=st.none() | DAYS,
    noticed_on=st.none() | DAYS,
    cut_from=st.none() | DAYS,
    may_be_cut=st.booleans(),
)


@given(STANDINGS, DAYS)
def test_a_cut_is_due_only_after_a_notice_that_still_holds_and_of_enough(standing, today):
    if next_step(standing, RULES, today) is not Step.CUT:
        return
    assert standing.owed >= RULES.least
    assert standing.may_be_cut
    assert None not in (standing.reminded_on, standing.noticed_on)
    assert standing.cut_from <= today <= standing.cut_from + timedelta(days=RULES.notice_holds)


@given(STANDINGS, DAYS)
def test_nothing_is_due_of_nothing(standing, today):
    if not standing.owed or standing.oldest is None:
        assert next_step(standing, RULES, today) is None


def test_an_old_notice_is_given_again():
    standing = Standing(45_000, date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 22), date(2026, 7, 2))
    assert next_step(standing, RULES, date(2026, 8, 31)) is Step.CUT
    assert next_step(standing, RULES, date(2026, 9, 1)) is Step.NOTICE


@pytest.mark.parametrize(
    "told", [{"nonsense": 1}, {"until_hour": 25}, {"fee": -1}, {"cuts_on_eves": 1}, {"from_hour": 18}]
)
def test_lines_that_cannot_be_are_refused(told):
    with pytest.raises(ArrearsRefused):
        rules_of(told)


def test_a_line_says_what_it_rests_on():
    assert usual_in("om").reconnect_hours == 6
    assert "8/2023" in text_in("om", "cut_after_notice")["ar"]
    assert text_in("ma", "cut_after_notice") == BY_THE_BODY


@given(st.integers(2, 10**7), st.integers(2, 12), DAYS)
def test_instalments_add_up_a_month_apart(amount, parts, first):
    shares = shared_out(amount, parts, first)
    assert sum(part for _, part in shares) == amount
    assert [day for day, _ in shares] == sorted({day for day, _ in shares})


def test_the_clock_of_a_reconnection_does_not_stop():
    moment = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    assert reconnect_by(moment, ArrearsRules(reconnect_hours=24)) == datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
