"""Uploads: one file by itself, before the deposit or the answer that names it.

The id in the answer is 122 random bits that no address lists: only who sent the file can name it.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from shubbak.agencies.queries import current_agency
from shubbak.api.limits import UPLOADS, count
from shubbak.api.problems import FieldError, Problem, invalid_field
from shubbak.api.rest.service import most_files
from shubbak.api.shapes import Code, Incoming, Instant
from shubbak.cases.queries.applicant import UPLOADS_WAIT, uploads_waiting
from shubbak.cases.rules import PaperFacts
from shubbak.catalogue.queries import UnknownService, service_for_people, spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import FilePolicy, FileRefused, Refusal, format_of_name
from shubbak.documents.wording import refusal_words

router = Router(tags=["uploads"])


class UploadShown(Schema):
    """A stored file; ``expires``: when it is forgotten unless a case names it."""

    id: UUID
    name: str
    size: int
    sha256: str
    media_type: str
    expires: Instant


class PaperGiven(Incoming):
    """An uploaded file (``document`` is its id) for a paper that the service names."""

    document: UUID
    requirement: Code


@router.post("/uploads", response={201: UploadShown}, operation_id="upload", summary="Send a file")
def upload(
    request: HttpRequest, service: Form[Code], document: Form[Code], file: File[UploadedFile]
) -> Status[UploadShown]:
    """``service`` and ``document`` say for which paper it is: they decide what may come in."""
    count(request, UPLOADS)
    at = timezone.now()
    try:
        stored = store_upload(
            stream=file, name=file.name or "file", allowed=_policy(service, document), at=at, origin="api"
        )
    except FileRefused as refused:
        raise Problem(
            "invalid",
            errors=[FieldError("/file", "file", refusal_words(refused))],
            reason=refused.reason.value,
        ) from refused
    return Status(201, _shown(stored, at))


def checked_papers(
    spec: ServiceSpec, papers: Sequence[PaperGiven], at: datetime, pointer: str = "/papers"
) -> list[PaperFacts]:
    """The papers that a body names, each known, still waiting, and what its requirement takes.

    :raises Problem: naming each that is not.
    """
    if not papers:
        return []
    waiting = uploads_waiting([paper.document for paper in papers], at)
    errors = [
        FieldError(f"{pointer}/{rank}/{field}", field, words)
        for rank, paper in enumerate(papers)
        for field, words in _faults(spec, paper, waiting.get(paper.document))
    ]
    if not errors:
        errors = _crowded(spec, papers, pointer)
    if errors:
        raise Problem("invalid", errors=errors)
    return [PaperFacts(paper.document, paper.requirement) for paper in papers]


def _faults(spec: ServiceSpec, paper: PaperGiven, sent: Document | None) -> list[tuple[str, str]]:
    wanted = spec.documents.get(paper.requirement)
    if wanted is None or wanted.direction != "in":
        return [("requirement", gettext("The service does not know this paper."))]
    if sent is None:
        return [("document", gettext("No such file is waiting. Send it again."))]
    known = format_of_name(sent.name)
    if known is None or known.code not in wanted.formats:
        refused = FileRefused(Refusal.FORMAT, formats=", ".join(wanted.formats).upper())
        return [("document", refusal_words(refused))]
    if sent.file.size > wanted.max_bytes:
        return [("document", refusal_words(FileRefused(Refusal.TOO_BIG, limit=wanted.max_bytes)))]
    return []


def _crowded(spec: ServiceSpec, papers: Sequence[PaperGiven], pointer: str) -> list[FieldError]:
    if len({paper.document for paper in papers}) < len(papers):
        return [FieldError(pointer, "papers", gettext("One file is named twice."))]
    counted = Counter(paper.requirement for paper in papers)
    return [
        FieldError(pointer, name, refusal_words(FileRefused(Refusal.TOO_MANY, count=most_files(spec, name))))
        for name, files in counted.items()
        if files > most_files(spec, name)
    ]


def _policy(service: str, name: str) -> FilePolicy:
    try:
        spec = spec_of(service_for_people(service))
    except UnknownService:
        raise invalid_field("/service", gettext("The body offers no such service.")) from None
    wanted = spec.documents.get(name)
    if wanted is None or wanted.direction != "in":
        raise invalid_field("/document", gettext("The service does not know this paper."))
    return FilePolicy(wanted.formats, wanted.max_bytes, most_files(spec, name))


def _shown(stored: Document, at: datetime) -> UploadShown:
    zone = ZoneInfo(current_agency().zone)
    return UploadShown(
        id=stored.pk,
        name=stored.name,
        size=stored.file.size,
        sha256=stored.file_id,
        media_type=stored.file.media_type,
        expires=(at + UPLOADS_WAIT).astimezone(zone).isoformat(timespec="seconds"),
    )
