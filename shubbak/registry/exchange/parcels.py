"""What travels between two bodies of an installation: a letter as facts, and the facts as a letter again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from shubbak.agencies.models import Agency, Parcel
from shubbak.agencies.queries import in_its_zone
from shubbak.documents.models import Document
from shubbak.registry.books.models import EntryEvent, Register
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.letters.models import Letter, LetterPaper, Nature
from shubbak.registry.letters.rules import Channel, Kind, LetterFacts, Priority, Secrecy, Sender

_OF_KIND = {Parcel.Kind.ANSWER: "reply", Parcel.Kind.COMPLAINT: "complaint"}
_PLAIN = ("language", "priority", "secrecy", "pieces", "enclosures", "national_portal", "national_reference")
_OF_SENDER = ("kind", "name", "city", "phone", "email", "address")


def kind_of(letter: Letter, answers: Parcel | None) -> Parcel.Kind:
    """An answer, a letter of ours, or one that came to us and goes to the body that it is for."""
    if answers is not None:
        return Parcel.Kind.ANSWER
    if letter.entry.series.register.direction != Register.Direction.IN:
        return Parcel.Kind.LETTER
    is_complaint = letter.nature is not None and letter.nature.code == "complaint"
    return Parcel.Kind.COMPLAINT if is_complaint else Parcel.Kind.FILE


def check_leaves(letter: Letter) -> None:
    """Whether a letter may leave the house at all.

    :raises RegistryRefused: ``still_sealed``, ``is_annulled``, ``words_erased``, ``paper_infected``.
    """
    if letter.secrecy == Secrecy.SEALED:
        raise RegistryRefused("still_sealed")
    if letter.entry.events.filter(kind=EntryEvent.Kind.ANNULLED).exists():
        raise RegistryRefused("is_annulled")
    if not hasattr(letter.entry, "subject"):
        raise RegistryRefused("words_erased")
    if letter.papers.filter(document__scan=Document.Scan.INFECTED).exists():
        raise RegistryRefused("paper_infected")


def told_of(letter: Letter) -> dict[str, Any]:
    """A letter in JSON, and no more than the letter. Whoever wrote it goes along where it only passes through
    us.
    """
    entry, writer = letter.entry, letter.correspondent
    passes = entry.series.register.direction == Register.Direction.IN and writer is not None
    return {
        **{name: getattr(letter, name) for name in _PLAIN},
        "subject": entry.subject.words,
        "nature": letter.nature.code if letter.nature else "",
        "reference": printed_number(entry),
        "written_on": in_its_zone(entry.received_at).date().isoformat(),
        "sender": {name: getattr(writer, name) for name in _OF_SENDER} if passes else {},
    }


def papers_of(letter: Letter) -> list[dict[str, Any]]:
    """As they came to us: copies with a stamp, with text, and proofs stay here."""
    ours = (LetterPaper.Role.SCAN, LetterPaper.Role.ENCLOSURE, LetterPaper.Role.SEALED)
    documents = [one.document for one in letter.papers.filter(role__in=ours).select_related("document__file")]
    return [
        {
            "name": document.name,
            "sha256": document.file_id,
            "size": document.file.size,
            "media_type": document.file.media_type,
        }
        for document in documents
    ]


def letter_of(parcel: Parcel, *, papers: Sequence[UUID], in_reply_to: UUID | None) -> LetterFacts:
    """What the receiver enters: its own letter, from the body that sent it."""
    told: Mapping[str, Any] = parcel.facts
    plain = ("subject", "reference", "language", "pieces", "national_portal", "national_reference")
    return LetterFacts(
        sender=_sender(parcel.sender, told.get("sender") or {}),
        channel=Channel.EXCHANGE,
        nature=_nature(parcel, told["nature"]),
        written_on=date.fromisoformat(told["written_on"]),
        priority=Priority(told["priority"]),
        secrecy=Secrecy(told["secrecy"]),
        enclosures=tuple(told["enclosures"]),
        in_reply_to=in_reply_to,
        papers=papers,
        **{name: told[name] for name in plain},
    )


def receiving_register(secrecy: str) -> Register | None:
    """The book that letters of other bodies are entered in; what is confidential goes into a closed one."""
    books = list(Register.objects.filter(direction=Register.Direction.IN))
    closed = [one for one in books if one.is_confidential]
    if secrecy != Secrecy.OPEN and closed:
        return closed[0]
    read = [one for one in books if not one.is_confidential]
    return next((one for one in read if one.code == "incoming"), read[0] if read else None)


def _sender(body: Agency, writer: Mapping[str, str]) -> Sender:
    if writer:
        plain = {name: writer[name] for name in _OF_SENDER if name != "kind"}
        return Sender(kind=Kind(writer["kind"]), **plain)
    return Sender(Kind.ADMINISTRATION, body.localized_name(body.default_language), email=body.email)


def _nature(parcel: Parcel, code: str) -> str:
    wanted = _OF_KIND.get(Parcel.Kind(parcel.kind), code)
    return wanted if Nature.objects.filter(code=wanted, retired_at=None).exists() else ""
