"""Why a due date is what it is, in a few plain sentences."""

from collections.abc import Iterator

from shubbak.foundation.localized import pick
from shubbak.foundation.text import clock_time, count, long_date
from shubbak.foundation.working_time.counted_days import CountedDay
from shubbak.foundation.working_time.reckoning import Reckoning
from shubbak.foundation.working_time.sentences import SENTENCES, Sentences
from shubbak.foundation.working_time.time_left import TimeLeft


def explain(reckoning: Reckoning, language: str, digits: str = "latn") -> str:
    """The explanation in ar, fr or en: the length and its start, what is not counted and why, and the end."""
    words = SENTENCES.get(language, SENTENCES["en"])
    parts = (
        _beginning(reckoning, words, language, digits),
        *_what_counts(reckoning, words, language, digits),
        *_holds(reckoning, words, language, digits),
        *_ending(reckoning, words, language, digits),
    )
    return " ".join(parts)


def noun_of(unit: str) -> str:
    """The noun of foundation.text that counts this unit: "working_days" is counted in "working_day"."""
    return unit.removesuffix("s")


def left_in_words(left: TimeLeft, language: str, digits: str = "latn") -> str:
    """The amount of a TimeLeft with its noun: `يوما عمل`, `2 jours ouvrables`; the caller says left or
    late.
    """
    return count(left.amount, noun_of(left.unit), language, digits, object_case=left.late)


def _beginning(reckoning: Reckoning, words: Sentences, language: str, digits: str) -> str:
    length = reckoning.length
    by_first_day = {"next": words.from_next_day, "same": words.from_same_day}
    pattern = by_first_day[reckoning.rules.first_day] if length.counts_days else words.from_instant
    return pattern.format(
        length=count(length.amount, noun_of(length.unit), language, digits),
        day=long_date(reckoning.start_day, language, reckoning.calendar.code, digits),
        time=clock_time(reckoning.start, language, digits),
    )


def _what_counts(reckoning: Reckoning, words: Sentences, language: str, digits: str) -> Iterator[str]:
    if reckoning.start_day != reckoning.start.date():
        yield words.arrived_late
    unit = reckoning.length.unit
    if unit == "working_days":
        yield from _not_worked(reckoning, words, language, digits)
    elif unit == "calendar_days":
        yield words.every_day
    else:
        yield words.day_and_night if unit == "hours" else words.opening_hours_only


def _not_worked(reckoning: Reckoning, words: Sentences, language: str, digits: str) -> Iterator[str]:
    off = [day for day in reckoning.days if day.kind in ("not_worked", "holiday")]
    week = reckoning.calendar.weekly_hours
    holidays = [day for day in off if day.name and week.get(day.day.weekday())]
    told = words.comma.join(_holiday(reckoning, day, words, language, digits) for day in holidays)
    has_weekends = len(off) > len(holidays)
    if holidays:
        yield (words.weekends_and_holidays if has_weekends else words.holidays).format(holidays=told)
    elif has_weekends:
        yield words.weekends


def _holiday(reckoning: Reckoning, day: CountedDay, words: Sentences, language: str, digits: str) -> str:
    return words.holiday.format(
        day=long_date(day.day, language, reckoning.calendar.code, digits, with_year=False),
        name=pick(day.name or {}, language),
    )


def _holds(reckoning: Reckoning, words: Sentences, language: str, digits: str) -> Iterator[str]:
    held = sum(day.kind == "held" for day in reckoning.days)
    if held:
        days = count(held, "day", language, digits)
        yield words.held_days.format(days=days) if reckoning.length.counts_days else words.held_time
    if reckoning.held:
        yield words.held_still


def _ending(reckoning: Reckoning, words: Sentences, language: str, digits: str) -> Iterator[str]:
    if reckoning.length.counts_days and reckoning.rules.last_day == "excluded":
        yield words.full_days
    if reckoning.length.counts_days and _was_moved(reckoning.days):
        yield words.moved
    yield words.ends.format(
        day=long_date(reckoning.due_day, language, reckoning.calendar.code, digits),
        time=clock_time(reckoning.due, language, digits),
    )
    names = dict.fromkeys(
        pick(day.name or {}, language) for day in reckoning.days if day.status == "estimated"
    )
    if names:
        yield words.estimated.format(names=words.comma.join(names))


def _was_moved(days: tuple[CountedDay, ...]) -> bool:
    """Whether the end waited for a worked day: then the last day bears no rank."""
    return len(days) > 1 and days[-1].rank is None
