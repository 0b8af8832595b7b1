"""States, steps and stages: what may happen to a file, and what the public sees of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shubbak.catalogue.spec.conditions import Answers, Condition
from shubbak.foundation.localized import Localized

APPLICANT, CLOCK, PARTNER = "applicant", "clock", "partner"
OUTSIDE_ROLES = frozenset({APPLICANT, CLOCK, PARTNER})


class StepClosed(Exception):
    """The step does not exist, is not open in this state, or was given a result that it does not offer."""

    def __init__(self, step: str, state: str, why: str = "not open in this state") -> None:
        super().__init__(f"{step}: {why} ({state})")
        self.step, self.state, self.why = step, state, why


@dataclass(frozen=True, slots=True)
class Need:
    """A guard by name, such as ``reason`` or ``document`` with the argument ``note``."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect: ``{notify: applicant, letter: x}`` is ``notify``, ``applicant``, ``{letter: x}``."""

    name: str
    argument: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublicStage:
    """A stage that the person sees. An ``aside`` one (waiting for you) qualifies the stage it interrupts."""

    code: str
    title: Localized
    aside: bool = False
    hint: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """``clocks`` run in this state, ``hold`` clocks stand still in it, all others are stopped."""

    name: str
    public: str
    title: Localized
    clocks: tuple[str, ...]
    hold: tuple[str, ...]
    final: bool
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """``by``: roles of the pack, or applicant, clock, partner. Of several ``results`` the actor gives one.

    With a ``when`` the step is there only on files whose answers fulfil it. ``invites`` says to the applicant
    what to write and send, where the step is theirs.
    """

    name: str
    title: Localized
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    needs: tuple[Need, ...]
    effects: tuple[Effect, ...]
    results: tuple[str, ...]
    keeps_state: bool = False
    reopens: bool = False
    hint: Localized = field(default_factory=dict)
    when: Condition | None = None
    invites: Localized = field(default_factory=dict)

    def concerns(self, answers: Answers) -> bool:
        """Whether the step is there at all on a file with these answers."""
        return self.when is None or self.when.holds(answers)

    def needs_guard(self, name: str) -> bool:
        return any(need.name == name for need in self.needs)

    def brings(self, effect: str, argument: str) -> bool:
        return any((found.name, found.argument) == (effect, argument) for found in self.effects)


@dataclass(frozen=True, slots=True)
class Transition:
    """One step taken from one state: what must be checked first, and what follows, in order.

    ``result`` is None while the step leaves the case's result as it was; ``""`` when it takes the result back
    (a re-opening).
    """

    step: str
    source: str
    target: str
    by: tuple[str, ...]
    needs: tuple[Need, ...]
    effects: tuple[Effect, ...]
    result: str | None
    final: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage on the tracking page; ``mark`` is ``done``, ``now`` or ``next``.

    ``note`` bears the words of the aside stage (such as "waiting for you") while it interrupts this one.
    """

    code: str
    title: Localized
    mark: str
    note: Localized = field(default_factory=dict)
    hint: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """The unit that a deposit goes to when its answers fulfil the condition."""

    unit: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Deposit:
    """What a deposit does: the first state, the unit that receives, and the effects in order."""

    state: str
    routes: tuple[Route, ...]
    effects: tuple[Effect, ...]
