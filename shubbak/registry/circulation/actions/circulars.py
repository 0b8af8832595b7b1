"""Circulars: told to many by one entry of the internal register, and read one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shubbak.agencies.queries import current_agency
from shubbak.journal.actions import action, record
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Recipient
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, members_of
from shubbak.registry.books.models import Register
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.circulation.models import Circular, ReadReceipt
from shubbak.registry.circulation.notices import CIRCULAR
from shubbak.registry.letters.actions.arrive import register_letter
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.rules import Channel, Kind, LetterFacts, Sender

NATURE = "circular"


@dataclass(frozen=True)
class CircularFacts:
    """A circular as it is written. `units`: codes, none for everybody; `papers`: ids of stored documents."""

    subject: str
    words: str = ""
    units: Sequence[str] = ()
    papers: Sequence[UUID] = ()
    language: str = "ar"


@action
def send_circular(
    *, register: Register, facts: CircularFacts, submission_id: UUID, staff: Staff, at: datetime
) -> UUID:
    """Enter a circular and tell it to the staff of its units, or to everybody; the id of its entry. A repeat
    with the same `submission_id` gives the first one.

    :raises RegistryRefused: ``not_internal``, ``nothing_to_read``, ``nobody_to_tell``.
    :raises LetterInvalid: as `register_letter`.
    """
    if register.direction != Register.Direction.INTERNAL:
        raise RegistryRefused("not_internal")
    if not facts.words.strip() and not facts.papers:
        raise RegistryRefused("nothing_to_read")
    readers = list(members_of(facts.units or None, at).exclude(pk=staff.pk))
    if not readers:
        raise RegistryRefused("nobody_to_tell")
    entry_id = register_letter(
        register=register,
        facts=_letter_facts(facts),
        submission_id=submission_id,
        actor=actor_of(staff),
        at=at,
        clerk=staff,
    )
    if not Letter.objects.filter(pk=entry_id).exists():
        _tell(entry_id, facts, readers, staff, at)
    return entry_id


@action
def note_reading(*, circular: Circular, staff: Staff, at: datetime) -> None:
    """A reader opened the circular: the first time is kept."""
    unread = ReadReceipt.objects.filter(circular=circular, staff=staff, read_at=None)
    if unread.update(read_at=at):
        actor = actor_of(staff)
        record(what="registry.circular_read", about=str(circular.pk), actor=actor, at=at)


def _tell(entry_id: UUID, facts: CircularFacts, readers: Sequence[Staff], staff: Staff, at: datetime) -> None:
    circular = Circular.objects.create(
        letter_id=entry_id, words=facts.words, units=list(facts.units), sent_by=staff, sent_at=at
    )
    ReadReceipt.objects.bulk_create(ReadReceipt(circular=circular, staff=reader) for reader in readers)
    for reader in readers:
        told = Recipient(pk=f"staff/{reader.pk}", email=reader.email, language=reader.language)
        post(about=About(CIRCULAR, str(entry_id)), person=told, template="told", at=at)
    told_to: dict[str, str | int] = {"units": ",".join(facts.units) or "*", "readers": len(readers)}
    record(
        what="registry.circular_sent", about=str(entry_id), actor=actor_of(staff), at=at, facts=dict(told_to)
    )


def _letter_facts(facts: CircularFacts) -> LetterFacts:
    """The body writes to itself."""
    agency = current_agency()
    return LetterFacts(
        sender=Sender(Kind.ADMINISTRATION, agency.localized_name(agency.default_language)),
        subject=facts.subject,
        channel=Channel.INTERNAL,
        nature=NATURE,
        language=facts.language,
        papers=facts.papers,
    )
