"""A file goes round the bodies, and leaves."""

from datetime import datetime

from shubbak.cases.actions.history import remember
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor, Fact
from shubbak.planning.sittings.models import AgendaItem, Consultation, Round
from shubbak.planning.sittings.queries import bodies_for, last_round


@action
def begin_round(*, case: Case, project_class: str, actor: Actor, at: datetime) -> Round:
    """Lay a file before the bodies that sit for its class now; what an earlier round said stays in history.

    :raises Refused: ``sittings:no_bodies`` where nobody sits for the class.
    """
    bodies = bodies_for(project_class)
    if not bodies:
        raise Refused("sittings:no_bodies")
    end_round(case, at)
    before = last_round(case)
    rank = before.rank + 1 if before else 1
    begun = Round.objects.create(case=case, rank=rank, project_class=project_class, began_at=at)
    Consultation.objects.bulk_create(
        Consultation(round=begun, body=body, binds=body.binds) for body in bodies
    )
    facts: dict[str, Fact] = {
        "class": project_class,
        "round": rank,
        "bodies": " ".join(body.code for body in bodies),
    }
    remember(case, "circulated", actor=actor, at=at, facts=facts)
    return begun


@action
def leave(*, case: Case, actor: Actor, at: datetime) -> None:
    """The file leaves the list and any agenda that is not yet deliberated; nothing where it is on none."""
    if end_round(case, at):
        remember(case, "left_sittings", actor=actor, at=at)


def end_round(case: Case, at: datetime) -> bool:
    """Its open item leaves with its round; whether there was one."""
    AgendaItem.objects.filter(case=case, outcome="", left_at=None).update(left_at=at)
    return bool(Round.objects.filter(case=case, ended_at=None).update(ended_at=at))
