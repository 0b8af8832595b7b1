"""Which bill a complaint is about: by its number, by its month in words, else the last one not paid. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shubbak.foundation.text import fold_ar, month_name, to_western_digits

_NUMBER = re.compile(r"(20\d\d)[-/ ]?(\d{7})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(?:(20\d\d)[-/.](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/.](20\d\d))(?!\d)")
_YEAR = re.compile(r"20\d\d")
_LANGUAGES = ("ar", "fr", "en")
_COUNTRIES = ("ma", "ae")


@dataclass(frozen=True, slots=True)
class Known:
    """A bill among which to choose; the last comes first. `is_open`: something is left to pay."""

    number: str
    period: str
    is_open: bool


def chosen(typed: str, bills: Sequence[Known]) -> tuple[str, ...]:
    """The numbers of the bills that are meant; nothing if none can be."""
    said = to_western_digits(typed)
    if found := _NUMBER.search(said):
        number = f"{found[1]}-{found[2]}"
        return tuple(bill.number for bill in bills if bill.number == number)
    if period := period_in(said):
        return tuple(bill.number for bill in bills if bill.period == period)
    month = month_in(said)
    named = [bill.number for bill in bills if month and bill.period.endswith(f"-{month:02}")]
    return tuple(named[:1]) or tuple(bill.number for bill in bills if bill.is_open)[:1]


def period_in(said: str) -> str:
    """2026-09 out of "09/2026", "2026-9", "شتنبر 2026"; else nothing."""
    if found := _MONTH.search(said):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return f"{year}-{int(month):02}"
    year, named = _YEAR.search(said), month_in(said)
    return f"{year[0]}-{named:02}" if year and named else ""


def month_in(said: str) -> int:
    """The month that is named, 1 to 12; 0 if none is."""
    words = set(_words(said))
    known = ((month, name) for month in range(1, 13) for name in _names(month))
    return next((month for month, name in known if name in words), 0)


def _names(month: int) -> Iterable[str]:
    for language in _LANGUAGES:
        for country in _COUNTRIES:
            yield from _words(month_name(month, language, country))


def _words(said: str) -> list[str]:
    return fold_ar(said).casefold().replace(",", " ").replace("،", " ").split()
