"""Dates and instants in words."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.text import clock_time, long_date, month_name, short_date, spoken_instant

AT = datetime(2026, 11, 5, 18, 0, tzinfo=UTC)


def test_morocco_and_the_gulf_name_the_months_apart() -> None:
    assert long_date(date(2026, 11, 19), "ar", "ma") == "الخميس 19 نونبر 2026"
    assert long_date(date(2026, 11, 19), "ar", "om") == "الخميس 19 نوفمبر 2026"


def test_every_moroccan_month_has_its_moroccan_name() -> None:
    names = [month_name(m, "ar", "ma") for m in range(1, 13)]
    assert names[4:] == ["ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]


def test_french_and_english_dates() -> None:
    assert long_date(date(2026, 5, 1), "fr", "ma") == "vendredi 1er mai 2026"
    assert short_date(date(2026, 5, 1), "en", "ma") == "1 May 2026"


def test_the_figures_of_the_body_are_used_in_arabic_only() -> None:
    assert short_date(date(2026, 11, 19), "ar", "om", "arab") == "١٩ نوفمبر ٢٠٢٦"
    assert short_date(date(2026, 11, 19), "fr", "om", "arab") == "19 novembre 2026"


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 11, 5, 9, 42, tzinfo=UTC), "اليوم، 10:42"),
        (datetime(2026, 11, 4, 23, 30, tzinfo=UTC), "اليوم، 0:30"),
        (datetime(2026, 11, 4, 9, 42, tzinfo=UTC), "أمس، 10:42"),
        (datetime(2026, 11, 6, 9, 42, tzinfo=UTC), "غدا، 10:42"),
        (datetime(2026, 11, 2, 9, 42, tzinfo=UTC), "الاثنين 2 نونبر، 10:42"),
        (datetime(2025, 11, 3, 9, 42, tzinfo=UTC), "الاثنين 3 نونبر 2025، 10:42"),
    ],
)
def test_an_instant_is_said_by_the_clock_of_the_body(instant: datetime, words: str) -> None:
    assert spoken_instant(instant, AT, "Africa/Casablanca", "ar", "ma") == words


def test_a_french_hour() -> None:
    assert clock_time(AT, "fr") == "18\u00a0h\u00a000"


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["ma", "om", "sa", "ae", "kw"]))
def test_a_date_in_words_holds_its_day_and_year_and_never_a_slash(day: date, country: str) -> None:
    words = long_date(day, "ar", country)
    assert words.split(" ")[1] == str(day.day)
    assert words.endswith(str(day.year))
    assert "/" not in words
