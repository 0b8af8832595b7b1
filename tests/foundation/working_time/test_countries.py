"""The calendars of countries, beside the table of the Moroccan decree and the weekends of the Gulf."""

from datetime import date

import pytest

from shubbak.foundation.working_time import CalendarError
from shubbak.foundation.working_time.countries import COUNTRIES, country_calendar, years_for
from shubbak.foundation.working_time.country_names import FRENCH
from tests.foundation.working_time.calendars import EMIRATES, MOROCCO, OMAN

DECREE_2_77_169 = {
    (1, 1),
    (1, 11),
    (1, 14),
    (5, 1),
    (7, 30),
    (8, 14),
    (8, 20),
    (8, 21),
    (10, 31),
    (11, 6),
    (11, 18),
}
LUNAR = {"1er Moharram, Nouvel An de l’Hégire": 1, "Aïd Al Mawlid": 2, "Aïd al-Fitr": 2, "Aïd al-Adha": 2}


def confirmed(year):
    days = (day for day, holiday in MOROCCO.holidays.items() if holiday.status == "confirmed")
    return {(day.month, day.day) for day in days if day.year == year}


def test_the_fixed_holidays_of_morocco_are_those_of_the_decree():
    assert confirmed(2026) == DECREE_2_77_169
    assert confirmed(2030) == DECREE_2_77_169


def test_eid_al_wahda_is_a_holiday_from_2026_and_the_amazigh_year_from_2024():
    assert confirmed(2025) == DECREE_2_77_169 - {(10, 31)}
    assert confirmed(2023) == DECREE_2_77_169 - {(10, 31), (1, 14)}


@pytest.mark.parametrize("year", [2026, 2028, 2029])
def test_the_lunar_holidays_of_morocco_are_estimated_and_last_as_long_as_the_decree_says(year):
    names = [
        day.name["fr"]
        for when, day in MOROCCO.holidays.items()
        if when.year == year and day.status == "estimated"
    ]
    assert {name: names.count(name) for name in names} == LUNAR


def test_a_lunar_feast_on_a_fixed_holiday_leaves_the_day_certain():
    both = MOROCCO.holidays[date(2027, 8, 14)]
    assert both.status == "confirmed"
    assert both.name["ar"] == "ذكرى استرجاع إقليم وادي الذهب / عيد المولد النبوي"


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_holiday_has_its_name_in_three_languages(code):
    for holiday in country_calendar(code, years_for(code)).holidays.values():
        assert set(holiday.name["en"].split(" / ")) <= FRENCH.keys()
        assert holiday.name["ar"] > "ء"


@pytest.mark.parametrize("code", COUNTRIES)
def test_lunar_days_to_come_are_estimated_everywhere(code):
    feasts = [day for day in country_calendar(code).holidays.items() if "Eid" in day[1].name["en"]]
    assert {holiday.status for day, holiday in feasts if day.year == 2030} == {"estimated"}


@pytest.mark.parametrize("code", ["om", "sa", "kw", "bh", "qa"])
def test_the_week_of_the_gulf_runs_from_sunday_to_thursday(code):
    worked = [weekday for weekday, hours in country_calendar(code).weekly_hours.items() if hours]
    assert sorted(worked) == [0, 1, 2, 3, 6]
    assert country_calendar(code).first_weekday == 6


def test_the_week_of_the_emirates_ends_with_half_a_friday():
    assert EMIRATES.closing(date(2026, 11, 6)).isoformat() == "2026-11-06T12:00:00+04:00"
    assert not EMIRATES.is_worked(date(2026, 11, 7))
    assert EMIRATES.first_weekday == 0


def test_ramadan_ends_the_day_before_eid():
    ramadan = next(season for season in MOROCCO.seasons if season.starts.year == 2026)
    assert (ramadan.starts, ramadan.ends) == (date(2026, 2, 18), date(2026, 3, 19))
    assert ramadan.status == "estimated"


def test_a_calendar_does_not_answer_for_years_it_does_not_know():
    with pytest.raises(CalendarError, match="knows 2022 to 2045, not 2046"):
        OMAN.is_worked(date(2046, 1, 1))
    with pytest.raises(CalendarError, match="from 2022"):
        country_calendar("ae", range(2021, 2023))
    with pytest.raises(CalendarError, match="no calendar 'fr'"):
        country_calendar("fr")
