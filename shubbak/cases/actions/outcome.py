"""From the result to the end: decide, return to the counter, tell, close, withdraw, re-open."""

from collections.abc import Callable
from datetime import datetime

from shubbak.cases.actions.advance import advance, load
from shubbak.cases.actions.effects import notify_in_charge
from shubbak.cases.actions.history import remember
from shubbak.cases.guards import was_told
from shubbak.cases.models import Case, CaseEvent, Telling
from shubbak.cases.permissions import may_step, roles_of_actor, works_on
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT, Step
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor, Fact


@action
def decide(*, case: Case, result: str, reasons: str, actor: Actor, at: datetime, step: str = "") -> Case:
    """Give the result with its reasons, by the open step of the actor that offers this result.

    :raises Refused: ``reasons_missing``, ``step_closed``, ``not_yours`` and the guards of the step.
    """
    if not reasons.strip():
        raise Refused("reasons_missing")
    name = step or _first_step(case, actor, at, lambda step: result in step.results)
    facts = StepFacts(result=result, answer=reasons, reason=reasons)
    return advance(case=case, step=name, actor=actor, at=at, facts=facts)


@action
def return_to_counter(*, case: Case, result: str, answer: str, actor: Actor, at: datetime) -> Case:
    """Give the result and hand the file to the counter, which tells the person and closes.

    :raises Refused: as `decide`; ``step_closed`` where the pack has no such step.
    """

    def returns(step: Step) -> bool:
        return result in step.results and any(effect.name == "move_to" for effect in step.effects)

    name = _first_step(case, actor, at, returns)
    return decide(case=case, result=result, reasons=answer, actor=actor, at=at, step=name)


@action
def tell(
    *, case: Case, channel: str, reached: bool, words: str, actor: Actor, at: datetime, to_name: str = ""
) -> Telling:
    """Write down a try to tell the person the outcome: when, how, reached or not, what was said.

    :raises Refused: ``nothing_to_tell`` before there is a result, ``not_yours``.
    """
    fresh = load(case)
    if not fresh.result:
        raise Refused("nothing_to_tell")
    if not works_on(fresh, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    telling = Telling.objects.create(
        case=fresh,
        round=fresh.reopened,
        at=at,
        by=actor.id,
        by_name=actor.name,
        to_name=to_name or fresh.applicant.name,
        channel=channel,
        reached=reached,
        words=words,
    )
    note_told(case=fresh, at=at)
    facts: dict[str, Fact] = {"channel": channel, "reached": reached}
    remember(fresh, "told", actor=actor, at=at, words=words, public=reached, facts=facts)
    return telling


def note_told(*, case: Case, at: datetime) -> bool:
    """Set `told_at` once the outcome counts as told; whether it does."""
    if not was_told(case):
        return False
    Case.objects.filter(pk=case.pk, told_at=None).update(told_at=at)
    return True


@action
def close(*, case: Case, actor: Actor, at: datetime, reason: str = "") -> Case:
    """Close by the open step that ends the file. A complaint is not closed before the person was told.

    :raises Refused: ``guard:outcome_told``, ``not_yours`` (only the counter where the pack says so),
    ``step_closed``.
    """
    spec = spec_of(case.service_version)

    def ends(step: Step) -> bool:
        return not step.keeps_state and spec.states[step.target].final

    name = _first_step(case, actor, at, ends)
    return advance(case=case, step=name, actor=actor, at=at, facts=StepFacts(reason=reason))


@action
def withdraw(*, case: Case, actor: Actor, at: datetime, reason: str = "") -> Case:
    """The person takes the request back: their open step that ends the file.

    :raises Refused: ``step_closed`` once it is too late for that.
    """
    spec = spec_of(case.service_version)
    for step in spec.open_steps(case.state, (APPLICANT,), case.answers):
        if not step.keeps_state and spec.states[step.target].final:
            return advance(case=case, step=step.name, actor=actor, at=at, facts=StepFacts(reason=reason))
    raise Refused("step_closed", step="withdraw", state=case.state)


@action
def reopen(*, case: Case, reason: str, actor: Actor, at: datetime) -> Case:
    """Open a closed file again within the pack's time; clocks start anew, the result is taken back.

    :raises Refused: ``step_closed``, ``guard:reason``, ``guard:within_reopening``.
    """
    spec = spec_of(case.service_version)
    for step in spec.open_steps(case.state, answers=case.answers):
        if step.reopens:
            return advance(case=case, step=step.name, actor=actor, at=at, facts=StepFacts(reason=reason))
    raise Refused("step_closed", step="reopen", state=case.state)


@action
def merge(*, case: Case, into: Case, actor: Actor, at: datetime, reason: str) -> Case:
    """Join a file to another one about the same matter, which goes on for both; there is no way back but the
    person's own re-opening.

    :raises Refused: ``step_closed`` where the pack has no such step in this state, ``not_yours``,
        ``guard:reason``, and as `joining.join`.
    """

    def joins(step: Step) -> bool:
        return any(effect.name == "join" for effect in step.effects)

    name = _first_step(case, actor, at, joins)
    facts = StepFacts(reason=reason, answer=reason, other_file=into.number)
    return advance(case=case, step=name, actor=actor, at=at, facts=facts)


@action
def claim_silence(*, case: Case, actor: Actor, at: datetime) -> CaseEvent:
    """The person relies on the silence of the body after its time: a claim for the staff, never an act by
    itself.

    :raises Refused: ``no_silence`` unless a clock with an approval claim has run out on an open file.
    """
    fresh = load(case)
    if not silence_open(fresh, at):
        raise Refused("no_silence")
    notify_in_charge(fresh, "silence_claimed", actor, at)
    return remember(fresh, "silence_claimed", actor=actor, at=at, public=True)


def silence_open(case: Case, at: datetime) -> bool:
    """Whether the person may claim the silence of the body now."""
    if case.closed_at or case.result:
        return False
    clocks = spec_of(case.service_version).clocks
    claimable = [name for name, clock in clocks.items() if clock.silence.kind == "approval_claim"]
    run_out = case.clocks.filter(code__in=claimable, state="running", due_at__lt=at).exists()
    return run_out and not case.events.filter(what="silence_claimed").exists()


def _first_step(case: Case, actor: Actor, at: datetime, fits: Callable[[Step], bool]) -> str:
    """The open step that fits and that the actor may take; of one that is another's, the refusal names it."""
    fresh = load(case)
    spec, roles = spec_of(fresh.service_version), roles_of_actor(actor, at)
    fitting = [step for step in spec.open_steps(fresh.state, answers=fresh.answers) if fits(step)]
    for step in fitting:
        if may_step(fresh, spec, step, actor, roles):
            return step.name
    raise Refused("not_yours" if fitting else "step_closed", state=fresh.state)
