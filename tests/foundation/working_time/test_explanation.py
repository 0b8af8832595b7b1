"""A due date says why it is what it is."""

import pytest

from shubbak.foundation.working_time import Length, Rules, explain, reckon
from tests.foundation.working_time.calendars import MOROCCO, OMAN, at, hold, reckoned


def told(*args, language="en", **kwargs):
    return explain(reckoned(*args, **kwargs), language).replace("\u00a0", " ")


def test_weekends_are_told_only_where_there_is_one():
    assert "Weekends" not in told("2026-11-09 10:00", "2 working_days")
    assert "Weekends do not count." in told("2026-11-12 10:00", "2 working_days")
    assert "Public holidays do not count: Wednesday 18" in told("2026-11-17 10:00", "1 working_day")


def test_held_days_are_told():
    asked = hold(MOROCCO, "2026-11-10 10:00", "2026-11-11 11:00")
    assert "Days on hold do not count: 2 days." in told("2026-11-09 10:00", "2 working_days", asked)
    assert "لا تُحسب أيام توقف الأجل، وعددها يومان." in told(
        "2026-11-09 10:00", "1 working_day", asked, language="ar"
    )
    assert "Time on hold" in told("2026-11-09 10:00", "40 hours", asked)


def test_a_clock_that_stands_still_says_so():
    lasting = hold(MOROCCO, "2026-11-10 10:00")
    start, now = at(MOROCCO, "2026-11-09 10:00"), at(MOROCCO, "2026-11-10 12:00")
    assert "on hold" in explain(reckon(MOROCCO, start, Length(2, "working_days"), [lasting], now), "en")


def test_an_estimated_feast_warns_that_the_end_may_move():
    assert "may move the end: Eid al-Fitr." in told("2026-03-17 10:00", "5 working_days")
    assert "Estimated" not in told("2026-11-05 10:00", "5 working_days")


def test_an_end_moved_to_a_worked_day_is_told():
    assert "goes on to the next working day" in told("2026-11-12 10:00", "3 calendar_days")
    assert "goes on" not in told("2026-11-12 10:00", "4 calendar_days")


def test_rules_of_a_service_are_told():
    assert "that day included" in told("2026-11-12 10:00", "3 working_days", rules=Rules(first_day="same"))
    assert "full days" in told("2026-11-12 10:00", "3 working_days", rules=Rules(last_day="excluded"))
    late = told("2026-11-20 17:00", "1 working_day", rules=Rules(late_arrival="next_worked_day"))
    assert "counts as received on the next working day" in late
    assert "from the day after Monday 23 November" in late


@pytest.mark.parametrize("length", ["3 working_days", "3 calendar_days", "30 hours", "30 working_hours"])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_unit_is_explained_in_every_language(length, language):
    words = told("2026-03-17 10:00", length, language=language)
    assert "{" not in words
    assert words.count(".") >= 3
    assert ("الأجل" in words) == (language == "ar")


def test_months_bear_the_names_of_the_country_and_figures_the_taste_of_the_body():
    reckoning = reckoned("2026-11-09 10:00", "2 working_days", calendar=OMAN)
    assert "نوفمبر" in explain(reckoning, "ar")
    assert "٢٠٢٦" in explain(reckoning, "ar", digits="arab")
