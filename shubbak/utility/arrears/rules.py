"""What follows a bill that nobody pays, and when nobody is cut. Pure; the day is an argument.

No country's text is a constant here: every line is a setting of the body, with the text that it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from shubbak.foundation.working_time.calendar import ONE_DAY, WorkCalendar

SERIES = "work"
FEE = "reconnection"
"""The kind under which the fee of a reconnection is owed in the ledger."""
_LONGEST_SEARCH = 120


class ArrearsRefused(Exception):
    """What is asked of an arrear cannot be; `code` says why.

    Codes: ``no_such_line``, ``line_out_of_range``, ``nothing_chosen``, ``day_passed``, ``not_on_this_day``,
    ``recorded_before``, ``not_yet`` (it was done before it was ordered, or in the future),
    ``protected_before``, ``not_protected``, ``reason``, ``no_such_order``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Step(StrEnum):
    """What is due next."""

    REMINDER = "reminder"
    NOTICE = "notice"
    CUT = "cut"


class Spared(StrEnum):
    """Whom the month of Ramadan spares."""

    NOBODY = "nobody"
    HOMES = "homes"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsRules:
    """What a body has set. Days are calendar days, money is in minor units, hours those of the clock.

    `least`: for less nobody gets a notice or is cut. `notice_holds`: so long after the day that it names a
    notice can still be acted upon. `parts_up_to`: up to this a person may take instalments at once, without
    asking; `parts`: so many of them, a month apart.
    """

    reminder_after: int = 7
    notice_after: int = 14
    cut_after_notice: int = 10
    notice_holds: int = 60
    least: int = 10_000
    from_hour: int = 7
    until_hour: int = 17
    cuts_on_eves: bool = False
    ramadan_spares: str = Spared.HOMES
    reconnect_hours: int = 24
    fee: int = 0
    parts: int = 3
    parts_up_to: int = 0


MOST_PARTS = 12
_BOUNDS = {
    "reminder_after": (1, 365),
    "notice_after": (1, 365),
    "cut_after_notice": (1, 365),
    "notice_holds": (1, 365),
    "from_hour": (0, 23),
    "until_hour": (1, 24),
    "reconnect_hours": (1, 240),
    "parts": (2, MOST_PARTS),
}
"""What is not here may be anything from nothing up."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the holder of a contract stands: what is overdue and not contested, since when, which steps were
    taken. `cut_from`: the day that the notice named. `may_be_cut`: the contract runs and is not protected.
    """

    owed: int
    oldest: date | None
    reminded_on: date | None = None
    noticed_on: date | None = None
    cut_from: date | None = None
    may_be_cut: bool = True


def rules_of(told: dict[str, Any], usual: ArrearsRules | None = None) -> ArrearsRules:
    """The usual lines with those that the body has set.

    :raises ArrearsRefused: ``no_such_line``, ``line_out_of_range``.
    """
    usual = usual or ArrearsRules()
    known = {field.name: getattr(usual, field.name) for field in fields(ArrearsRules)}
    if set(told) - set(known):
        raise ArrearsRefused("no_such_line")
    for name, value in told.items():
        _refuse_out_of_range(name, value)
    rules = ArrearsRules(**(known | told))
    if rules.from_hour >= rules.until_hour:
        raise ArrearsRefused("line_out_of_range")
    return rules


def next_step(standing: Standing, rules: ArrearsRules, today: date) -> Step | None:
    """What is due now; nothing for what is paid, contested, in instalments or too little."""
    if standing.oldest is None or standing.owed <= 0:
        return None
    if standing.reminded_on is None:
        return Step.REMINDER if _passed(standing.oldest, rules.reminder_after, today) else None
    if standing.owed < max(rules.least, 1):
        return None
    if standing.noticed_on is None or has_lapsed(standing, rules, today):
        return Step.NOTICE if _passed(standing.reminded_on, rules.notice_after, today) else None
    is_due = standing.cut_from is not None and today >= standing.cut_from
    return Step.CUT if is_due and standing.may_be_cut else None


def has_lapsed(standing: Standing, rules: ArrearsRules, today: date) -> bool:
    """Whether the notice is too old to be acted upon: people are warned anew."""
    return standing.cut_from is not None and _passed(standing.cut_from, rules.notice_holds + 1, today)


def why_no_cut_on(day: date, calendar: WorkCalendar, rules: ArrearsRules, *, home: bool) -> str:
    """Why nobody is cut on a day: ``rest``, ``eve``, ``ramadan``; nothing if somebody may be."""
    if not calendar.is_worked(day):
        return "rest"
    if not rules.cuts_on_eves and not calendar.is_worked(day + ONE_DAY):
        return "eve"
    spared = rules.ramadan_spares == Spared.ALL or (rules.ramadan_spares == Spared.HOMES and home)
    return "ramadan" if spared and _in_ramadan(day, calendar) else ""


def first_day_to_cut(day: date, calendar: WorkCalendar, rules: ArrearsRules, *, home: bool) -> date | None:
    """That day, or the first one after it on which somebody may be cut; None if no such day comes soon."""
    days = (day + rank * ONE_DAY for rank in range(_LONGEST_SEARCH))
    return next((each for each in days if not why_no_cut_on(each, calendar, rules, home=home)), None)


def was_in_time(moment: datetime, calendar: WorkCalendar, rules: ArrearsRules, *, home: bool) -> bool:
    """Whether a cut was made on a day and at an hour at which somebody may be cut."""
    local = moment.astimezone(calendar.zone)
    until = time.max if rules.until_hour == 24 else time(rules.until_hour)
    in_hours = time(rules.from_hour) <= local.time() <= until
    return in_hours and not why_no_cut_on(local.date(), calendar, rules, home=home)


def reconnect_by(moment: datetime, rules: ArrearsRules) -> datetime:
    """The clock does not stop at night, nor on days of rest."""
    return moment + timedelta(hours=rules.reconnect_hours)


def shared_out(amount: int, parts: int, first: date) -> Sequence[tuple[date, int]]:
    """Instalments a month apart; the first bears what does not divide."""
    each, rest = divmod(amount, parts)
    amounts = [each + rest] + [each] * (parts - 1)
    return [(_months_after(first, rank), part) for rank, part in enumerate(amounts)]


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, min(day.day, 28))


def _in_ramadan(day: date, calendar: WorkCalendar) -> bool:
    return any(
        season.kind == "ramadan" and season.starts <= day <= season.ends for season in calendar.seasons
    )


def _passed(since: date, days: int, today: date) -> bool:
    return (today - since).days >= days


def _refuse_out_of_range(name: str, value: object) -> None:
    usual = getattr(ArrearsRules(), name)
    if isinstance(usual, bool):
        is_right = isinstance(value, bool)
    elif isinstance(usual, int):
        low, high = _BOUNDS.get(name, (0, 10**12))
        is_right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    else:
        is_right = value in set(Spared)
    if not is_right:
        raise ArrearsRefused("line_out_of_range")
