"""Language, country and figures of a page of the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext

from shubbak.agencies.queries import current_agency
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text import dates
from shubbak.foundation.text.phones import shown_phone
from shubbak.people.models import Staff


@dataclass(frozen=True)
class Tongue:
    """How this page speaks."""

    language: str
    country: str
    digits: str
    zone: ZoneInfo

    def pick(self, words: Localized) -> str:
        return pick(words, self.language)

    def day(self, instant: datetime) -> str:
        day = instant.astimezone(self.zone).date()
        return dates.long_date(day, self.language, self.country, self.digits)

    def long_day(self, day: date) -> str:
        return dates.long_date(day, self.language, self.country, self.digits)

    def short_day(self, day: date) -> str:
        return dates.short_date(day, self.language, self.country, self.digits)

    def hour(self, instant: datetime) -> str:
        return dates.clock_time(instant.astimezone(self.zone), self.language, self.digits)

    def moment(self, instant: datetime, at: datetime) -> str:
        """Today and yesterday by their name, other days by their date: `اليوم، 13:10`."""
        there, here = instant.astimezone(self.zone), at.astimezone(self.zone)
        away = (here.date() - there.date()).days
        day = _named(away) or dates.short_date(
            there.date(), self.language, self.country, self.digits, with_year=there.year != here.year
        )
        return gettext("%(day)s, %(time)s") % {"day": day, "time": self.hour(instant)}

    def phone(self, number: str) -> str:
        return shown_phone(number, self.country) if number else ""

    def name(self, staff: Staff | None) -> str:
        return staff.named_in(self.language) if staff else ""


def _named(days_away: int) -> str:
    if days_away == 0:
        return gettext("today")
    return gettext("yesterday") if days_away == 1 else ""


def tongue() -> Tongue:
    agency = current_agency()
    return Tongue(get_language() or "ar", agency.country, agency.digits, ZoneInfo(agency.zone))
