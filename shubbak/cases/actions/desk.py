"""What staff do at the desk besides the pack's own steps: take, assign, send on, note, prolong."""

from datetime import datetime

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.advance import advance, load, write
from shubbak.cases.actions.clocks import reckon_again
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion, run_effects
from shubbak.cases.models import Case, CaseClock, CaseEvent
from shubbak.cases.permissions import heads, may_be_in_charge, may_step, plays, roles_of_actor, works_on
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT, Effect, Step
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import acting_for, on_duty


@action
def take(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Take a file: by the pack's step that puts its taker in charge where one is open, else without a step.

    :raises Refused: ``not_yours``, ``closed``, ``changed_meanwhile`` if somebody else was first.
    """
    fresh = _open_case(case)
    step = _step_with(fresh, Effect("assign", "actor"), actor, at)
    if step is not None:
        return advance(case=fresh, step=step.name, actor=actor, at=at)
    return _put_in_charge(fresh, Staff.objects.get(pk=actor.id), "taken", actor, at)


@action
def assign(*, case: Case, assignee: Staff, actor: Actor, at: datetime) -> Case:
    """Put somebody in charge: by the pack's step, else by the head of the unit that holds the file.

    :raises Refused: ``not_yours``, ``not_theirs`` (the assignee works elsewhere), ``closed``,
        ``changed_meanwhile``.
    """
    fresh = _open_case(case)
    step = _step_with(fresh, Effect("assign", "chosen"), actor, at)
    if step is not None:
        facts = StepFacts(assignee=assignee.pk)
        return advance(case=fresh, step=step.name, actor=actor, at=at, facts=facts)
    if not heads(fresh, roles_of_actor(actor, at)):
        raise Refused("not_yours")
    if not may_be_in_charge(fresh, assignee, at):
        raise Refused("not_theirs")
    return _put_in_charge(fresh, acting_for(assignee, at), "assigned", actor, at)


@action
def send_to_unit(*, case: Case, unit: Unit, actor: Actor, at: datetime, reason: str = "") -> Case:
    """Send the file to another unit: by the pack's step, else by whoever works on it.

    :raises Refused: ``not_yours``, ``closed``, ``guard:reason``.
    """
    fresh = _open_case(case)
    step = _step_with(fresh, Effect("move_to", "chosen"), actor, at)
    if step is not None:
        facts = StepFacts(unit=unit.code, reason=reason)
        return advance(case=fresh, step=step.name, actor=actor, at=at, facts=facts)
    if not works_on(fresh, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    fresh.unit, fresh.assignee = unit, on_duty(unit, at)
    write(fresh, "unit", "assignee")
    remember(fresh, "sent", actor=actor, at=at, words=reason, unit=unit, facts={"unit": unit.code})
    return fresh


@action
def record_opinion(*, case: Case, name: str, words: str, actor: Actor, at: datetime) -> CaseEvent:
    """An opinion that the pack's guard ``opinion`` waits for.

    :raises Refused: ``not_yours``.
    """
    require_work(case, actor, at)
    return remember(case, "opinion", actor=actor, at=at, words=words, facts={"name": name})


@action
def extend_clock(*, case: Case, code: str, reason: str, actor: Actor, at: datetime) -> Case:
    """Prolong a clock once, before it has run out, by a role that the pack names, with a reason that the
    person is told.

    :raises Refused: ``no_extension``, ``not_yours``, ``guard:reason``.
    """
    fresh = _open_case(case)
    spec = spec_of(fresh.service_version)
    extension = spec.clocks[code].extension if code in spec.clocks else None
    if extension is None:
        raise Refused("no_extension")
    if not reason.strip():
        raise Refused("guard:reason")
    roles = roles_of_actor(actor, at)
    if not any(plays(fresh, spec, roles, name) for name in extension.by):
        raise Refused("not_yours")
    clocks = CaseClock.objects.filter(case=fresh, code=code, ended_at=None, extended="", due_at__gte=at)
    if not clocks.update(extended=extension.length, warned=0, escalated=0):
        raise Refused("no_extension")
    agency = current_agency()
    calendar, version = calendar_of(agency), agency.calendar_version
    reckon_again(case=fresh, spec=spec, calendar=calendar, calendar_version=version, at=at)
    facts = {"clock": code, "length": extension.length}
    remember(fresh, "extended", actor=actor, at=at, words=reason, public=True, facts=facts)
    occasion = Occasion(case=fresh, spec=spec, step="", actor=actor, at=at, facts=StepFacts(reason=reason))
    run_effects(occasion, [Effect("notify", APPLICANT, {"letter": extension.letter})])
    return fresh


def _open_case(case: Case) -> Case:
    fresh = load(case)
    if fresh.closed_at:
        raise Refused("closed")
    return fresh


def require_work(case: Case, actor: Actor, at: datetime) -> None:
    """:raises Refused: ``not_yours``, unless the actor may write on the file."""
    if not works_on(load(case), roles_of_actor(actor, at), actor):
        raise Refused("not_yours")


def _step_with(case: Case, effect: Effect, actor: Actor, at: datetime) -> Step | None:
    """The first open step that the actor may take and that brings this effect about."""
    spec, roles = spec_of(case.service_version), roles_of_actor(actor, at)
    for step in spec.open_steps(case.state, answers=case.answers):
        brings = any((e.name, e.argument) == (effect.name, effect.argument) for e in step.effects)
        if brings and may_step(case, spec, step, actor, roles):
            return step
    return None


def _put_in_charge(case: Case, staff: Staff, what: str, actor: Actor, at: datetime) -> Case:
    if not works_on(case, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    untouched = Case.objects.filter(pk=case.pk, assignee_id=case.assignee_id, unit_id=case.unit_id)
    if not untouched.update(assignee=staff):
        raise Refused("changed_meanwhile")
    case.assignee = staff
    remember(case, what, actor=actor, at=at, facts={"staff": str(staff.pk)})
    return case
