"""What is asked for: files of two units and of another agency, and a draft, each full of its own canary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.api.links import segment_of
from shubbak.cases.actions import (
    advance,
    ask_for_papers,
    begin_draft,
    deposit,
    lay_paper,
    note,
    receive_from_person,
    save_draft,
    send_to_unit,
    write_to_person,
)
from shubbak.cases.models import Case, CaseLetter, CasePaper
from shubbak.cases.rules import AskedItem, PaperFacts
from shubbak.catalogue.queries import current_service
from shubbak.documents.actions import begin_upload, store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import FilePolicy
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import actor_of
from tests.promises.clients import photograph

LABELS = ("water", "power", "permit", "draft")
FILES = FilePolicy(("png",), 1_000_000, 5)


@dataclass(frozen=True)
class Seeded:
    """One object and the word that stands in each of its texts, names and files."""

    label: str
    values: Mapping[str, Any]
    case: Case = field(default_factory=Case)


def canary(label: str) -> str:
    return f"CANARY{label.upper()}"


def absent() -> Seeded:
    """Ids of nothing."""
    names = ("case_id", "letter_id", "document_id", "draft_id", "upload_id", "observation", "paper")
    values: dict[str, Any] = {name: uuid4() for name in names}
    return Seeded("absent", {**values, "paper_id": 999_999, "number": "987654-2026"})


def seed(at: datetime) -> dict[str, Seeded]:
    """Everything, through the actions that serve the public; the utility stays chosen."""
    look_at(Agency.objects.get(code="madina"))
    for _ in range(3):  # numbers that no file of the utility has
        seeded = {"permit": permit(at)}
    look_at(Agency.objects.get(code="miyah"))
    seeded["water"] = complaint("water", "water_network", "eau@miyah.example", at)
    seeded["power"] = complaint("power", "electricity_network", "electricite@miyah.example", at)
    seeded["draft"] = draft(at)
    return seeded


def complaint(label: str, unit: str, agent: str, at: datetime) -> Seeded:
    """A file on which every kind of text was written, standing with one unit, an observation open."""
    word = canary(label)
    answers = {
        "problem": "no_water",
        "since": (at - timedelta(days=1)).date().isoformat(),
        "where": {"choice": "address", "district": "nakhil", "street": word},
        "details": word,
        "name": word,
        "phone": "0661000041",
        "email": f"{word.lower()}@example.ma",
        "preferred_channel": "email",
    }
    paper = PaperFacts(stored(word, at).pk, "photo")
    case = deposited("technical-complaint", answers, (paper,), at)
    counter, worker = (actor_of(Staff.objects.get(email=name)) for name in ("guichet@miyah.example", agent))
    send_to_unit(case=case, unit=Unit.objects.get(code=unit), actor=counter, at=at, reason=word)
    advance(case=Case.objects.get(pk=case.pk), step="take", actor=worker, at=at)
    fresh = Case.objects.get(pk=case.pk)
    note(case=fresh, words=word, actor=worker, at=at)
    write_to_person(case=fresh, words=word, subject=word, actor=worker, at=at)
    receive_from_person(case=fresh, words=word, actor=Actor("applicant", "portal", word), at=at)
    asked = AskedItem("photo", {"ar": word, "fr": word, "en": word}, word)
    observation = ask_for_papers(case=fresh, items=[asked], words=word, actor=worker, at=at)
    return described(label, fresh, observation.pk)


def permit(at: datetime) -> Seeded:
    """A file of the other agency."""
    word = canary("permit")
    person = {"kind": "natural", "name": word, "identity_kind": "national_id", "identity_number": "G123481"}
    answers = {
        "works": ["tiles"],
        "works_details": word,
        "structure": False,
        "where": {"choice": "address", "district": "medina", "street": word},
        "capacity": "owner",
        "applicant": person,
        "phone": "0661000042",
        "email": f"{word.lower()}@example.ma",
    }
    papers = [PaperFacts(stored(f"{word}{name}", at).pk, name) for name in ("property", "photos")]
    return described("permit", deposited("repair-permit", answers, papers, at), uuid4())


def draft(at: datetime) -> Seeded:
    """What somebody writes in another browser."""
    word = canary("draft")
    kept, _token = begin_draft(
        service_version=current_service("technical-complaint"), language="ar", at=at, channel="portal"
    )
    save_draft(draft=kept, at=at, answers={"name": word, "details": word}, page="contact")
    laid = lay_paper(draft=kept, requirement="photo", document=stored(word, at), at=at)
    upload = begin_upload(
        bound_to=kept.pk, requirement="photo", name=f"{word}.png", length=10, allowed=FILES, at=at
    )
    values = {
        "draft_id": kept.pk,
        "upload_id": upload.pk,
        "paper_id": laid.pk,
        "document_id": laid.document_id,
    }
    return Seeded("draft", {**absent().values, **values})


def described(label: str, case: Case, observation: UUID) -> Seeded:
    paper = CasePaper.objects.filter(case=case).first()
    letter = CaseLetter.objects.filter(case=case).first()
    assert paper is not None
    assert letter is not None
    values = {
        "case_id": case.pk,
        "number": segment_of(case.number),
        "paper_id": paper.pk,
        "document_id": paper.document_id,
        "paper": paper.document_id,
        "letter_id": letter.pk,
        "observation": observation,
    }
    return Seeded(label, {**absent().values, **values}, case)


def deposited(service: str, answers: Mapping[str, Any], papers: Any, at: datetime) -> Case:
    return deposit(
        service_version=current_service(service),
        answers=answers,
        papers=papers,
        channel="portal",
        language="ar",
        submission_id=uuid4(),
        actor=Actor("applicant", "portal"),
        at=at,
    )


def stored(word: str, at: datetime) -> Document:
    """A picture whose bytes and name hold the word."""
    content = photograph(word.encode(), plain=True)
    file = SimpleUploadedFile(f"{word}.png", content, "image/png")
    return store_upload(stream=BytesIO(file.read()), name=f"{word}.png", allowed=FILES, at=at)
