"""Amounts and days in the language and figures of a page."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import get_language

from shubbak.agencies.models import Agency
from shubbak.foundation import text


@dataclass(frozen=True, slots=True)
class Manner:
    language: str
    country: str
    digits: str

    @classmethod
    def of(cls, agency: Agency) -> Self:
        return cls(get_language() or "ar", agency.country, agency.digits)

    def amount(self, minor: int, currency: str) -> str:
        return text.amount(minor, currency, self.language, self.country, self.digits)

    def figures(self, minor: int, currency: str) -> str:
        return text.figures(minor, currency, self.language, self.country, self.digits)

    def day(self, day: date) -> str:
        return text.long_date(day, self.language, self.country, self.digits)
