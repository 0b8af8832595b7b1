"""What the tests of working time share: calendars, and short ways to say an instant and a due date."""

from datetime import datetime

from shubbak.foundation.working_time import Hold, Length, Reckoning, Rules, WorkCalendar, reckon
from shubbak.foundation.working_time.countries import country_calendar

MOROCCO = country_calendar("ma")
OMAN = country_calendar("om")
EMIRATES = country_calendar("ae")


def at(calendar: WorkCalendar, text: str) -> datetime:
    """A wall-clock instant of the calendar: at(MOROCCO, "2026-11-06 16:45")."""
    written = datetime.fromisoformat(text)
    return calendar.instant(written.date(), written.time())


def hold(calendar: WorkCalendar, start: str, end: str | None = None) -> Hold:
    return Hold(at(calendar, start), at(calendar, end) if end else None)


def reckoned(
    start: str, length: str, *holds: Hold, calendar: WorkCalendar = MOROCCO, rules: Rules | None = None
) -> Reckoning:
    return reckon(calendar, at(calendar, start), Length.parse(length), holds, rules=rules or Rules())


def due(
    start: str, length: str, *holds: Hold, calendar: WorkCalendar = MOROCCO, rules: Rules | None = None
) -> str:
    """The due instant on the wall clock, such as "Tue 2026-11-10 16:30"."""
    return f"{reckoned(start, length, *holds, calendar=calendar, rules=rules).due:%a %Y-%m-%d %H:%M}"
