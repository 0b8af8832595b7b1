"""Opening hours in words: today's, the usual week's, and the days off that come soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from django.utils.translation import gettext

from shubbak.foundation.localized import pick
from shubbak.foundation.text.dates import long_date, weekday_name
from shubbak.foundation.text.digits import to_digits
from shubbak.foundation.working_time.calendar import Hours, WeeklyHours, WorkCalendar
from shubbak.portal.pages import OpeningLine

_SOON = 7
_A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Opening:
    """A body's calendar on one day, told in a language with the figures of the body."""

    calendar: WorkCalendar
    today: date
    language: str
    country: str
    digits: str

    def lines(self) -> list[OpeningLine]:
        """Today, then the week by runs of days with the same hours, then the days off of the coming week."""
        day = gettext("Today, %(weekday)s") % {"weekday": weekday_name(self.today, self.language)}
        now = OpeningLine(day, self._said(self.calendar.opening_hours(self.today)), is_today=True)
        return [now, *self._week(), *self._days_off()]

    def worked_days(self) -> str:
        """The worked days of the week in one line."""
        return gettext(", ").join(f"{days} {self._said(hours)}" for days, hours in self._runs() if hours)

    def _week(self) -> Iterator[OpeningLine]:
        for days, hours in self._runs():
            yield OpeningLine(days, self._said(hours))

    def _runs(self) -> Iterator[tuple[str, Hours]]:
        weekdays = [(self.calendar.first_weekday + offset) % 7 for offset in range(7)]
        hours = self._hours_in_force()
        for same, run in groupby(weekdays, key=lambda weekday: hours.get(weekday, ())):
            names = [weekday_name(_A_MONDAY + timedelta(days=day), self.language) for day in run]
            yield _run(names), same

    def _hours_in_force(self) -> WeeklyHours:
        """The season's (Ramadan) or the usual ones."""
        season = next((s for s in self.calendar.seasons if s.starts <= self.today <= s.ends), None)
        return season.weekly_hours if season else self.calendar.weekly_hours

    def _days_off(self) -> Iterator[OpeningLine]:
        for offset in range(1, _SOON + 1):
            day = self.today + timedelta(days=offset)
            off = self.calendar.day_off(day)
            if off is not None and self._hours_in_force().get(day.weekday()):
                said = long_date(day, self.language, self.country, self.digits, with_year=False)
                name = pick(off.name, self.language)
                yield OpeningLine(said, gettext("holiday: %(name)s") % {"name": name})

    def _said(self, hours: Hours) -> str:
        """No dash between two figures: in Arabic it is read both ways."""
        pattern = gettext("from %(opens)s to %(closes)s")
        spans = [pattern % {"opens": _hour(span.opens), "closes": _hour(span.closes)} for span in hours]
        words = gettext(", ").join(spans) or gettext("closed")
        return to_digits(words, self.digits) if self.language == "ar" else words


def _run(names: list[str]) -> str:
    """Days that follow each other: one, two, or the first to the last."""
    if len(names) == 1:
        return names[0]
    pattern = gettext("%(first)s and %(last)s") if len(names) == 2 else gettext("%(first)s to %(last)s")
    return pattern % {"first": names[0], "last": names[-1]}


def _hour(at: time) -> str:
    return gettext("%(hour)d:%(minute)02d") % {"hour": at.hour, "minute": at.minute}
