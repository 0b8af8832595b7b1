"""Deposits that are still being written: they save themselves and are kept for thirty days."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, ManyToOneRel, OuterRef
from django.db.models.expressions import Combinable

from shubbak.cases.actions.deposit import deposit
from shubbak.cases.links import token_hash
from shubbak.cases.models import Case, Draft, DraftPaper
from shubbak.cases.queries.applicant import UPLOADS_WAIT
from shubbak.cases.rules import PaperFacts, PersonFacts
from shubbak.catalogue.models import ServiceVersion
from shubbak.documents.models import Document
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor

KEPT = timedelta(days=30)


@action
def begin_draft(
    *, service_version: ServiceVersion, language: str, at: datetime, channel: str = "portal"
) -> tuple[Draft, str]:
    """Begin a draft; gives it with its token, which is stored as a hash only and belongs in a cookie."""
    token = secrets.token_urlsafe(24)
    draft = Draft.objects.create(
        token_sha256=token_hash(token),
        service_version=service_version,
        language=language,
        channel=channel,
        created_at=at,
        updated_at=at,
        expires_at=at + KEPT,
    )
    return draft, token


@action
def save_draft(
    *,
    draft: Draft,
    at: datetime,
    answers: Mapping[str, Any] | None = None,
    page: str | None = None,
    applicant: PersonFacts | None = None,
    on_behalf_of: PersonFacts | None = None,
    for_oneself: bool = False,
    language: str | None = None,
) -> Draft:
    """Keep what was typed so far. `answers` are laid over the earlier ones; an answer of None is taken
    back. `for_oneself` takes back that the deposit is on behalf of somebody else.
    """
    kept = {**draft.answers, **(answers or {})}
    draft.answers = {name: value for name, value in kept.items() if value is not None}
    draft.page = page if page is not None else draft.page
    draft.language = language or draft.language
    draft.applicant = asdict(applicant) if applicant else draft.applicant
    kept_for = None if for_oneself else draft.on_behalf_of
    draft.on_behalf_of = asdict(on_behalf_of) if on_behalf_of else kept_for
    draft.updated_at, draft.expires_at = at, at + KEPT
    draft.save()
    return draft


@action
def lay_paper(*, draft: Draft, requirement: str, document: Document, at: datetime) -> DraftPaper:
    """Lay a stored file beside the draft."""
    Draft.objects.filter(pk=draft.pk).update(updated_at=at, expires_at=at + KEPT)
    return DraftPaper.objects.create(draft=draft, requirement=requirement, document=document, added_at=at)


@action
def take_paper_away(*, draft: Draft, paper_id: int) -> None:
    """Take a file away from a draft; its bytes go with the next sweep."""
    DraftPaper.objects.filter(draft=draft, pk=paper_id).delete()


@action
def drop_draft(*, draft: Draft) -> None:
    """Forget a draft."""
    draft.papers.all().delete()
    draft.delete()


@action
def deposit_draft(*, draft: Draft, actor: Actor, at: datetime, case_id: UUID | None = None) -> Case:
    """Deposit what the draft holds. A second time, from another tab or after a crash, gives the same case.

    :raises DepositInvalid, SubmissionConflict: as `deposit`.
    """
    papers = [PaperFacts(paper.document_id, paper.requirement) for paper in draft.papers.all()]
    case = deposit(
        service_version=draft.service_version,
        answers=draft.answers,
        applicant=PersonFacts(**draft.applicant) if draft.applicant else None,
        on_behalf_of=PersonFacts(**draft.on_behalf_of) if draft.on_behalf_of else None,
        papers=papers,
        channel=draft.channel,
        language=draft.language,
        submission_id=draft.submission_id,
        actor=actor,
        at=at,
        case_id=case_id,
        letter=draft.letter,
    )
    Draft.objects.filter(pk=draft.pk).update(case_id=case.pk)
    draft.case_id = case.pk
    return case


@action
def sweep_drafts(*, at: datetime) -> int:
    """Forget what nobody came back for, and drafts that became cases a day ago; how many went."""
    over = Draft.objects.filter(expires_at__lt=at) | Draft.objects.filter(
        case_id__isnull=False, updated_at__lt=at - timedelta(days=1)
    )
    ids = list(over.values_list("pk", flat=True)[:1000])
    DraftPaper.objects.filter(draft__in=ids).delete()
    Draft.objects.filter(pk__in=ids).delete()
    return len(ids)


@action
def sweep_uploads(*, at: datetime) -> int:
    """Forget files that came in and that nothing names after two days, of whatever room: no case, draft or
    letter, no scan that waits in a tray; how many went.
    """
    alone = Document.objects.filter(*_named_by_nothing(), direction="in")
    ids = list(alone.filter(added_at__lt=at - 2 * UPLOADS_WAIT).values_list("pk", flat=True)[:1000])
    Document.objects.filter(pk__in=ids).delete()
    return len(ids)


def _named_by_nothing() -> list[Combinable]:
    """Asked of every table with a key of documents."""
    keys = [key for key in Document._meta.get_fields(include_hidden=True) if isinstance(key, ManyToOneRel)]
    return [
        ~Exists(key.related_model._base_manager.filter(**{key.field.name: OuterRef("pk")})) for key in keys
    ]
