from datetime import date

import pytest
from django.utils import translation

from shubbak.foundation.working_time.countries import country_calendar
from shubbak.portal.opening import Opening


@pytest.fixture
def moroccan() -> Opening:
    """Tuesday 3 November 2026, three days before the Green March."""
    return Opening(country_calendar("ma"), date(2026, 11, 3), "ar", "ma", "latn")


def test_today_comes_first(moroccan: Opening) -> None:
    with translation.override("ar"):
        first = moroccan.lines()[0]
    assert (first.days, first.hours, first.is_today) == ("اليوم، الثلاثاء", "من 8:30 إلى 16:30", True)


def test_days_with_the_same_hours_are_said_together(moroccan: Opening) -> None:
    with translation.override("ar"):
        said = [(line.days, line.hours) for line in moroccan.lines()]
    assert ("السبت والأحد", "مغلق") in said
    assert any(days.startswith("من الاثنين إلى") for days, _ in said)


def test_a_holiday_of_the_coming_week_is_announced(moroccan: Opening) -> None:
    with translation.override("ar"):
        last = moroccan.lines()[-1]
    assert last.days == "الجمعة 6 نونبر"
    assert "المسيرة الخضراء" in last.hours


def test_no_dash_stands_between_two_hours(moroccan: Opening) -> None:
    with translation.override("ar"):
        assert all("–" not in line.hours and "-" not in line.hours for line in moroccan.lines())


def test_a_gulf_body_begins_its_week_on_sunday() -> None:
    opening = Opening(country_calendar("om"), date(2026, 11, 3), "ar", "om", "latn")
    with translation.override("ar"):
        assert opening.worked_days().startswith("من الأحد إلى الخميس")
