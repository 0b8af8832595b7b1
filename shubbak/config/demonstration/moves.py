"""What the people of the town's history do: bring something, take a step, tell, answer, rate."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from shubbak.cases.actions import (
    advance,
    answer_observation,
    ask_for_papers,
    deposit,
    note,
    receive_from_person,
    tell,
    write_to_person,
)
from shubbak.cases.models import Case
from shubbak.cases.rules import AnswerItem, AskedItem, OtherBody, PaperFacts, Refused, StepFacts
from shubbak.config.demonstration.beside import OF_INCIDENTS, answer_caller, answer_question, label
from shubbak.config.demonstration.newcomers import left_home, open_accounts, pay
from shubbak.config.demonstration.pictures import paper_picture
from shubbak.config.demonstration.stage import Stage
from shubbak.contact.rules import ContactRefused
from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.feedback.actions import rate, reopen
from shubbak.feedback.rules import FeedbackRefused
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of

LEFT_OUT = (Refused, FeedbackRefused, ContactRefused, ObjectDoesNotExist)
"""What a move meets where somebody else has worked on the case: the story of this case ends there."""


def bring(stage: Stage, key: str, described: Mapping[str, Any], submission_id: UUID, at: datetime) -> None:
    """Somebody deposits the subject of a story."""
    subject, person = stage.subject_of(described), stage.person_of(described)
    days = {"day": _day(at, -1), "tomorrow": _day(at, 1)}
    answers = _filled({**subject["answers"], **described.get("answers", {})}, {**person, **days})
    if subject.get("moves_in"):
        answers |= left_home(stage.agency.code, key, answers, at)
    papers = [_paper(name, at) for name in subject.get("papers", ())]
    case = deposit(
        service_version=stage.version_of(described),
        answers=answers,
        papers=papers,
        channel=described.get("channel", "portal"),
        language=person.get("language", "ar"),
        submission_id=submission_id,
        actor=Actor("applicant", "portal", person["name"]),
        at=at,
    )
    stage.remember(key, described, case)


def make_move(stage: Stage, key: str, move: Mapping[str, Any], at: datetime) -> None:
    """Make one move of a path.

    :raises LEFT_OUT: if the case does not allow it any more.
    """
    if move["do"] == "question":
        answer_question(move, at)
        return
    case = Case.objects.select_related("applicant").get(pk=stage.cases[key].pk)
    words = stage.words[case.pk]
    given = {name: value for name, value in move.items() if name not in _HOW}
    facts = _filled(given, words)
    actor = _actor(case, str(_filled(move["as"], words)))
    special = SPECIAL.get(move["do"])
    if special is not None:
        special(case, actor, at, facts)
        return
    if move["do"] in OF_INCIDENTS:
        OF_INCIDENTS[move["do"]](stage.lead_of(key), case, actor, at, facts)
        return
    if "assignee" in facts:
        facts["assignee"] = Staff.objects.get(email=facts["assignee"]).pk
    if paper := facts.pop("paper", ""):
        facts["papers"] = [_paper(paper, at)]
    if "body" in facts:
        facts["body"] = OtherBody(**facts["body"])
    advance(case=case, step=move["do"], actor=actor, at=at, facts=StepFacts(**facts))


def _ask(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    items = [AskedItem(**item) for item in facts["items"]]
    ask_for_papers(case=case, items=items, words=facts.get("words", ""), actor=actor, at=at)


def _resubmit(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    asked = case.observations.get(answered_at=None)
    answers = [
        AnswerItem(item.pk, papers=[_paper(item.requirement, at).document_id]) for item in asked.items.all()
    ]
    answer_observation(case=case, answers=answers, words=facts.get("words", ""), actor=actor, at=at)


def _tell(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    tell(case=case, actor=actor, at=at, **facts)


def _note(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    note(case=case, words=facts["words"], actor=actor, at=at)


def _write(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    write = receive_from_person if actor.kind == "applicant" else write_to_person
    write(case=case, words=facts["words"], actor=actor, at=at)


def _rate(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    rate(case=case, actor=actor, at=at, **facts)


def _reopen(case: Case, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    reopen(case=case, reason=facts["reason"], actor=actor, at=at)


SPECIAL: Mapping[str, Callable[[Case, Actor, datetime, Mapping[str, Any]], None]] = {
    "ask": _ask,
    "resubmit": _resubmit,
    "tell": _tell,
    "note": _note,
    "write": _write,
    "rate": _rate,
    "reopen": _reopen,
    "label": label,
    "contact": answer_caller,
    "pay": pay,
    "open_accounts": open_accounts,
}
_HOW = frozenset({"after", "do", "as", "chance"})


def _actor(case: Case, who: str) -> Actor:
    if who == "applicant":
        return Actor("applicant", str(case.pk), case.applicant.name)
    return actor_of(Staff.objects.get(email=who))


def _filled(value: Any, words: Mapping[str, Any]) -> Any:
    """The value with each ``$name`` replaced by its word."""
    if isinstance(value, Mapping):
        return {name: _filled(part, words) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, words) for part in value]
    if isinstance(value, str) and value.startswith("$"):
        return words[value[1:]]
    return value


def _day(at: datetime, later: int) -> str:
    return (at + timedelta(days=later)).date().isoformat()


def _paper(name: str, at: datetime) -> PaperFacts:
    document = store_bytes(
        content=paper_picture(name),
        name=f"{name}.jpg",
        format_code="jpeg",
        direction=Document.Direction.IN,
        origin="portal",
        at=at,
    )
    return PaperFacts(document.pk, requirement=name)
