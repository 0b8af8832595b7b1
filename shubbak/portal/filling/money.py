"""Amounts and days in the language and figures of a page."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from shubbak.agencies.models import Agency
from shubbak.foundation import text
from shubbak.portal.filling.guide import spoken


@dataclass(frozen=True, slots=True)
class Manner:
    language: str
    country: str
    digits: str

    @classmethod
    def of(cls, agency: Agency) -> Self:
        return cls(spoken(), agency.country, agency.digits)

    def amount(self, minor: int, currency: str) -> str:
        return text.amount(minor, currency, self.language, self.country, self.digits)

    def figures(self, minor: int, currency: str) -> str:
        return text.figures(minor, currency, self.language, self.country, self.digits)

    def day(self, day: date) -> str:
        return text.long_date(day, self.language, self.country, self.digits)
