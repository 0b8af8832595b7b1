"""A draft that grows out of a letter: the sender is its applicant, the papers go along."""

from datetime import datetime
from typing import Any

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.drafts import begin_draft
from shubbak.cases.models import CaseMail, Draft, DraftPaper
from shubbak.cases.permissions import files_letter, roles_of_actor
from shubbak.cases.rules import PersonFacts, Refused
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.text.phones import parse_phone
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.registry.models import Correspondent, Letter

ORGANISED = frozenset({"company", "association", "union", "social_partner"})


@action
def begin_from_letter(
    *, letter: Letter, service_version: ServiceVersion, actor: Actor, at: datetime
) -> tuple[Draft, str]:
    """Begin the deposit of what came as a letter; gives the draft with its token, as `begin_draft`.

    :raises Refused: ``not_yours``, ``letter_is_a_file``.
    """
    if not files_letter(roles_of_actor(actor, at), letter):
        raise Refused("not_yours")
    if CaseMail.objects.filter(letter=letter, opened=True).exists():
        raise Refused("letter_is_a_file")
    spoken = current_agency().languages
    language = letter.language if letter.language in spoken else spoken[0]
    draft, token = begin_draft(service_version=service_version, language=language, at=at, channel="letter")
    draft.letter, spec = letter, spec_of(service_version)
    if letter.correspondent is not None:
        _write_sender(draft, spec, letter.correspondent, language)
    draft.save()
    DraftPaper.objects.bulk_create(
        DraftPaper(draft=draft, document_id=document, added_at=at)
        for document in letter.papers.values_list("document", flat=True)
    )
    return draft, token


def _write_sender(draft: Draft, spec: ServiceSpec, sender: Correspondent, language: str) -> None:
    """The form's questions about the person are answered; a form without them has its applicant at once."""
    phone = parse_phone(sender.phone, current_agency().country) if sender.phone else ""
    told = {"name": sender.name, "phone": phone, "email": sender.email, "address": sender.address}
    draft.answers = _answered(spec, {name: value for name, value in told.items() if value})
    if not draft.answers:
        kind = "legal" if sender.kind in ORGANISED else "natural"
        facts = {name: value or "" for name, value in told.items()}
        draft.applicant = {**vars(PersonFacts(**facts, kind=kind, language=language))}


def _answered(spec: ServiceSpec, told: dict[str, str]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in spec.questions():
        if question.type == "person":
            answers[question.id] = {"name": told["name"]}
        elif question.binds in told:
            answers[question.id] = told[question.binds]
    return answers
