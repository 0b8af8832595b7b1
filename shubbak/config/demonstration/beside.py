"""What happens beside the steps of a file: labels, callers, general faults."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KT

from shubbak.cases.actions import (
    advance_incident,
    link_to_incident,
    make_label,
    open_incident,
    put_label,
    say_of_incident,
)
from shubbak.cases.models import Case, Incident, Label
from shubbak.cases.rules import StepFacts
from shubbak.config.demonstration.stage import Stage
from shubbak.contact.actions import Said, check_identity, keep_contact, keep_general_contact
from shubbak.contact.queries import to_ask
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of

Facts = Mapping[str, Any]


def make_labels(stage: Stage, at: datetime) -> None:
    """The labels of the body, once, by whoever its story names."""
    for described in stage.story.get("labels", ()):
        if not _labelled(described["words"]["ar"]).exists():
            maker = actor_of(Staff.objects.get(email=described["by"]))
            make_label(words=described["words"], colour=described["colour"], actor=maker, at=at)


def label(case: Case, actor: Actor, at: datetime, facts: Facts) -> None:
    """Put a label on a file; ``put`` is its Arabic word."""
    put_label(case=case, label=_labelled(facts["put"]).get(), actor=actor, at=at)


def answer_caller(case: Case, actor: Actor, at: datetime, facts: Facts) -> None:
    """Somebody asks about their file, shows who they are, and is answered."""
    staff, channel = Staff.objects.get(pk=actor.id), facts["channel"]
    known = [fact.code for fact in to_ask(case, staff, channel, at, 0).asked]
    check_identity(case=case, channel=channel, round_=0, matched=known, staff=staff, at=at)
    said = Said(channel, facts["asked"], facts["said"], facts.get("outcome", "answered"))
    keep_contact(case=case, facts=said, staff=staff, at=at)


def answer_question(move: Facts, at: datetime) -> None:
    """Somebody asks what is about no file."""
    said = Said(move["channel"], move["asked"], move["said"], "answered", move.get("name", ""))
    keep_general_contact(facts=said, staff=Staff.objects.get(email=move["as"]), at=at)


def _open(lead: Case, case: Case, actor: Actor, at: datetime, facts: Facts) -> None:
    del lead
    open_incident(case=case, words=facts["words"], actor=actor, at=at)


def _link(lead: Case, case: Case, actor: Actor, at: datetime, facts: Facts) -> None:
    del facts
    incident = Incident.objects.get(lead=lead)
    for _, refusal in link_to_incident(cases=[case], incident=incident, actor=actor, at=at).refused:
        raise refusal


def _say(lead: Case, case: Case, actor: Actor, at: datetime, facts: Facts) -> None:
    del case
    incident = Incident.objects.get(lead=lead)
    say_of_incident(incident=incident, words=facts["words"], actor=actor, at=at)


def _end(lead: Case, case: Case, actor: Actor, at: datetime, facts: Facts) -> None:
    del case
    given = {name: value for name, value in facts.items() if name != "step"}
    advance_incident(case=lead, step=facts["step"], actor=actor, at=at, facts=StepFacts(**given))


OF_INCIDENTS: Mapping[str, Callable[[Case, Case, Actor, datetime, Facts], None]] = {
    "open_incident": _open,
    "link": _link,
    "say": _say,
    "end_incident": _end,
}
"""By the name of the move: what is done with the file that leads and the one that the move is about."""


def _labelled(word: str) -> Any:
    return Label.objects.annotate(arabic=KT("words__ar")).filter(arabic=word)
