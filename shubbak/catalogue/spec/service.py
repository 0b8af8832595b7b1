"""A whole service, and the walking of its workflow."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shubbak.catalogue.spec.classes import Derived
from shubbak.catalogue.spec.clocks import ClockSpec
from shubbak.catalogue.spec.conditions import Answers
from shubbak.catalogue.spec.form import Page, Question
from shubbak.catalogue.spec.parts import (
    Card,
    Letter,
    Publication,
    Requirement,
    Retention,
    RoleBinding,
    Setting,
    Survey,
    WalkTest,
)
from shubbak.catalogue.spec.workflow import (
    APPLICANT,
    Deposit,
    PublicStage,
    Stage,
    State,
    Step,
    StepClosed,
    Transition,
)
from shubbak.foundation.localized import Localized


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """One immutable version of a service. Mappings keep the order of the pack."""

    code: str
    version: str
    agency_kind: str
    kind: str
    title: Localized
    summary: Localized
    icon: str
    words: Mapping[str, Localized]
    keywords: Mapping[str, tuple[str, ...]]
    card: Card
    audience: tuple[str, ...]
    channels: tuple[str, ...]
    pages: tuple[Page, ...]
    documents: Mapping[str, Requirement]
    register: str
    outgoing_register: str
    roles: Mapping[str, RoleBinding]
    stage_list: tuple[PublicStage, ...]
    states: Mapping[str, State]
    deposit: Deposit
    steps: Mapping[str, Step]
    results: Mapping[str, Localized]
    clocks: Mapping[str, ClockSpec]
    letters: Mapping[str, Letter]
    publication: tuple[Publication, ...]
    survey: Survey | None
    retention: Mapping[str, Retention]
    settings: Mapping[str, Setting]
    tests: tuple[WalkTest, ...]
    title_of_case: Localized
    fees: Mapping[str, Localized]
    derived: Mapping[str, Derived]

    def step(self, state: str, name: str, result: str = "", answers: Answers | None = None) -> Transition:
        """Take a step from a state.

        :param result: the result chosen by the actor where the step offers several.
        :param answers: those of the file; None asks of no condition.
        :raises StepClosed: if the step is unknown, closed in this state or for these answers, or does not
            offer this result.
        """
        step = self.steps.get(name)
        if step is None or state not in step.sources:
            raise StepClosed(name, state)
        if answers is not None and not step.concerns(answers):
            raise StepClosed(name, state, "not for these answers")
        target = state if step.keeps_state else step.target
        return Transition(
            step=name,
            source=state,
            target=target,
            by=step.by,
            needs=step.needs,
            effects=step.effects,
            result=_result(step, state, result),
            final=self.states[target].final,
        )

    def open_steps(
        self, state: str, who: Collection[str] | None = None, answers: Answers | None = None
    ) -> tuple[Step, ...]:
        """Steps open in a state, in the order of the pack; of ``who`` (roles) and for ``answers`` only, if
        given.
        """
        return tuple(
            step
            for step in self.steps.values()
            if state in step.sources
            and (who is None or any(role in who for role in step.by))
            and (answers is None or step.concerns(answers))
        )

    def further_steps(self, state: str, answers: Answers | None = None) -> tuple[Step, ...]:
        """The applicant's steps besides those that every file knows: to send what was asked, to withdraw, to
        open it again.
        """
        return tuple(
            step
            for step in self.open_steps(state, (APPLICANT,), answers)
            if not step.reopens and not step.needs_guard("correction") and not self._ends_with(step)
        )

    def _ends_with(self, step: Step) -> bool:
        return step.target in self.states and self.states[step.target].final

    def stages(self, state: str, result: str = "", visited: Sequence[str] = ()) -> tuple[Stage, ...]:
        """Public stages in order, marked done, now or next.

        While an aside stage is current, the stage of the line that it interrupts is the current one and bears
        its words as a note. The last stage bears the words of the result once the file has ended in it;
        before, while the act is still to be delivered, they are its note.

        :param visited: names of the states that the file has stood in, oldest first.
        """
        now = self.states[state].public
        line = [stage for stage in self.stage_list if not stage.aside]
        reached = self._reached(now, visited)
        note = next((s.title for s in self.stage_list if s.code == now and s.aside), {})
        said = self.results.get(result, {}) if now in self._ends() else {}
        ended = said if self.states[state].final else {}
        return tuple(_marked(stage, rank - reached, note or said, ended) for rank, stage in enumerate(line))

    @property
    def initial(self) -> str:
        """The state that a deposit enters."""
        return self.deposit.state

    def classes_of(self, answers: Answers) -> dict[str, str]:
        """The answers that these answers bring with them, by name."""
        return {name: derived.rule_for(answers).value for name, derived in self.derived.items()}

    def unit_for(self, answers: Answers) -> str:
        """Code of the unit that receives a deposit with these answers: the first route that holds."""
        for route in self.deposit.routes:
            if route.when is None or route.when.holds(answers):
                return route.unit
        return self.card.receives

    def clock_state(self, state: str, clock: str) -> str:
        """``running``, ``held`` or ``off`` for a clock in a state."""
        place = self.states[state]
        if clock in place.clocks:
            return "running"
        return "held" if clock in place.hold else "off"

    def clocks_started_by(self, state: str, answers: Answers) -> tuple[ClockSpec, ...]:
        """Clocks that begin where a file with these answers enters a state."""
        return tuple(
            clock for clock in self.clocks.values() if state in clock.starts and clock.concerns(answers)
        )

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions

    def question(self, id: str) -> Question | None:
        return next((q for q in self.questions() if q.id == id), None)

    def shown_pages(self, answers: Answers) -> tuple[Page, ...]:
        """Pages the person meets with these answers."""
        return tuple(page for page in self.pages if page.when is None or page.when.holds(answers))

    def required_documents(self, answers: Answers) -> tuple[Requirement, ...]:
        """Papers that the person must bring with these answers."""
        return tuple(d for d in self.documents.values() if d.direction == "in" and _is_due(d, answers))

    @property
    def public_clock(self) -> ClockSpec | None:
        """The clock whose due date is promised to everybody: the first public one without a condition."""
        return next((clock for clock in self.clocks.values() if clock.public and clock.when is None), None)

    @property
    def public_clocks(self) -> tuple[str, ...]:
        """Names of the clocks that may be promised; of those that run on a file the first one is."""
        return tuple(clock.name for clock in self.clocks.values() if clock.public)

    def _reached(self, now: str, visited: Sequence[str]) -> int:
        line = [stage.code for stage in self.stage_list if not stage.aside]
        if now in line:
            return line.index(now)
        publics = (self.states[name].public for name in reversed(visited))
        ranks = (line.index(code) for code in publics if code in line)
        return next(ranks, self._before_aside(now, line))

    def _before_aside(self, now: str, line: list[str]) -> int:
        sources = [
            self.states[source].public
            for step in self.steps.values()
            if step.target in self.states and self.states[step.target].public == now
            for source in step.sources
        ]
        ranks = [line.index(code) for code in sources if code in line]
        return min(ranks) if ranks else 0

    def _ends(self) -> set[str]:
        """Public stages in which a file may end."""
        return {state.public for state in self.states.values() if state.final}


def _marked(stage: PublicStage, distance: int, note: Localized, ended: Localized) -> Stage:
    if distance:
        return Stage(stage.code, stage.title, "done" if distance < 0 else "next", hint=stage.hint)
    return Stage(stage.code, ended or stage.title, "now", note={} if ended else note, hint=stage.hint)


def _is_due(document: Requirement, answers: Answers) -> bool:
    return document.required if document.when is None else document.when.holds(answers)


def _result(step: Step, state: str, chosen: str) -> str | None:
    if step.reopens:
        return ""
    if chosen and chosen not in step.results:
        raise StepClosed(step.name, state, "does not give this result")
    if chosen or not step.results:
        return chosen or None
    return step.results[0] if len(step.results) == 1 else None
