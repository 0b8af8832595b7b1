"""Reminding whoever a file waits for."""

from datetime import datetime, timedelta

from shubbak.cases.actions.advance import load
from shubbak.cases.actions.effects import notify_staff
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion, correspondents
from shubbak.cases.models import Case, CaseEvent, CaseLetter
from shubbak.cases.permissions import roles_of_actor, works_on
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor, Fact
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About
from shubbak.people.queries import acting_for, head_of

BETWEEN_TWO = timedelta(hours=20)
"""Nobody is reminded of one file twice on one day."""


@action
def remind(*, case: Case, actor: Actor, at: datetime) -> CaseEvent:
    """Remind the person of what was asked of them, else whoever has the file in charge or heads its unit.

    The person gets the letter that asked once more, as a reminder.

    :raises Refused: ``closed``, ``not_yours``, ``reminded_before`` (within 20 hours), ``nothing_asked``,
    ``nobody_to_remind`` (the actor's own file, or one that nobody answers for), ``no_address``.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    fresh = load(case)
    if fresh.closed_at:
        raise Refused("closed")
    if not works_on(fresh, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    if fresh.events.filter(what="reminded", at__gt=at - BETWEEN_TWO).exists():
        raise Refused("reminded_before")
    waits_for_person = spec_of(fresh.service_version).states[fresh.state].waits == APPLICANT
    whom = _remind_person(fresh, at) if waits_for_person else _remind_staff(fresh, actor, at)
    return remember(fresh, "reminded", actor=actor, at=at, facts={"whom": whom})


def _remind_person(case: Case, at: datetime) -> str:
    letter = _asking_letter(case)
    about = About("case", str(case.pk))
    facts: dict[str, Fact] = {"letter": str(letter.pk), "reminder": True}
    people = correspondents(case, at)
    for person in people:
        post(about=about, person=person, template=letter.name, at=at, facts=facts)
    if not people:
        raise Refused("no_address")
    return "applicant"


def _asking_letter(case: Case) -> CaseLetter:
    asked = case.observations.filter(answered_at=None).first()
    letters = case.letters.filter(facts__observation=str(asked.pk)).order_by("-at") if asked else None
    letter = letters.first() if letters is not None else None
    if letter is None or letter.name not in spec_of(case.service_version).letters:
        raise Refused("nothing_asked")
    return letter


def _remind_staff(case: Case, actor: Actor, at: datetime) -> str:
    whom = acting_for(case.assignee, at) if case.assignee else head_of(case.unit, at)
    if whom is None or str(whom.pk) == actor.id:
        raise Refused("nobody_to_remind")
    occasion = Occasion(case=case, spec=spec_of(case.service_version), step="", actor=actor, at=at)
    notify_staff(occasion, whom, "reminded")
    return f"staff/{whom.pk}"
