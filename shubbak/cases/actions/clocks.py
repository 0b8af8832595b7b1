"""Clocks follow the state of their case: they start, stand still, run again and end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case, CaseClock, ClockHold
from shubbak.cases.reckoning import next_milestone, reckon_clock, risk_from
from shubbak.catalogue.spec import ClockSpec, ServiceSpec
from shubbak.foundation.working_time.calendar import WorkCalendar
from shubbak.foundation.working_time.reckoning import Reckoning
from shubbak.journal.actions import insert_late

RUNNING, HELD = CaseClock.State.RUNNING, CaseClock.State.HELD


@dataclass
class Turning:
    """One clock while it is brought in line, with its holds in memory."""

    clock: CaseClock
    holds: list[ClockHold]
    reckoning: Reckoning | None = None


def turn_clocks(
    *,
    case: Case,
    spec: ServiceSpec,
    at: datetime,
    is_new: bool = False,
    calendar: WorkCalendar | None = None,
) -> Sequence[Turning]:
    """Bring the clocks in line with the state in which the case stands, and derive its due date.

    Sets `due_at`, `risk_at` and `held` of the case object; the caller writes them with its own update.
    """
    agency = current_agency()
    calendar = calendar or calendar_of(agency)
    turnings = [] if is_new else open_clocks(case)
    for turning in turnings:
        _follow(turning, spec, case.state, at)
    running_now = {turning.clock.code for turning in turnings if turning.clock.ended_at is None}
    for started in spec.clocks_started_by(case.state, case.answers):
        if started.name not in running_now:
            turnings.append(_start(case, started, at))
    for turning in turnings:
        _reckon(turning, spec, calendar, at)
        turning.clock.calendar_version = agency.calendar_version
        _write(turning.clock, is_new=is_new)
    derive_due(case, spec, turnings)
    return turnings


def _write(clock: CaseClock, *, is_new: bool) -> None:
    """The clocks of a new case are written with it; nothing looks for them before."""
    if is_new:
        insert_late(clock)
    else:
        clock.save()


def open_clocks(case: Case) -> list[Turning]:
    clocks = case.clocks.filter(ended_at=None).prefetch_related("holds")
    return [Turning(clock, list(clock.holds.all())) for clock in clocks]


def derive_due(case: Case, spec: ServiceSpec, turnings: Iterable[Turning]) -> None:
    """The one place that says when a case is due, from when it is at risk, and whether it waits.

    The nearest clock that runs decides. While clocks are held, the nearest of them does, as it would be
    if the hold ended now; a clock that runs against the person meanwhile is not the body's delay.
    """
    place = spec.states[case.state]
    alive = [turning for turning in turnings if turning.clock.ended_at is None and turning.reckoning]
    held = [turning for turning in alive if turning.clock.state == HELD]
    case.held = bool(held or place.waits)
    nearest = min(held or alive, key=lambda turning: turning.clock.due_at, default=None)
    if nearest is None or nearest.reckoning is None:
        case.due_at = case.risk_at = None
        return
    case.due_at = nearest.clock.due_at
    case.risk_at = risk_from(spec.clocks[nearest.clock.code], nearest.reckoning)


def promised_due(spec: ServiceSpec, turnings: Iterable[Turning]) -> datetime | None:
    """When the clock ends that the pack shows to the person; None if it does not run."""
    shown = promised_among(spec, turnings)
    return shown.clock.due_at if shown else None


def promised_among(spec: ServiceSpec, turnings: Iterable[Turning]) -> Turning | None:
    """The turning of the clock that is promised: the first public one of the pack that runs."""
    running = {turned.clock.code: turned for turned in turnings if turned.clock.ended_at is None}
    return next((running[name] for name in spec.public_clocks if name in running), None)


def reckon_again(
    *, case: Case, spec: ServiceSpec, calendar: WorkCalendar, calendar_version: int, at: datetime
) -> Sequence[Turning]:
    """Reckon all open clocks anew (a day of the calendar was decided, a clock prolonged) and write them."""
    turnings = open_clocks(case)
    for turning in turnings:
        _reckon(turning, spec, calendar, at)
        turning.clock.calendar_version = calendar_version
        turning.clock.save()
    derive_due(case, spec, turnings)
    Case.objects.filter(pk=case.pk).update(due_at=case.due_at, risk_at=case.risk_at, held=case.held)
    return turnings


def _start(case: Case, spec: ClockSpec, at: datetime) -> Turning:
    clock = CaseClock(case=case, code=spec.name, length=spec.length, started_at=at, due_at=at, state=RUNNING)
    return Turning(clock, [])


def _follow(turning: Turning, spec: ServiceSpec, state: str, at: datetime) -> None:
    clock = turning.clock
    wanted = spec.clock_state(state, clock.code)
    if wanted == "off":
        _end(turning, at)
    elif wanted == "held" and clock.state == RUNNING:
        turning.holds.append(ClockHold.objects.create(clock=clock, started_at=at, cause=state))
        clock.state = HELD
    elif wanted == "running" and clock.state == HELD:
        _end_hold(turning, at)
        clock.state = RUNNING
        if spec.clocks[clock.code].on_correction == "restart":
            clock.started_at, clock.warned, clock.escalated = at, 0, 0


def _end(turning: Turning, at: datetime) -> None:
    """A clock that leaves the states in which it runs was met, unless its time had run out before."""
    clock = turning.clock
    was_late = clock.state == RUNNING and at > clock.due_at
    _end_hold(turning, at)
    clock.state = CaseClock.State.LAPSED if was_late else CaseClock.State.MET
    clock.ended_at, clock.wake_at = at, None


def _end_hold(turning: Turning, at: datetime) -> None:
    for hold in turning.holds:
        if hold.ended_at is None:
            hold.ended_at = max(at, hold.started_at)  # a clock that was set back gives no day away
            hold.save(update_fields=["ended_at"])


def _reckon(turning: Turning, spec: ServiceSpec, calendar: WorkCalendar, at: datetime) -> None:
    clock = turning.clock
    if clock.ended_at is not None:
        return
    turning.reckoning = reckon_clock(clock, spec, calendar, at, turning.holds)
    clock.due_at = turning.reckoning.due
    upcoming = next_milestone(clock, spec.clocks[clock.code], turning.reckoning)
    clock.wake_at = upcoming.at if upcoming and clock.state == RUNNING else None
