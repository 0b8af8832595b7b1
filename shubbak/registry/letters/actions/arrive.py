"""A letter is entered: by a clerk at the registry office, or by what brings letters in."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from django.db import connection

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.documents.models import Document
from shubbak.foundation.working_time.length import Length
from shubbak.foundation.working_time.reckoning import Rules, reckon
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff
from shubbak.registry.books.actions.enter import enter
from shubbak.registry.books.manifest import NONCE_LENGTH, ManifestFile, manifest_of
from shubbak.registry.books.models import Entry, EntryParty, EntrySubject, Register
from shubbak.registry.books.rules import EntryFacts, PartyFacts, RegistryRefused, to_whole_second
from shubbak.registry.letters.models import Correspondent, Letter, LetterPaper, Nature
from shubbak.registry.letters.rules import LetterFacts, LetterInvalid, Secrecy, Sender
from shubbak.registry.letters.search import index_letter
from shubbak.search.arabic import fold

SENDER, ADDRESSEE = "sender", "addressee"
FROM_THE_REGISTER_DAY = Rules(late_arrival="next_worked_day")


@action
def register_letter(
    *,
    register: Register,
    facts: LetterFacts,
    submission_id: UUID,
    actor: Actor,
    at: datetime,
    clerk: Staff | None = None,
) -> UUID:
    """Enter a letter; the id of its entry. A repeat with the same `submission_id` gives the first one.

    A sealed envelope is entered unopened: its subject is what stands outside, and it has no papers. A letter
    of a confidential book is confidential at least.

    :raises LetterInvalid: with a code for each field, before anything is written.
    :raises RegistryRefused: ``takes_no_letters`` of a book that services keep.
    """
    _alone(submission_id)
    earlier = Entry.objects.filter(submission_id=submission_id).values_list("id", flat=True).first()
    if earlier is not None:
        return earlier
    if not register.direction:
        raise RegistryRefused("takes_no_letters")
    nature = Nature.objects.filter(code=facts.nature).first() if facts.nature else None
    facts = replace(facts, secrecy=_secrecy(register, nature, facts))
    if problems := facts.problems(in_its_zone(at)):
        raise LetterInvalid(problems)
    entry_id = uuid.uuid4()
    letter = _letter(register, nature, facts, entry_id, clerk, at)
    documents = list(Document.objects.filter(pk__in=facts.papers).select_related("file"))
    enter(
        facts=_entry_facts(register, facts, letter, submission_id, documents, at),
        actor=actor,
        rows=lambda _: [letter, *_papers(letter, documents, at)],
    )
    index_letter(letter=letter, facts=facts, at=at)
    return entry_id


def write_later(
    *, entry: Entry, facts: LetterFacts, arrived_at: datetime, clerk: Staff | None, at: datetime
) -> bytes:
    """The letter of a number that was given before: part of the action under way; the digest of its manifest.

    :raises LetterInvalid: with a code for each field, before anything is written.
    """
    register = entry.series.register
    nature = Nature.objects.filter(code=facts.nature).first() if facts.nature else None
    facts = replace(facts, secrecy=_secrecy(register, nature, facts))
    if problems := facts.problems(in_its_zone(at)):
        raise LetterInvalid(problems)
    letter = _letter(register, nature, facts, entry.pk, clerk, arrived_at)
    documents = list(Document.objects.filter(pk__in=facts.papers).select_related("file"))
    told = _entry_facts(register, facts, letter, entry.submission_id, documents, arrived_at)
    letter.save(force_insert=True)
    LetterPaper.objects.bulk_create(_papers(letter, documents, at))
    EntrySubject.objects.filter(entry=entry).update(words=told.subject)
    EntryParty.objects.bulk_create(
        EntryParty(entry=entry, role=one.role, name=one.name, contact=one.contact) for one in told.parties
    )
    index_letter(letter=letter, facts=facts, at=at)
    return told.manifest_sha256


def remember_correspondent(sender: Sender) -> Correspondent:
    """Whoever writes for the first time is known from then on; what was not known of one is filled in."""
    known, is_new = Correspondent.objects.get_or_create(
        kind=sender.kind,
        key=fold(sender.name),
        city=sender.city,
        defaults={
            "name": sender.name,
            "phone": sender.phone,
            "email": sender.email,
            "address": sender.address,
        },
    )
    told = {name: getattr(sender, name) for name in ("phone", "email", "address")}
    missing = {name: value for name, value in told.items() if value and not getattr(known, name)}
    if missing and not is_new:
        Correspondent.objects.filter(pk=known.pk).update(**missing)
    return known


def _alone(submission_id: UUID) -> None:
    """Two posts of one form come one after the other: the second one finds what the first has entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(submission_id)])


@action
def open_sealed(*, letter: Letter, reason: str, staff: Staff, actor: Actor, at: datetime) -> None:
    """Open an envelope that was registered sealed: each opening is a line of the journal.

    :raises RegistryRefused: ``not_sealed``, ``reason_missing``.
    """
    if letter.secrecy != Secrecy.SEALED:
        raise RegistryRefused("not_sealed")
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    Letter.objects.filter(pk=letter.pk, opened_at=None).update(opened_at=at)
    record(
        what="registry.opened",
        about=str(letter.pk),
        actor=actor,
        at=at,
        facts={"staff": staff.pk},
        private={"reason": reason},
    )


def _secrecy(register: Register, nature: Nature | None, facts: LetterFacts) -> Secrecy:
    if nature is not None and nature.stays_sealed:
        return Secrecy.SEALED
    return (
        Secrecy.CONFIDENTIAL if register.is_confidential and facts.secrecy == Secrecy.OPEN else facts.secrecy
    )


def _letter(
    register: Register,
    nature: Nature | None,
    facts: LetterFacts,
    entry_id: UUID,
    clerk: Staff | None,
    at: datetime,
) -> Letter:
    return Letter(
        entry_id=entry_id,
        correspondent=remember_correspondent(facts.sender),
        nature=nature,
        reference=facts.reference,
        written_on=facts.written_on,
        language=facts.language,
        priority=facts.priority,
        secrecy=facts.secrecy,
        pieces=facts.pieces,
        enclosures=list(facts.enclosures),
        national_portal=facts.national_portal,
        national_reference=facts.national_reference,
        found_at=facts.found_at,
        due_at=_due(nature, facts, at) if register.direction == Register.Direction.IN else None,
        in_reply_to_id=facts.in_reply_to,
        clerk=clerk,
        manifest_nonce=secrets.token_bytes(NONCE_LENGTH),
        stamp=Letter.Stamp.WAITING if facts.papers and register.direction == Register.Direction.IN else "",
    )


def _due(nature: Nature | None, facts: LetterFacts, at: datetime) -> datetime | None:
    """Until when the body answers: the day that the letter sets itself, else what its nature takes."""
    calendar = calendar_of(current_agency())
    if facts.due_on is not None:
        return calendar.instant(facts.due_on, time(23, 59))
    if nature is None or not nature.answer_within:
        return None
    return reckon(calendar, at, Length.parse(nature.answer_within), rules=FROM_THE_REGISTER_DAY).due


def _entry_facts(
    register: Register,
    facts: LetterFacts,
    letter: Letter,
    submission_id: UUID,
    documents: Sequence[Document],
    at: datetime,
) -> EntryFacts:
    files = [ManifestFile(document.name, document.file.size, document.file_id) for document in documents]
    manifest = manifest_of(
        nonce=bytes(letter.manifest_nonce), service=register.code, answers=facts.told(), files=files
    )
    role = SENDER if register.direction == Register.Direction.IN else ADDRESSEE
    return EntryFacts(
        id=letter.entry_id,
        register=register.code,
        submission_id=submission_id,
        channel=facts.channel,
        manifest_sha256=manifest.digest(),
        receipt_id=secrets.token_bytes(8),
        at=to_whole_second(at),
        subject=facts.subject,
        parties=[PartyFacts(role, one.name, one.phone or one.email) for one in (facts.sender, *facts.others)],
    )


def _papers(letter: Letter, documents: Sequence[Document], at: datetime) -> list[LetterPaper]:
    return [
        LetterPaper(letter=letter, document=document, role=LetterPaper.Role.SCAN, at=at)
        for document in documents
    ]
