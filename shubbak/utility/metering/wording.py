"""What the rules found, in words: kindly asked of people, plainly said to staff."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.foundation.text import count, isolate_ltr, long_date, trimmed
from shubbak.foundation.text.digits import to_digits
from shubbak.utility.metering.known import Known
from shubbak.utility.metering.validation.shapes import Finding

ASKED = (
    ("V04", "point_slipped"),
    ("V16", "swapped"),
    ("V05", "lower_than_the_last"),
    ("V17", "one_a_period"),
    ("V01", "other_index_that_day"),
    ("V09", "very_high"),
    ("V09", "high"),
    ("V10", "out_of_the_row"),
    ("V09", "low"),
    ("V17", "far_from_forecast"),
    ("V07", "nothing_used"),
)
"""What is asked before a reading is sent; of several, the first."""


@dataclass(frozen=True)
class Told:
    """An index of a meter, in the language, country and digits of a page."""

    known: Known
    index: int
    period: str
    manner: tuple[str, str, str]

    @property
    def used(self) -> str:
        used = self.known.used_until(self.index, self.period)
        return quantity_words(used, self.known.meter.unit, self.manner)

    @property
    def since(self) -> str:
        return long_date(self.known.before(self.period).on, *self.manner)


def question_words(found: Sequence[Finding], told: Told) -> str:
    """What is asked of whoever read the meter; empty if nothing is strange."""
    named = {(finding.code, finding.about): finding for finding in found}
    asked = next((named[key] for key in ASKED if key in named), None)
    if asked is None:
        return ""
    common = {"used": told.used, "since": told.since, "times": _times(asked, told)}
    return str(_question(asked)) % {**_figures(asked, told.manner), **common}


def impossible_words(found: Finding, told: Told) -> str:
    """Why an index cannot be, and what to look at."""
    words: Mapping[tuple[str, str], Any] = {
        ("V04", "too_many_figures"): _("This meter shows %(dials)s figures. Write the black ones only."),
        ("V08", "more_than_possible"): _(
            "%(used)s since %(since)s is more than can pass through this meter. Check each figure."
        ),
        ("V02", "before_the_last"): _("This meter was read on %(last)s; it can be read again tomorrow."),
    }
    sentence = words.get((found.code, found.about)) or _(
        "This index cannot be taken today. Check each figure, or call us."
    )
    return str(sentence) % {**_figures(found, told.manner), "used": told.used, "since": told.since}


def staff_words(found: Finding, manner: tuple[str, str, str]) -> str:
    """One sentence for whoever decides on a reading."""
    sentence = FINDINGS.get((found.code, found.about))
    return str(sentence) % _figures(found, manner) if sentence else f"{found.code} {found.about}"


FINDINGS: Mapping[tuple[str, str], Promise] = {
    ("V01", "same_again"): _("The same index was read that day already."),
    ("V01", "other_index_that_day"): _("Another index was read that day: %(index)s."),
    ("V01", "other_of_the_period"): _("Another index counts for this period: %(index)s."),
    ("V02", "in_the_future"): _("The day of the reading has not come yet."),
    ("V02", "before_the_last"): _("The meter was read later already, on %(last)s."),
    ("V03", "meter_not_there"): _("The meter did not stand there that day."),
    ("V03", "no_contract"): _("There was no contract that day."),
    ("V04", "too_many_figures"): _("The meter shows %(dials)s figures only."),
    ("V04", "point_slipped"): _("A figure too many or too few; perhaps %(perhaps)s."),
    ("V05", "lower_than_the_last"): _("Lower than the last index, %(last)s."),
    ("V06", "begun_again"): _("The wheels passed their end and began again: %(used)s used."),
    ("V07", "nothing_used"): _("Nothing was used, for so many periods in a row: %(periods)s."),
    ("V08", "more_than_possible"): _("%(used)s used; no more than %(possible)s can pass in that time."),
    ("V09", "very_high"): _("Very high: %(a_day)s a day, usually %(usual)s (%(percent)s %%)."),
    ("V09", "high"): _("High: %(a_day)s a day, usually %(usual)s (%(percent)s %%)."),
    ("V09", "low"): _("Low: %(a_day)s a day, usually %(usual)s (%(percent)s %%)."),
    ("V10", "out_of_the_row"): _(
        "Far from what was used before: %(a_day)s a day, half of the periods %(median)s."
    ),
    ("V11", "spike"): _(
        "One interval stands far above the others: %(highest)s, the third highest %(third)s."
    ),
    ("V12", "registers_differ"): _("The registers make %(sum)s, which is not the index."),
    ("V12", "intervals_differ"): _("The intervals make %(sum)s; by the index %(used)s were used."),
    ("V13", "other_multiplier"): _("Said multiplier %(said)s, the meter has %(meter)s."),
    ("V13", "other_unit"): _("Said unit %(said)s, the meter counts %(meter)s."),
    ("V14", "too_many_estimates"): _("Estimated so often in a row already: %(in_a_row)s."),
    ("V15", "used_after_cut"): _("%(used)s were used, though it is cut since %(since)s."),
    ("V15", "used_after_end"): _("%(used)s were used, though the contract ended on %(since)s."),
    ("V16", "copied"): _("The same two indexes as on meter %(meter)s."),
    ("V16", "swapped"): _("Looks like the index of meter %(meter)s."),
    ("V17", "outside_the_days"): _("Sent outside the days of reading (%(first)s to %(last)s)."),
    ("V17", "one_a_period"): _("Another index was sent for this period: %(index)s."),
    ("V17", "other_on_photo"): _("The photograph shows %(seen)s."),
    ("V17", "far_from_forecast"): _("Far from what was expected: %(forecast)s."),
    ("V18", "bands_change"): _(
        "Estimated periods fall into other bands: %(periods)s; each month is reckoned anew."
    ),
}


def index_words(index: int, manner: tuple[str, str, str]) -> str:
    """An index as the meter shows it: figures in a row, nothing between them."""
    whole, part = divmod(index, 1000)
    after = f",{part:03d}".rstrip("0") if part else ""
    return to_digits(f"{whole}{after}", manner[2])


def quantity_words(quantity: int, unit: str, manner: tuple[str, str, str]) -> str:
    """A quantity with its unit, held together."""
    return f"{trimmed(quantity, 3, *manner)}\u00a0{unit_words(unit)}"


def unit_words(unit: str) -> str:
    return {"kWh": gettext("kWh"), "m3": gettext("m³")}.get(unit, unit)


def _question(asked: Finding) -> Any:
    often = _("That is %(used)s since %(since)s, about %(times)s your usual. Is it right?")
    unusual = _("That is %(used)s since %(since)s, which is unusual for you. Is it right?")
    words: Mapping[str, Any] = {
        "point_slipped": _("Is there a figure too many or too few? Perhaps the index is %(perhaps)s."),
        "swapped": _("This looks like the index of your other meter, %(meter)s. Is it right here?"),
        "lower_than_the_last": _("This is less than the last index, %(last)s. Is it right?"),
        "one_a_period": _(
            "%(index)s was sent for this period already. If you send another index, an agent looks at both."
        ),
        "other_index_that_day": _(
            "%(index)s was sent for this period already. If you send another index, an agent looks at both."
        ),
        "low": _("That is only %(used)s since %(since)s, far less than your usual. Is it right?"),
        "nothing_used": _("The index has not moved since %(since)s. Is it right?"),
    }
    is_often = asked.code == "V09" and asked.about != "low" and _rounded(asked) >= 2
    return words.get(asked.about) or (often if is_often else unusual)


def _times(asked: Finding, told: Told) -> str:
    language, _country, digits = told.manner
    return count(_rounded(asked), "time", language, digits, object_case=True)


def _rounded(asked: Finding) -> int:
    return (int(asked.parameters.get("percent", 0)) + 50) // 100


def _figures(found: Finding, manner: tuple[str, str, str]) -> dict[str, str]:
    return {name: _FORMS.get(name, _plain)(value, manner) for name, value in found.parameters.items()}


def _plain(value: Any, _manner: tuple[str, str, str]) -> str:
    return isolate_ltr(str(value))


def _thousandths(value: Any, manner: tuple[str, str, str]) -> str:
    return isolate_ltr(index_words(value, manner)) if isinstance(value, int) else str(value)


def _day(value: Any, manner: tuple[str, str, str]) -> str:
    return (
        long_date(date.fromisoformat(value), *manner)
        if isinstance(value, str)
        else _thousandths(value, manner)
    )


_FORMS: Mapping[str, Callable[[Any, tuple[str, str, str]], str]] = {
    **dict.fromkeys(("index", "perhaps", "used", "possible", "a_day", "usual", "median"), _thousandths),
    **dict.fromkeys(("highest", "third", "sum", "seen", "forecast"), _thousandths),
    **dict.fromkeys(("last", "latest", "since", "first"), _day),
}
