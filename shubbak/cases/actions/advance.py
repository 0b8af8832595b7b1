"""One step of a case's workflow, with everything that follows from it."""

from datetime import datetime

from shubbak.cases.actions.belonging import follow_incident
from shubbak.cases.actions.clocks import promised_due, turn_clocks
from shubbak.cases.actions.history import remember
from shubbak.cases.actions.joining import hold_both, tell_joined
from shubbak.cases.extension import Occasion, holds, run_effects
from shubbak.cases.models import Case, Decision, Observation
from shubbak.cases.permissions import may_step, roles_of_actor
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT, ServiceSpec, Step, StepClosed, Transition
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor

NOTHING_GIVEN = StepFacts()
_WRITTEN = (
    "state", "state_since", "result", "unit", "assignee", "closed_at", "due_at", "risk_at", "held",
    "told_at", "papers_asked", "reopened",
)  # fmt: skip


@action
def advance(*, case: Case, step: str, actor: Actor, at: datetime, facts: StepFacts = NOTHING_GIVEN) -> Case:
    """Take one step of the case's workflow; gives the case as it stands afterwards.

    :raises Refused: ``step_closed``, ``not_yours``, ``guard:<name>``, or ``changed_meanwhile`` if
    somebody was first.
    """
    if facts.other_file:
        hold_both(case, facts.other_file)
    fresh = load(case)
    spec = spec_of(fresh.service_version)
    if fresh.state != case.state:
        raise Refused("changed_meanwhile")
    transition = _transition(spec, fresh, step, facts.result)
    occasion = Occasion(
        case=fresh, spec=spec, step=step, actor=actor, at=at, facts=facts, result=transition.result or ""
    )
    _check(occasion, spec.steps[step], transition)
    _come_first(fresh, transition, at)
    _apply(occasion, transition)
    return fresh


def load(case: Case) -> Case:
    """The case as it stands now, with what a step needs."""
    wanted = Case.objects.select_related("unit", "assignee", "applicant", "submitter", "service_version")
    return wanted.get(pk=case.pk)


def write(case: Case, *names: str) -> None:
    """Write columns of a case that this transaction already holds."""
    Case.objects.filter(pk=case.pk).update(**{name: getattr(case, name) for name in names})


def _transition(spec: ServiceSpec, case: Case, step: str, result: str) -> Transition:
    try:
        return spec.step(case.state, step, result, case.answers)
    except StepClosed as closed:
        raise Refused("step_closed", step=step, state=case.state) from closed


def _check(occasion: Occasion, step: Step, transition: Transition) -> None:
    roles = roles_of_actor(occasion.actor, occasion.at)
    if not may_step(occasion.case, occasion.spec, step, occasion.actor, roles):
        raise Refused("not_yours", step=step.name)
    for need in transition.needs:
        if not holds(occasion, need.name, need.argument):
            raise Refused(f"guard:{need.name}", argument=need.argument)


def _come_first(case: Case, transition: Transition, at: datetime) -> None:
    """Of two who take a step at the same time one comes first; the other is refused."""
    moved = transition.target != transition.source
    since = at if moved else case.state_since
    untouched = Case.objects.filter(pk=case.pk, state=transition.source, state_since=case.state_since)
    if not untouched.update(state=transition.target, state_since=since):
        raise Refused("changed_meanwhile")
    case.state, case.state_since = transition.target, since


def _apply(occasion: Occasion, transition: Transition) -> None:
    case, at = occasion.case, occasion.at
    _settle_result(occasion, transition)
    _stop_asking(occasion, transition)
    case.closed_at = (case.closed_at or at) if transition.final else None
    occasion.promised = promised_due(occasion.spec, turn_clocks(case=case, spec=occasion.spec, at=at))
    run_effects(occasion, transition.effects)
    write(case, *_WRITTEN)
    remember(
        case,
        "step",
        actor=occasion.actor,
        at=at,
        words=occasion.facts.reason,
        public=_is_public(occasion, transition),
        step=transition.step,
        source=transition.source,
        target=transition.target,
        result=transition.result or "",
        unit=case.unit,
    )
    tell_joined(occasion)
    if transition.final or occasion.spec.steps[transition.step].reopens:
        follow_incident(occasion)


def _settle_result(occasion: Occasion, transition: Transition) -> None:
    case, facts = occasion.case, occasion.facts
    if transition.result is None:
        occasion.result = case.result
        return
    if occasion.spec.steps[transition.step].reopens:
        case.reopened += 1
    case.result, case.told_at = transition.result, None
    if transition.result and occasion.actor.kind == "staff":
        Decision.objects.create(
            case=case,
            round=case.reopened,
            result=transition.result,
            reasons=facts.answer or facts.reason,
            at=occasion.at,
            by=occasion.actor.id,
            by_name=occasion.actor.name,
        )


def _stop_asking(occasion: Occasion, transition: Transition) -> None:
    """A file that no longer waits for the person asks nothing of them, whether they answered or not."""
    states = occasion.spec.states
    waited, waits = states[transition.source].waits, states[transition.target].waits
    if waited == APPLICANT and waits != APPLICANT:
        Observation.objects.filter(case=occasion.case, answered_at=None).update(answered_at=occasion.at)


def _is_public(occasion: Occasion, transition: Transition) -> bool:
    """The person sees a step that changes the public stage or that they took themselves."""
    states = occasion.spec.states
    seen_before, seen_now = states[transition.source].public, states[transition.target].public
    return seen_before != seen_now or occasion.actor.kind == "applicant"
