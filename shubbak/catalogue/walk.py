"""Runs the tests of a pack: a pure walk of its workflow, guards taken as fulfilled unless the test says
otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from shubbak.catalogue.spec import CLOCK, ClockSpec, Effect, ServiceSpec, StepClosed, Transition, WalkTest
from shubbak.foundation.working_time.calendar import WorkCalendar
from shubbak.foundation.working_time.countries import country_calendar
from shubbak.foundation.working_time.holds import Hold
from shubbak.foundation.working_time.length import Length
from shubbak.foundation.working_time.reckoning import reckon

_DEFAULT_START = "2026-11-04T10:00"
_YEARS = range(2025, 2030)


class WalkRefused(Exception):
    """A step of the walk was refused: closed, not this role's to take, or a guard not fulfilled."""


@dataclass(slots=True)
class WalkedClock:
    """A clock on the walk; ``holds`` are closed, ``held_since`` is the one that lasts."""

    spec: ClockSpec
    start: datetime
    holds: list[Hold] = field(default_factory=list)
    held_since: datetime | None = None

    def due(self, calendar: WorkCalendar, at: datetime) -> datetime:
        open_hold = [Hold(self.held_since)] if self.held_since else []
        length = Length.parse(self.spec.length)
        return reckon(
            calendar, self.start, length, (*self.holds, *open_hold), at=at, rules=self.spec.rules
        ).due


@dataclass(slots=True)
class Walked:
    """Where a walk has come to."""

    spec: ServiceSpec
    at: datetime
    answers: Mapping[str, object]
    state: str = ""
    result: str = ""
    visited: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    clocks: dict[str, WalkedClock] = field(default_factory=dict)

    def enter(self, state: str) -> None:
        """Stand in a state: start, hold, resume the clocks that it names."""
        self.state = state
        self.visited.append(state)
        for started in self.spec.clocks_started_by(state, self.answers):
            self.clocks[started.name] = WalkedClock(started, self.at)
        for name, clock in self.clocks.items():
            self._hold_or_resume(clock, self.spec.clock_state(state, name))

    def send(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            named = effect.name in ("letter", "tell_incident")
            letter = effect.argument if named else effect.options.get("letter", "")
            if letter and letter not in self.letters:
                self.letters.append(letter)

    def _hold_or_resume(self, clock: WalkedClock, to_be: str) -> None:
        if to_be == "held" and clock.held_since is None:
            clock.held_since = self.at
        elif to_be == "running" and clock.held_since is not None:
            if clock.spec.on_correction == "restart":
                clock.start, clock.holds = self.at, []
            else:
                clock.holds.append(Hold(clock.held_since, self.at))
            clock.held_since = None


def walk(spec: ServiceSpec, test: WalkTest) -> Walked:
    """Walk a test's steps.

    :raises WalkRefused: at the first step that may not be taken.
    """
    calendar = country_calendar(test.calendar, _YEARS)
    walked = Walked(spec, _instant(test.start or _DEFAULT_START, calendar), test.answers or {})
    walked.enter(spec.initial)
    walked.send(spec.deposit.effects)
    for taken in test.walk:
        if "at" in taken:
            walked.at = _instant(taken["at"], calendar)
        transition = _transition(walked, taken)
        walked.send(transition.effects)
        if transition.result is not None:
            walked.result = transition.result
        if transition.target != walked.state:
            walked.enter(transition.target)
    return walked


def failures(spec: ServiceSpec) -> Iterator[tuple[int, str]]:
    """Rank and words of each test of the pack that does not come out as it says."""
    for rank, test in enumerate(spec.tests):
        try:
            walked = walk(spec, test)
        except WalkRefused as refusal:
            if not test.refused:
                yield rank, f"test “{test.name}”: {refusal}"
            continue
        if test.refused:
            yield rank, f"test “{test.name}”: every step was allowed, one should have been refused"
        for why in _differences(spec, test, walked):
            yield rank, f"test “{test.name}”: {why}"


def _transition(walked: Walked, taken: Mapping[str, str]) -> Transition:
    name = taken["step"]
    try:
        transition = walked.spec.step(walked.state, name, taken.get("result", ""), walked.answers)
    except StepClosed as refusal:
        raise WalkRefused(str(refusal)) from refusal
    who = taken.get("by") or next((role for role in transition.by if role != CLOCK), CLOCK)
    if who not in transition.by:
        raise WalkRefused(f"“{who}” may not take “{name}”")
    needs = {need.name for need in transition.needs}
    if taken.get("without", "") in needs:
        raise WalkRefused(f"“{name}” needs “{taken['without']}”")
    if "result" in needs and transition.result is None:
        raise WalkRefused(f"“{name}” needs a result")
    return transition


def _differences(spec: ServiceSpec, test: WalkTest, walked: Walked) -> Iterator[str]:
    shown = next(
        stage.code for stage in spec.stages(walked.state, visited=walked.visited) if stage.mark == "now"
    )
    found: dict[str, object] = {
        "state": walked.state,
        "result": walked.result,
        "stage": shown,
        "letters": walked.letters,
        "unit": spec.unit_for(walked.answers),
    }
    for name, wanted in test.expect.items():
        if name in found and found[name] != wanted:
            yield f"{name} is {found[name]!r}, not {wanted!r}"
    for name, value in spec.classes_of(walked.answers).items():
        if (wanted := _mapping(test, "classes").get(name, value)) != value:
            yield f"the answers make “{name}” {value}, not {wanted}"
    yield from _clock_differences(spec, test, walked)
    yield from _who_differences(spec, test, walked)


def _clock_differences(spec: ServiceSpec, test: WalkTest, walked: Walked) -> Iterator[str]:
    calendar = country_calendar(test.calendar, _YEARS)
    for name, wanted in _mapping(test, "clocks").items():
        found = spec.clock_state(walked.state, name)
        if found != wanted:
            yield f"the clock “{name}” is {found}, not {wanted}"
    for name, wanted in _mapping(test, "due").items():
        if name not in walked.clocks:
            yield f"the clock “{name}” was not started"
            continue
        due = walked.clocks[name].due(calendar, walked.at)
        exact = "T" in str(wanted)
        if (due if exact else due.date()) != _moment(str(wanted), calendar):
            yield f"“{name}” is due {due:%Y-%m-%dT%H:%M}, not {wanted}"


def _who_differences(spec: ServiceSpec, test: WalkTest, walked: Walked) -> Iterator[str]:
    open_steps = {
        step.name: sorted(step.by) for step in spec.open_steps(walked.state, answers=walked.answers)
    }
    for name, wanted in _mapping(test, "who_may").items():
        found = open_steps.get(name, [])
        if found != sorted(wanted):
            yield f"“{name}” may be taken by {found}, not by {wanted}"


def _mapping(test: WalkTest, name: str) -> Mapping[str, Any]:
    part = test.expect.get(name, {})
    return part if isinstance(part, Mapping) else {}


def _instant(text: str, calendar: WorkCalendar) -> datetime:
    moment = datetime.fromisoformat(text)
    return calendar.instant(moment.date(), moment.time())


def _moment(text: str, calendar: WorkCalendar) -> date:
    return _instant(text, calendar) if "T" in text else date.fromisoformat(text)
