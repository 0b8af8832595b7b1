"""Correcting what a file says of its person, at their word (law 09-08, art. 8)."""

from datetime import datetime

from shubbak.cases.actions.advance import load
from shubbak.cases.actions.history import remember
from shubbak.cases.indexing import reindex_case
from shubbak.cases.models import Case
from shubbak.cases.permissions import roles_of_actor, works_on
from shubbak.cases.rules import Refused
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.people.actions import Described, correct_person


@action
def correct_applicant(*, case: Case, told: Described, reason: str, actor: Actor, at: datetime) -> Case:
    """Write what is right in place of what is wrong. The register keeps the name as it was deposited.

    :param reason: the request it comes from, or what was shown at the counter.
    :raises Refused: ``not_yours``, ``nothing_changed``; ``erased`` of a file whose contents are gone.
    """
    fresh = load(case)
    if not works_on(fresh, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    if fresh.erased_at is not None:
        raise Refused("erased")
    changed = correct_person(person=fresh.applicant, told=told, actor=actor, at=at)
    if not changed:
        raise Refused("nothing_changed")
    remember(fresh, "person_corrected", actor=actor, at=at, words=reason, facts={"fields": " ".join(changed)})
    reindex_case(fresh.pk)
    return fresh
