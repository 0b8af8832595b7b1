"""What is left of a delay, in a few words for rows and clocks."""

from django.utils.translation import gettext, npgettext

from shubbak.foundation.text import count
from shubbak.foundation.text.digits import to_digits
from shubbak.foundation.working_time.explanation import noun_of
from shubbak.foundation.working_time.time_left import TimeLeft


def time_words(left: TimeLeft, language: str, digits: str) -> str:
    """`بقيت 5 ساعات`, `متأخر بيومين`, `آخر يوم`."""
    noun = noun_of(left.unit).removeprefix("calendar_")  # in a row a day is a day; only worked ones are named
    length = count(left.amount, noun, language, digits, object_case=left.late)
    if left.late:
        late = late_words(left, length)
        return gettext("%(late)s before the clock was stopped") % {"late": late} if left.held else late
    if left.amount == 0:
        return gettext("last day")
    if "hour" in left.unit:
        return npgettext("hours", "%(length)s left", "%(length)s left", left.amount) % {"length": length}
    return npgettext("days", "%(length)s left", "%(length)s left", left.amount) % {"length": length}


def late_words(left: TimeLeft, length: str) -> str:
    """Arabic joins its preposition to a word, and sets it apart from figures."""
    if left.amount == 0:
        return gettext("late since today")
    begins_with_figures = length[0].isdigit() or length[0] in to_digits("0123456789", "arab")
    if begins_with_figures:
        return gettext("late by %(figures)s") % {"figures": length}
    return gettext("late by %(words)s") % {"words": length}


def bar_kind(left: TimeLeft | None, *, risky: bool) -> str:
    """How the bar of a clock is drawn: late, risk, hold or on."""
    if left is None:
        return "on"
    if left.held:
        return "hold"
    if left.late:
        return "late"
    return "risk" if risky else "on"
