"""What a clerk does with a part of a scan: entered, joined, split, set aside."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from shubbak.documents.actions import erase_documents
from shubbak.documents.models import Document
from shubbak.journal.actions import action, record
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.models import Register
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.letters.actions.arrive import register_letter
from shubbak.registry.letters.rules import LetterFacts
from shubbak.registry.outage.actions import write_sheet
from shubbak.registry.outage.models import OutageSheet
from shubbak.registry.scans.actions.binding import bind, named, settle
from shubbak.registry.scans.models import ScanBatch, ScanPage, ScanPart


@action
def register_scanned(
    *, part: ScanPart, register: Register, facts: LetterFacts, submission_id: UUID, staff: Staff, at: datetime
) -> UUID:
    """Enter the letter that a part is; its entry. A part becomes one entry, whoever comes first.

    :raises RegistryRefused: ``scan_settled``, and what `register_letter` says.
    :raises LetterInvalid:
    """
    held = _held(part)
    entry_id = register_letter(
        register=register,
        facts=facts,
        submission_id=submission_id,
        actor=actor_of(staff),
        at=at,
        clerk=staff,
    )
    settle(held, ScanPart.State.ENTERED, staff, at, entry_id=entry_id)
    return entry_id


@action
def write_scanned_sheet(
    *,
    part: ScanPart,
    sheet: OutageSheet,
    facts: LetterFacts,
    arrived_at: datetime,
    staff: Staff,
    at: datetime,
) -> UUID:
    """The same for the letter of an outage sheet.

    :raises RegistryRefused: ``scan_settled``, and what `write_sheet` says.
    :raises LetterInvalid:
    """
    held = _held(part)
    entry_id = write_sheet(sheet=sheet, facts=facts, arrived_at=arrived_at, staff=staff, at=at)
    settle(held, ScanPart.State.ENTERED, staff, at, entry_id=entry_id)
    return entry_id


@action
def keep_chosen(*, document: Document, staff: Staff, at: datetime) -> ScanPart:
    """Keep a scan that was chosen in a form which is shown again, so that nobody chooses it twice."""
    batch = ScanBatch.objects.create(
        source=ScanBatch.Source.FORM,
        name=document.name,
        came_at=at,
        by=staff,
        state=ScanBatch.State.CUT,
    )
    return ScanPart.objects.create(batch=batch, rank=1, document=document)


@action
def join_parts(*, first: ScanPart, second: ScanPart, content: bytes, staff: Staff, at: datetime) -> None:
    """Two parts that were cut wrongly become one; `content` binds both.

    :raises RegistryRefused: ``scan_settled``.
    """
    one, other = _held(first), _held(second)
    last = one.pages.aggregate(last=Max("place"))["last"] or 0
    for rank, page in enumerate(other.pages.all(), last + 1):
        ScanPage.objects.filter(pk=page.pk).update(part=one, place=rank)
    gone = [one.document_id, other.document_id, other.copy_id]
    bind(one, content, at)
    other.delete()
    erase_documents(ids=[pk for pk in gone if pk], at=at)
    facts = {"pages": one.pages.count()}
    record(what="registry.part_joined", about=named(one.batch), actor=actor_of(staff), at=at, facts=facts)


@action
def split_part(
    *, part: ScanPart, first: int, contents: tuple[bytes, bytes], staff: Staff, at: datetime
) -> ScanPart:
    """A new letter begins at the page `first` of a part (counted among those written, from 0).

    :raises RegistryRefused: ``scan_settled``, ``no_such_page``.
    """
    held = _held(part)
    written = list(held.pages.filter(kind=ScanPage.Kind.WRITTEN))
    if not 0 < first < len(written):
        raise RegistryRefused("no_such_page")
    turn, old = written[first], held.document_id
    after = ScanPart.objects.create(batch=held.batch, rank=_rank_after(held))
    held.pages.filter(place__gte=turn.place).update(part=after)
    bind(held, contents[0], at)
    bind(after, contents[1], at)
    erase_documents(ids=[old] if old else [], at=at)
    facts = {"page": first + 1}
    record(what="registry.part_split", about=named(held.batch), actor=actor_of(staff), at=at, facts=facts)
    return after


@action
def set_part_aside(*, part: ScanPart, reason: str, staff: Staff, at: datetime) -> None:
    """It becomes no entry; it is kept, and may be taken up again until its time is over.

    :raises RegistryRefused: ``scan_settled``, ``reason_missing``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    held = _held(part)
    settle(held, ScanPart.State.ASIDE, staff, at, reason=reason.strip()[:300])
    told = {"reason": reason.strip()}
    record(what="registry.part_aside", about=named(held.batch), actor=actor_of(staff), at=at, private=told)


@action
def take_part_up(*, part: ScanPart, staff: Staff, at: datetime) -> None:
    """What was set aside waits again.

    :raises RegistryRefused: ``scan_settled``.
    """
    aside = ScanPart.objects.filter(pk=part.pk, state=ScanPart.State.ASIDE)
    if not aside.update(state=ScanPart.State.WAITING, reason="", handled_at=None, handled_by=None):
        raise RegistryRefused("scan_settled")
    record(what="registry.part_taken_up", about=named(part.batch), actor=actor_of(staff), at=at)


def _rank_after(part: ScanPart) -> int:
    """The first rank behind a part that is free in its batch."""
    taken = set(part.batch.parts.values_list("rank", flat=True))
    return next(rank for rank in range(part.rank + 1, part.rank + len(taken) + 2) if rank not in taken)


def _held(part: ScanPart) -> ScanPart:
    """:raises RegistryRefused: ``scan_settled``."""
    held = ScanPart.objects.select_for_update(of=("self",)).filter(pk=part.pk).first()
    if held is None or held.state != ScanPart.State.WAITING or held.document_id != part.document_id:
        raise RegistryRefused("scan_settled")
    return held
