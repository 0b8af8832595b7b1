"""The calendars of the countries Shubbak serves, before a body lays its own decisions over them.

Holidays come from the `holidays` library, checked against the table of the Moroccan decree 2-77-169 as
amended (14 January from 2024, 31 October from 2026, one day for 1 Muharram). Lunar days are estimated until
a body confirms them, for the moon is sighted in each country. Hours are those of public offices; each body
may set its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays as library
from hijridate import Gregorian, Hijri

from shubbak.foundation.working_time.calendar import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    CalendarError,
    Holiday,
    Interval,
    Season,
    WeeklyHours,
    WorkCalendar,
)
from shubbak.foundation.working_time.country_names import ARABIC, FRENCH

MONDAY_TO_THURSDAY = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
MONDAY_TO_FRIDAY = (*MONDAY_TO_THURSDAY, FRIDAY)
SUNDAY_TO_THURSDAY = (SUNDAY, *MONDAY_TO_THURSDAY)

LAST_YEAR = 2076
"""The Umm al-Qura tables of hijridate end in 1500 AH (November 2077)."""
DEFAULT_YEARS = range(2022, 2046)
RAMADAN, SHAWWAL = 9, 10


def _week(weekdays: Iterable[int], hours: str) -> WeeklyHours:
    return {weekday: (Interval.parse(hours),) for weekday in weekdays}


@dataclass(frozen=True, slots=True)
class Country:
    """What the law or custom of a country gives a public office; `ramadan` are its hours in that month and
    `since` the first whole year of its present weekend.
    """

    zone: str
    weekly_hours: WeeklyHours
    ramadan: WeeklyHours
    arabic: str = "ar"
    categories: tuple[str, ...] = ("public",)
    since: int = 2014


COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {
        # Decree 2-05-916 and order 1899-05. The half-hour at midday and the hour of the Friday prayer are
        # taken in turn: neither text gives it a fixed place and the counter stays open, so opening hours
        # are not cut for them. A body that closes its door then sets two intervals for the day.
        "ma": Country(
            "Africa/Casablanca",
            _week(MONDAY_TO_FRIDAY, "08:30-16:30"),
            _week(MONDAY_TO_FRIDAY, "09:00-15:00"),
        ),
        # The hours of the Gulf, and of Ramadan there, are custom or yearly circulars: settings, not law.
        "om": Country(
            "Asia/Muscat", _week(SUNDAY_TO_THURSDAY, "07:30-14:30"), _week(SUNDAY_TO_THURSDAY, "09:00-14:00")
        ),
        "sa": Country(
            "Asia/Riyadh", _week(SUNDAY_TO_THURSDAY, "07:30-14:30"), _week(SUNDAY_TO_THURSDAY, "10:00-15:00")
        ),
        # Federal offices since January 2022: Friday is a half-day, the weekend Saturday and Sunday.
        # Sharjah, which also closes on Friday, sets its own week.
        "ae": Country(
            "Asia/Dubai",
            {**_week(MONDAY_TO_THURSDAY, "07:30-15:30"), **_week((FRIDAY,), "07:30-12:00")},
            {**_week(MONDAY_TO_THURSDAY, "09:00-14:30"), **_week((FRIDAY,), "09:00-12:00")},
            categories=("public", "government"),
            since=2022,
        ),
        "kw": Country(
            "Asia/Kuwait", _week(SUNDAY_TO_THURSDAY, "07:30-14:30"), _week(SUNDAY_TO_THURSDAY, "10:00-14:00")
        ),
        "bh": Country(
            "Asia/Bahrain", _week(SUNDAY_TO_THURSDAY, "07:00-14:15"), _week(SUNDAY_TO_THURSDAY, "08:00-14:00")
        ),
        "qa": Country(
            "Asia/Qatar",
            _week(SUNDAY_TO_THURSDAY, "07:00-14:00"),
            _week(SUNDAY_TO_THURSDAY, "09:00-14:00"),
            "ar_QA",
        ),
    }
)


@lru_cache(maxsize=64)
def country_calendar(code: str, years: range = DEFAULT_YEARS) -> WorkCalendar:
    """The calendar of a country for these years (first and last matter), always the same object.

    Raises CalendarError for a country or years that we do not know.
    """
    country = COUNTRIES.get(code)
    if country is None:
        raise CalendarError(f"There is no calendar {code!r}; there are {', '.join(COUNTRIES)}.")
    if not years or years[0] < country.since or years[-1] > LAST_YEAR:
        raise CalendarError(f"The calendar {code} is known from {country.since} to {LAST_YEAR} only.")
    return WorkCalendar(
        code=code,
        zone=ZoneInfo(country.zone),
        weekly_hours=country.weekly_hours,
        holidays=MappingProxyType(dict(_holidays(code, country, years))),
        seasons=tuple(_ramadans(country, years)),
        years=years,
    )


def years_for(code: str) -> range:
    """All the years for which a country's calendar can be made; an unknown country is left to
    country_calendar.
    """
    country = COUNTRIES.get(code)
    return range(country.since, LAST_YEAR + 1) if country else DEFAULT_YEARS


def _holidays(code: str, country: Country, years: range) -> Iterator[tuple[date, Holiday]]:
    plain = _from_library(code, country, years, "en_US", shows_estimated=False)
    marked = _from_library(code, country, years, "en_US", shows_estimated=True)
    arabic = _from_library(code, country, years, country.arabic, shows_estimated=False)
    for day in plain:
        # Two feasts on one day: it is certain as soon as one of them is, and the library marks each that is
        # not.
        english = plain.get_list(day)
        is_estimated = not set(english) & set(marked.get_list(day))
        names = {
            "ar": [ARABIC.get((code, en), ar) for en, ar in zip(english, arabic.get_list(day), strict=True)],
            "fr": [FRENCH.get(en, en) for en in english],
            "en": english,
        }
        name = MappingProxyType({language: " / ".join(parts) for language, parts in names.items()})
        yield day, Holiday(name, "estimated" if is_estimated else "confirmed")


def _from_library(
    code: str, country: Country, years: range, language: str, *, shows_estimated: bool
) -> library.HolidayBase:
    return library.country_holidays(
        code.upper(),
        years=years,
        language=language,
        categories=country.categories,
        islamic_show_estimated=shows_estimated,
        expand=False,
    )


def _ramadans(country: Country, years: range) -> Iterator[Season]:
    """Each Ramadan of these years by the Umm al-Qura calendar; where the moon is sighted, a day later at
    times.
    """
    first, last = (
        Gregorian(year, month, 1).to_hijri().year for year, month in ((years[0], 1), (years[-1], 12))
    )
    for hijri_year in range(first, last + 1):
        starts = Hijri(hijri_year, RAMADAN, 1).to_gregorian()
        ends = Hijri(hijri_year, SHAWWAL, 1).to_gregorian() - ONE_DAY
        yield Season("ramadan", date(*starts.datetuple()), date(*ends.datetuple()), country.ramadan)
