"""The clocks of a case in the body's working time. Reads what is stored, writes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TypeVar

from shubbak.cases.models import Case, CaseClock, ClockHold
from shubbak.catalogue.spec import ClockSpec, ServiceSpec
from shubbak.foundation.localized import Localized
from shubbak.foundation.working_time.calendar import Interval, WorkCalendar
from shubbak.foundation.working_time.holds import Hold
from shubbak.foundation.working_time.length import Length
from shubbak.foundation.working_time.milestones import milestone
from shubbak.foundation.working_time.reckoning import Reckoning, reckon

Clock = TypeVar("Clock")
_LATEST = datetime.max.replace(tzinfo=UTC)
_DAY_AND_NIGHT = {weekday: (Interval(time(0, 0), time(23, 59, 59)),) for weekday in range(7)}


def calendar_for(clock: ClockSpec, calendar: WorkCalendar) -> WorkCalendar:
    """The body's calendar, or one that never closes for clocks that run day and night."""
    if clock.calendar != "always":
        return calendar
    return WorkCalendar(code="always", zone=calendar.zone, weekly_hours=_DAY_AND_NIGHT)


def reckon_clock(
    clock: CaseClock, spec: ServiceSpec, calendar: WorkCalendar, at: datetime, holds: Sequence[ClockHold]
) -> Reckoning:
    """When the clock runs out, and why. A hold that still lasts is taken to end `at`."""
    counted = [Hold(hold.started_at, hold.ended_at) for hold in holds if _counts(hold, clock)]
    length = _prolonged(clock.length, clock.extended)
    return reckon_from(spec.clocks[clock.code], calendar, clock.started_at, length, at, counted)


def reckon_from(
    clock: ClockSpec,
    calendar: WorkCalendar,
    start: datetime,
    length: str,
    at: datetime,
    holds: Sequence[Hold] = (),
) -> Reckoning:
    return reckon(calendar_for(clock, calendar), start, Length.parse(length), holds, at, clock.rules)


def promised(
    spec: ServiceSpec, clocks: Iterable[Clock], told: Callable[[Clock], tuple[str, datetime | None]]
) -> Clock | None:
    """The clock that the person is shown, of `clocks` in the order of their start: the first public one that
    runs; once all have ended, that which ended last.

    :param told: a clock's code and when it ended.
    """
    latest = {told(clock)[0]: clock for clock in clocks}
    shown = [latest[name] for name in spec.public_clocks if name in latest]
    running = next((clock for clock in shown if told(clock)[1] is None), None)
    return running or max(shown, key=lambda clock: told(clock)[1] or _LATEST, default=None)


def _prolonged(length: str, extension: str) -> str:
    """Lengths of one unit add up; the linter asks for an extension in the unit of its clock."""
    if not extension:
        return length
    whole, more = Length.parse(length), Length.parse(extension)
    return str(Length(whole.amount + more.amount, whole.unit))


def _counts(hold: ClockHold, clock: CaseClock) -> bool:
    """A clock that was restarted leaves its earlier holds behind."""
    return hold.started_at >= clock.started_at


@dataclass(frozen=True)
class Milestone:
    """A moment at which a clock speaks: a warning or an escalation, by its rank in the pack."""

    kind: str
    rank: int
    at: datetime


def milestones(clock: ClockSpec, reckoning: Reckoning) -> list[Milestone]:
    """All warnings and escalations of a clock, in the order of time."""
    warnings = [Milestone("warn", rank, _moment(reckoning, text)) for rank, text in enumerate(clock.warn)]
    escalations = [
        Milestone("escalate", rank, _moment(reckoning, escalation.at))
        for rank, escalation in enumerate(clock.escalate)
    ]
    return sorted([*warnings, *escalations], key=lambda found: found.at)


def next_milestone(clock: CaseClock, spec: ClockSpec, reckoning: Reckoning) -> Milestone | None:
    """The first warning or escalation that has not been given yet."""
    for found in milestones(spec, reckoning):
        given = clock.warned if found.kind == "warn" else clock.escalated
        if found.rank >= given:
            return found
    return None


def risk_from(clock: ClockSpec, reckoning: Reckoning) -> datetime:
    """When a file begins to be at risk: at the first warning of its clock, else when it is due."""
    warnings = [found.at for found in milestones(clock, reckoning) if found.kind == "warn"]
    return min([*warnings, reckoning.due])


def _moment(reckoning: Reckoning, text: str) -> datetime:
    return reckoning.due if text.strip() == "0" else milestone(reckoning, Length.parse(text))


@dataclass(frozen=True)
class DueMoved:
    """A due date that a decision about the calendar moves, or moved."""

    number: str
    service: str
    unit: Localized
    before: datetime
    after: datetime


def moved_due(case: Case, clock: CaseClock, before: datetime) -> DueMoved:
    return DueMoved(case.number, case.service, case.unit.name, before, clock.due_at)
