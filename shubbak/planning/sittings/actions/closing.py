"""A sitting ends: each file has its outcome and goes on by itself; or it was cancelled, and files wait."""

from contextlib import suppress
from datetime import datetime

from shubbak.cases.actions import advance
from shubbak.cases.actions.history import remember
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import CLOCK as BY_CLOCK
from shubbak.catalogue.spec import Step
from shubbak.journal.actions import action
from shubbak.journal.rules import CLOCK, Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.planning.sittings.actions.agenda import lock_sitting, note, require_secretariat
from shubbak.planning.sittings.actions.calling import shut_links
from shubbak.planning.sittings.models import AgendaItem, Round, Sitting
from shubbak.planning.sittings.queries import consulted_on, said_on
from shubbak.planning.sittings.rules import ADJOURNED, SittingRefused, outcome_of

SAID = "sitting_said"


def close_sitting(*, sitting: Sitting, staff: Staff, at: datetime) -> list[AgendaItem]:
    """End the sitting; then each file takes by itself the step that its pack gives for its outcome, in a
    transaction of its own: what one of them refuses stops no other, and waits at the desk.

    :raises SittingRefused: ``not_yours``, ``sitting_over``, ``not_convoked``, ``designer_present``,
        ``opinions_awaited``.
    """
    decided = _close(sitting=sitting, staff=staff, at=at)
    for item in decided:
        go_on(item.case, item.outcome, actor_of(staff), at)
    return decided


@action
def _close(*, sitting: Sitting, staff: Staff, at: datetime) -> list[AgendaItem]:
    require_secretariat(staff, at)
    held = lock_sitting(sitting.pk)
    if held.state != Sitting.State.CONVOKED:
        raise SittingRefused("not_convoked")
    items = list(held.items.filter(left_at=None).select_related("case__service_version", "round"))
    if any(item.designer_present for item in items):
        raise SittingRefused("designer_present")
    if at < held.opinions_until and not all(_all_have_opined(item) for item in items):
        raise SittingRefused("opinions_awaited")
    for item in items:
        _decide(item, held, actor_of(staff), at)
    Sitting.objects.filter(pk=held.pk).update(state=Sitting.State.CLOSED, ended_at=at)
    shut_links(held, at)
    note(held, "sittings.closed", actor_of(staff), at, files=len(items))
    return items


@action
def cancel_sitting(*, sitting: Sitting, reason: str, staff: Staff, at: datetime) -> None:
    """The files wait for another one; links end.

    :raises SittingRefused: ``not_yours``, ``sitting_over``, ``no_reason``.
    """
    require_secretariat(staff, at)
    held = lock_sitting(sitting.pk)
    if not reason.strip():
        raise SittingRefused("no_reason")
    held.items.filter(left_at=None).update(left_at=at)
    cancelled = {"state": Sitting.State.CANCELLED, "ended_at": at, "reason": reason}
    Sitting.objects.filter(pk=held.pk).update(**cancelled)
    shut_links(held, at)
    note(held, "sittings.cancelled", actor_of(staff), at)


def go_on(case: Case, outcome: str, actor: Actor, at: datetime) -> bool:
    """Take the step that waited for this outcome alone; whether one was taken."""
    fresh = Case.objects.select_related("service_version").get(pk=case.pk)
    spec = spec_of(fresh.service_version)
    for step in spec.open_steps(fresh.state, None, fresh.answers):
        if _waits_for(step, outcome):
            taker = CLOCK if BY_CLOCK in step.by else actor
            with suppress(Refused):  # it needs something else too, or is somebody else's to take
                advance(case=fresh, step=step.name, actor=taker, at=at)
                return True
    return False


def _waits_for(step: Step, outcome: str) -> bool:
    return any(need.name == SAID and need.argument == outcome for need in step.needs)


def _all_have_opined(item: AgendaItem) -> bool:
    said = {each.body for each in said_on(item)}
    return said.issuperset(each.body for each in consulted_on(item.round))


def _decide(item: AgendaItem, sitting: Sitting, actor: Actor, at: datetime) -> None:
    """What was said makes the outcome; only an adjourned file stays ready for the next sitting."""
    item.outcome = outcome_of(said_on(item), consulted_on(item.round), sitting.quorum)
    AgendaItem.objects.filter(pk=item.pk).update(outcome=item.outcome, decided_at=at)
    if item.outcome != ADJOURNED:
        Round.objects.filter(pk=item.round_id, ended_at=None).update(ended_at=at)
    remember(item.case, "sitting_outcome", actor=actor, at=at, facts={"outcome": item.outcome})
