"""Taking scans in, cutting them, and letting them go."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import connection

from shubbak.documents.actions import erase_documents, store_upload
from shubbak.documents.actions.storing import Stream
from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK, SYSTEM
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.models import Entry, Register
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.letters.models import Letter, LetterPaper
from shubbak.registry.scans.actions.binding import ORIGIN, bind, named, settle
from shubbak.registry.scans.models import ScanBatch, ScanPage, ScanPart
from shubbak.registry.scans.queries import batches_over, letter_taking
from shubbak.registry.scans.rules import MOST_TRIES, TAKEN, Cut, PageSeen


@action
def take_batch(
    *, stream: Stream | BinaryIO, name: str, source: str, staff: Staff | None, at: datetime
) -> ScanBatch:
    """Keep a file of a scanner as it came. The same bytes are one batch, however often they come.

    :raises FileRefused: of a format that is not taken, damaged, too big, with a program inside.
    """
    original = store_upload(stream=stream, name=name, allowed=TAKEN, at=at, origin=ORIGIN)
    _alone(original.file_id)
    known = ScanBatch.objects.filter(sha256=original.file_id).first()
    if known is not None:
        erase_documents(ids=[original.pk], at=at)
        return known
    batch = ScanBatch.objects.create(
        source=source, name=original.name, sha256=original.file_id, original=original, came_at=at, by=staff
    )
    actor = actor_of(staff) if staff else SYSTEM
    facts = {"sha256": original.file_id, "source": source}
    record(what="registry.scans_came", about=named(batch), actor=actor, at=at, facts=facts)
    return batch


@action
def refuse_file(
    *, name: str, sha256: str, problem: str, facts: dict[str, int | str], at: datetime
) -> ScanBatch:
    """Note a file of the folder that was not taken; its bytes lie aside there. Once for equal bytes."""
    _alone(sha256)
    batch, is_new = ScanBatch.objects.get_or_create(
        sha256=sha256,
        defaults={
            "source": ScanBatch.Source.FOLDER,
            "name": name,
            "came_at": at,
            "state": ScanBatch.State.FAILED,
            "problem": problem,
            "facts": facts,
        },
    )
    if is_new:
        told = {"problem": problem}
        record(what="registry.scans_refused", about=named(batch), actor=SYSTEM, at=at, facts=told)
    return batch


@action
def begin_cutting(*, batch: ScanBatch) -> bool:
    """Note a try before it is made. False: it was tried often enough, or another worker has cut it."""
    waiting = ScanBatch.objects.filter(pk=batch.pk, state=ScanBatch.State.WAITING, tries=batch.tries)
    return batch.tries < MOST_TRIES and bool(waiting.update(tries=batch.tries + 1))


@action
def give_cutting_up(*, batch: ScanBatch, problem: str, at: datetime) -> None:
    """It cannot be cut by a program; its original stays, for a clerk to look at."""
    waiting = ScanBatch.objects.filter(pk=batch.pk, state=ScanBatch.State.WAITING)
    if waiting.update(state=ScanBatch.State.FAILED, problem=problem):
        told = {"problem": problem}
        record(what="registry.scans_refused", about=named(batch), actor=SYSTEM, at=at, facts=told)


@action
def keep_cuts(
    *,
    batch: ScanBatch,
    pages: Sequence[PageSeen],
    separators: Sequence[int],
    found: Sequence[tuple[Cut, bytes]],
    at: datetime,
) -> None:
    """Keep the parts of a batch, each bound as a PDF. What names an entry is laid into it at once."""
    waiting = ScanBatch.objects.filter(pk=batch.pk, state=ScanBatch.State.WAITING)
    if not waiting.update(state=ScanBatch.State.CUT):
        return
    parts = [_kept(batch, cut, content, at) for cut, content in found]
    _keep_pages(batch, pages, separators, list(zip(parts, (cut for cut, _ in found), strict=True)))
    blank = sum(page.is_blank for page in pages)
    facts = {"parts": len(parts), "pages": len(pages), "separators": len(separators), "blank": blank}
    record(what="registry.scans_cut", about=named(batch), actor=SYSTEM, at=at, facts=facts)
    for part in parts:
        letter = letter_taking(part.belongs)
        if letter is not None:
            _lay(part, letter, at)


@action
def cut_again(*, batch: ScanBatch, staff: Staff, at: datetime) -> None:
    """Have a batch tried once more.

    :raises RegistryRefused: ``scan_settled``.
    """
    failed = ScanBatch.objects.filter(pk=batch.pk, state=ScanBatch.State.FAILED, original__isnull=False)
    if not failed.update(state=ScanBatch.State.WAITING, tries=0, problem=""):
        raise RegistryRefused("scan_settled")
    record(what="registry.scans_tried_again", about=named(batch), actor=actor_of(staff), at=at)


@action
def dismiss_batch(*, batch: ScanBatch, reason: str, staff: Staff, at: datetime) -> None:
    """Take note of a file that could not be cut; it is kept as long as the others.

    :raises RegistryRefused: ``scan_settled``, ``reason_missing``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    failed = ScanBatch.objects.filter(pk=batch.pk, state=ScanBatch.State.FAILED)
    if not failed.update(state=ScanBatch.State.DISMISSED):
        raise RegistryRefused("scan_settled")
    told = {"reason": reason.strip()}
    record(what="registry.scans_dismissed", about=named(batch), actor=actor_of(staff), at=at, private=told)


@action
def forget_batches(*, at: datetime) -> list[UUID]:
    """What nobody needs any more goes with its pictures; papers of letters stay. Which batches went."""
    over = list(batches_over(at).values_list("pk", flat=True)[:200])
    held = ScanPart.objects.filter(batch__in=over, document__isnull=False)
    came = ScanBatch.objects.filter(pk__in=over, original__isnull=False)
    read = ScanPart.objects.filter(batch__in=over, copy__isnull=False)
    papers = {*held.values_list("document", flat=True), *came.values_list("original", flat=True)}
    papers |= {*read.values_list("copy", flat=True)}
    ScanPage.objects.filter(part__batch__in=over).update(part=None)
    ScanPage.objects.filter(batch__in=over).delete()
    ScanPart.objects.filter(batch__in=over).delete()
    ScanBatch.objects.filter(pk__in=over).delete()
    erase_documents(ids=list(papers), at=at)
    if over:
        facts = {"batches": len(over)}
        record(what="registry.scans_forgotten", about="scans", actor=CLOCK, at=at, facts=facts)
    return over


def _alone(sha256: str) -> None:
    """Two workers, or a worker and a clerk, take the same bytes one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [sha256])


def _kept(batch: ScanBatch, cut: Cut, content: bytes, at: datetime) -> ScanPart:
    part = ScanPart(batch=batch, rank=cut.pages[0].number, belongs_id=_known(cut.entry))
    part.save(force_insert=True)
    bind(part, content, at)
    return part


def _known(entry: UUID | None) -> UUID | None:
    """The entry, where this register holds it: an older copy may have been restored since."""
    return Entry.objects.filter(pk=entry).values_list("pk", flat=True).first() if entry else None


def _keep_pages(
    batch: ScanBatch,
    pages: Sequence[PageSeen],
    separators: Sequence[int],
    parts: Sequence[tuple[ScanPart, Cut]],
) -> None:
    lies_in = {page.number: part for part, cut in parts for page in cut.pages}
    ScanPage.objects.bulk_create(
        ScanPage(
            batch=batch,
            number=page.number,
            kind=_kind(page, separators),
            picture=page.picture if page.number in lies_in else b"",
            part=lies_in.get(page.number),
            place=page.number,
        )
        for page in pages
    )


def _kind(page: PageSeen, separators: Sequence[int]) -> str:
    if page.number in separators:
        return ScanPage.Kind.SEPARATOR
    return ScanPage.Kind.BLANK if page.is_blank else ScanPage.Kind.WRITTEN


def _lay(part: ScanPart, letter: Letter, at: datetime) -> None:
    document, printed = part.document, printed_number(letter.entry)
    if document is None:
        return
    LetterPaper.objects.create(letter=letter, document=document, role=LetterPaper.Role.SCAN, at=at)
    if letter.entry.series.register.direction == Register.Direction.IN and not letter.stamp:
        Letter.objects.filter(pk=letter.pk).update(stamp=Letter.Stamp.WAITING)
    settle(part, ScanPart.State.LAID, None, at, entry_id=letter.pk)
    facts = {"sha256": document.file_id}
    record(what="registry.part_laid", about=printed, actor=SYSTEM, at=at, facts=facts)
