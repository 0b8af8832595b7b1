"""Quantities, prices and money of utilities, in the language, country and digits of a page or paper."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from shubbak.agencies.models import Agency
from shubbak.foundation.text import amount, decimal, figures, to_digits, trimmed
from shubbak.utility.tariffs.steps import Step

_PRICE_PLACES, _QUANTITY_PLACES, _UNIT = 6, 3, 1000


@dataclass(frozen=True, slots=True)
class Manner:
    """How one page, or one language of a paper, writes figures."""

    language: str
    country: str
    digits: str
    currency: str
    unit: str

    @classmethod
    def of(cls, agency: Agency, currency: str, unit: str) -> "Manner":
        """In the active language."""
        return cls(get_language() or "ar", agency.country, agency.digits, currency, unit_name(unit))

    @property
    def is_mirrored(self) -> bool:
        return self.language == "ar"

    def quantity(self, thousandths: int) -> str:
        return trimmed(thousandths, _QUANTITY_PLACES, self.language, self.country, self.digits)

    def measured(self, thousandths: int) -> str:
        return f"{self.quantity(thousandths)}\u00a0{self.unit}"

    def plain(self, index: int) -> str:
        """An index as the meter shows it: whole, its figures not parted."""
        return to_digits(str(index // _UNIT), self.digits if self.language == "ar" else "latn")

    def price(self, millionths: int) -> str:
        """At least two figures after the sign, as prices are written."""
        places = _PRICE_PLACES
        while places > 2 and millionths % 10 == 0:
            millionths, places = millionths // 10, places - 1
        return decimal(millionths, places, self.language, self.country, self.digits)

    def figures(self, minor: int) -> str:
        return figures(minor, self.currency, self.language, self.country, self.digits)

    def amount(self, minor: int) -> str:
        return amount(minor, self.currency, self.language, self.country, self.digits)

    def bounds(self, step: Step, nearest: int = 1) -> str:
        """As laws write bands, `13–20`; a bound that a period moved stands as it is, or to the `nearest`."""
        above = _rounded(step.above, nearest)
        if step.up_to is None:
            return f"{self.quantity(above)}+"
        is_whole = step.above % _UNIT == step.up_to % _UNIT == 0
        first = above + _UNIT if above and is_whole else above
        return f"{self.quantity(first)}–{self.quantity(_rounded(step.up_to, nearest))}"


def _rounded(value: int, nearest: int) -> int:
    return (value + nearest // 2) // nearest * nearest


def unit_name(unit: str) -> str:
    """How a bill names its unit."""
    return {"kWh": gettext("kWh"), "m3": gettext("m³"), "IG": gettext("gallons")}[unit]
