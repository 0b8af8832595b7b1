"""Working time: calendars of public bodies, due dates that explain themselves, holds, warnings. Pure
Python.

The calendars of the countries are in `working_time.countries`, apart because they load the library of
holidays.
"""

from shubbak.foundation.working_time.calendar import (
    CalendarError,
    Holiday,
    Interval,
    Season,
    WorkCalendar,
    register_day,
)
from shubbak.foundation.working_time.counted_days import CountedDay
from shubbak.foundation.working_time.decisions import with_decisions
from shubbak.foundation.working_time.explanation import explain, left_in_words
from shubbak.foundation.working_time.holds import Hold, HoldError
from shubbak.foundation.working_time.length import Length, LengthError
from shubbak.foundation.working_time.milestones import milestone
from shubbak.foundation.working_time.reckoning import Reckoning, Rules, reckon
from shubbak.foundation.working_time.small_calendar import MonthTotal, SmallCalendar, weeks
from shubbak.foundation.working_time.time_left import TimeLeft, elapsed_fraction, time_left

__all__ = [
    "CalendarError",
    "CountedDay",
    "Hold",
    "HoldError",
    "Holiday",
    "Interval",
    "Length",
    "LengthError",
    "MonthTotal",
    "Reckoning",
    "Rules",
    "Season",
    "SmallCalendar",
    "TimeLeft",
    "WorkCalendar",
    "elapsed_fraction",
    "explain",
    "left_in_words",
    "milestone",
    "reckon",
    "register_day",
    "time_left",
    "weeks",
    "with_decisions",
]
