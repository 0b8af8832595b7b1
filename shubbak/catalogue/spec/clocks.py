"""Clocks of a service: how long the body gives itself, or the law gives it."""

from dataclasses import dataclass, field

from shubbak.catalogue.spec.conditions import Answers, Condition
from shubbak.foundation.localized import Localized
from shubbak.foundation.working_time.reckoning import Rules


@dataclass(frozen=True, slots=True)
class Escalation:
    """``at``: a length before (``-4 working_hours``) or after the due time, ``0`` when it runs out.

    ``to`` names a role of the pack; ``step`` a step the clock takes, empty to only tell the role.
    """

    at: str
    to: str
    step: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """One prolongation, by a role, of a length, with a reason told to the person."""

    length: str
    by: tuple[str, ...]
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """What no answer means: ``none``, ``approval_claim`` or ``refusal``; never an act by itself."""

    kind: str
    letter: str = ""
    text: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockSpec:
    """A clock. It starts on entering one of ``starts`` and stops where it is neither run nor held.

    ``length`` is read by ``working_time.Length.parse``. ``calendar``: ``agency``, or ``always`` (24/7).
    ``rules`` say how its days are counted. ``on_correction``: ``continue`` or ``restart`` after a hold. With
    a ``when`` it starts only for answers that fulfil it.
    """

    name: str
    title: Localized
    length: str
    starts: tuple[str, ...]
    calendar: str
    rules: Rules
    on_correction: str
    public: bool
    warn: tuple[str, ...]
    escalate: tuple[Escalation, ...]
    extension: Extension | None
    silence: Silence
    text: Localized
    setting: str = ""
    when: Condition | None = None

    def concerns(self, answers: Answers) -> bool:
        """Whether it starts at all on a file with these answers."""
        return self.when is None or self.when.holds(answers)
