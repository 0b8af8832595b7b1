"""Where higher rooms add guards and effects to the engine, which never knows them.

A room registers them in its own ``case_effects.py``, found when Django starts. The name becomes known to the
linter of packs at the same time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Union
from uuid import UUID

from django.utils.functional import Promise

from shubbak.cases.models import Case, CaseLetter
from shubbak.cases.rules import StepFacts
from shubbak.catalogue import vocabulary
from shubbak.catalogue.spec import Effect, ServiceSpec
from shubbak.foundation.localized import Localized
from shubbak.journal.rules import Actor
from shubbak.notifications.rules import Reachable, reach
from shubbak.payments.ledger.models import Payable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass
class Occasion:
    """A step under way: what guards look at and effects work on. `step` is empty for a deposit.

    `result` is the case's result once the step is taken; `letter` the last letter that an effect made;
    `slip` the letter that was entered for another body; `other` the number of the file that it was joined to,
    `incident` what is said of the incident that it belongs to;
    `made` what an effect of a room above brought about, such as the number of a contract, or words in each
    language, and `owed` what it says in the letter; `promised` when
    the clock that the public sees ends, once the step is taken.
    """

    case: Case
    spec: ServiceSpec
    step: str
    actor: Actor
    at: datetime
    facts: StepFacts = field(default_factory=StepFacts)
    result: str = ""
    letter: CaseLetter | None = None
    slip: CaseLetter | None = None
    other: str = ""
    incident: str = ""
    made: str | Localized = ""
    owed: int = 0
    promised: datetime | None = None


Erase = Callable[[Case, Actor, datetime], None]
Guard = Callable[[Occasion, str], bool]
"""True lets the step pass; the text is the guard's argument in the pack."""
Run = Callable[[Occasion, Effect], None]

FilesOf = Callable[[int], Iterable[UUID]]
"""The files that a member of staff (by id) sees by reason of a room above."""

Correspondents = Callable[[Case, datetime], Sequence[Reachable] | None]
"""Everybody to write to about a file; None leaves it to the rule of all files."""


@dataclass(frozen=True)
class Detail:
    """What whoever takes a step gives for a guard of a room above. A number is whole, money has the
    decimals of the currency; a `choice` is one of `choices`, value and words.
    """

    name: str
    label: Union[str, "_StrPromise"]
    kind: Literal["text", "number", "money", "day", "choice"] = "text"
    hint: Union[str, "_StrPromise"] = ""
    choices: Sequence[tuple[str, str]] = ()
    initial: str = ""
    is_required: bool = True


Asks = Callable[[Case, datetime], Sequence[Detail]]
PayablesOf = Callable[[Case, datetime], Sequence[Payable]]

PHASES = ("move", "charge", "record", "paper", "tell")
"""Effects run in this order, whatever the order in a pack: the file moves, somebody takes charge of it, facts
are written, papers are made and numbered, and only then is anybody told. So no letter names the unit that the
file has just left. Within a phase the order of the pack holds.
"""

_guards: dict[str, Guard] = {}
_effects: dict[str, Run] = {}
_phases: dict[str, int] = {}
_erasers: list[Erase] = []
_correspondents: list[Correspondents] = []
_viewers: list[FilesOf] = []
_asks: dict[str, Asks] = {}
_standing: set[str] = set()
_refusals: dict[str, Promise] = {}
_payables: list[PayablesOf] = []


def register_guard(
    name: str,
    check: Guard,
    *,
    words: str = "",
    argument: str = "none",
    asks: Asks | None = None,
    is_standing: bool = False,
) -> None:
    """Supply a guard. `words` (what it asks for, in English) make it known to packs if they do not know it.

    `asks`: what the form of the step asks for it. `is_standing`: it looks at the file alone, so that nothing
    given with the step opens it.
    """
    _guards[name] = check
    if asks:
        _asks[name] = asks
    if is_standing:
        _standing.add(name)
    if words:
        vocabulary.register_guard(name, words, argument)


def register_effect(
    name: str, run: Run, *, words: str = "", argument: str = "none", phase: str = "record"
) -> None:
    """Supply an effect that runs in one of :data:`PHASES`; with `words` it becomes known to packs."""
    _effects[name], _phases[name] = run, PHASES.index(phase)
    if words:
        vocabulary.register_effect(name, words, argument)


def register_refusals(words: Mapping[str, Promise]) -> None:
    """Supply the sentences for what effects of a room above refuse (`rules.Refused`), by their codes."""
    _refusals.update(words)


def words_of_refusal(code: str) -> Promise | None:
    return _refusals.get(code)


def details_asked(case: Case, guards: Iterable[str], at: datetime) -> list[Detail]:
    """What the form of a step with these guards asks besides the engine's own."""
    return [detail for name in guards if name in _asks for detail in _asks[name](case, at)]


def stands_alone(guard: str) -> bool:
    """Whether a guard looks at the file alone."""
    return guard in _standing


def register_payables(find: PayablesOf) -> None:
    """Supply what else than its fees is to be paid for a file to go on, such as a final bill."""
    if find not in _payables:
        _payables.append(find)


def payables_beside(case: Case, at: datetime) -> list[Payable]:
    """What is to be paid besides the fees of the file."""
    return [payable for find in _payables for payable in find(case, at)]


def register_eraser(erase: Erase) -> None:
    """Supply what a room above erases of its own with a file (law 09-08), in the same transaction."""
    _erasers.append(erase)


def erasers() -> tuple[Erase, ...]:
    return tuple(_erasers)


def register_viewers(find: FilesOf) -> None:
    """Supply which files somebody sees besides their own, such as a member of a committee."""
    if find not in _viewers:
        _viewers.append(find)


def shown_besides(staff_id: int) -> list[UUID]:
    """The files that rooms above show to somebody."""
    return [file for find in _viewers for file in find(staff_id)]


def register_correspondents(find: Correspondents) -> None:
    """Supply whom the body writes to about some files, in place of the rule of all."""
    _correspondents.append(find)


def people_of(case: Case, at: datetime) -> Sequence[Reachable]:
    """Those with whom the body speaks about a file, first whose matter it is."""
    supplied = _supplied(case, at)
    if supplied is not None:
        return supplied
    return [person for person in (case.applicant, case.submitter) if person]


def correspondents(case: Case, at: datetime) -> Sequence[Reachable]:
    """Those to write to about a file.

    Of most files that is one: the person concerned or, where they gave no address, whoever deposited.
    """
    supplied = _supplied(case, at)
    if supplied is not None:
        return [person for person in supplied if reach(person)]
    people = [person for person in (case.applicant, case.submitter) if person and reach(person)]
    return people[:1]


def _supplied(case: Case, at: datetime) -> Sequence[Reachable] | None:
    answers = (find(case, at) for find in _correspondents)
    return next((found for found in answers if found is not None), None)


def holds(occasion: Occasion, name: str, argument: str) -> bool:
    """Whether a guard lets a step pass. A guard that nobody supplies never does."""
    check = _guards.get(name)
    return check is not None and check(occasion, argument)


def run_effects(occasion: Occasion, effects: Iterable[Effect]) -> None:
    """Bring about all effects, phase after phase.

    :raises LookupError: when nobody supplies one of them (the linter refuses such a pack).
    """
    for effect in sorted(effects, key=_phase_of):
        _effects[effect.name](occasion, effect)


def _phase_of(effect: Effect) -> int:
    try:
        return _phases[effect.name]
    except KeyError:
        raise LookupError(f"nobody supplies the effect {effect.name!r}") from None


def supplied_guards() -> frozenset[str]:
    return frozenset(_guards)


def supplied_effects() -> frozenset[str]:
    return frozenset(_effects)
