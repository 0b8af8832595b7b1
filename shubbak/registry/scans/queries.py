"""Reads of scans that came, and of what waits in the tray."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shubbak.documents.models import Document
from shubbak.people.models import Staff
from shubbak.registry.books.models import Entry
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.rules import Secrecy
from shubbak.registry.outage.models import OutageSheet
from shubbak.registry.scans.models import ScanBatch, ScanPart
from shubbak.registry.scans.rules import HELD_FOR, KEPT_FOR

State = ScanPart.State
_IN_A_FORM = Q(batch__source=ScanBatch.Source.FORM)


def batches_to_cut() -> QuerySet[ScanBatch]:
    """What came and was not cut yet, the oldest first; where viruses are looked for, what was looked at."""
    waiting = ScanBatch.objects.filter(state=ScanBatch.State.WAITING, original__isnull=False)
    if settings.SHUBBAK_CLAMD:
        waiting = waiting.exclude(original__scan=Document.Scan.PENDING)
    return waiting.select_related("original__file").order_by("came_at", "id")


def batches_at_work() -> int:
    """How many files came and are still to be cut."""
    return ScanBatch.objects.filter(state=ScanBatch.State.WAITING).count()


def batches_failed() -> QuerySet[ScanBatch]:
    return ScanBatch.objects.filter(state=ScanBatch.State.FAILED)


def parts_waiting() -> QuerySet[ScanPart]:
    """What a clerk enters next, in the order of arrival."""
    return _counted(ScanPart.objects.filter(state=State.WAITING).exclude(_IN_A_FORM))


def parts_to_read() -> QuerySet[ScanPart]:
    """What waits for a clerk and was not read yet; where viruses are looked for, what was looked at."""
    unread = (ScanPart.Reading.WAITING, ScanPart.Reading.AGAIN)
    waiting = parts_waiting().filter(reading__in=unread, document__isnull=False)
    if settings.SHUBBAK_CLAMD:
        waiting = waiting.exclude(document__scan=Document.Scan.PENDING)
    return waiting


def parts_aside() -> QuerySet[ScanPart]:
    return _counted(ScanPart.objects.filter(state=State.ASIDE)).order_by("-handled_at")


def part_before(part_id: UUID, staff: Staff) -> ScanPart | None:
    """A part that this clerk may look at: it waits or lies aside, or was chosen in a form of their own."""
    seen = ~_IN_A_FORM | Q(batch__by=staff)
    open_ones = ScanPart.objects.filter(seen, state__in=(State.WAITING, State.ASIDE), document__isnull=False)
    return _counted(open_ones).filter(pk=part_id).first()


def part_after(part: ScanPart) -> ScanPart | None:
    """The next one in the tray."""
    waiting = list(parts_waiting().values_list("pk", flat=True))
    if part.pk not in waiting:
        return None
    following = waiting[waiting.index(part.pk) + 1 :]
    return parts_waiting().filter(pk=following[0]).first() if following else None


def next_waiting() -> ScanPart | None:
    return parts_waiting().first()


def came_from_tray(entry_id: UUID) -> bool:
    """Whether a letter was entered from the tray, and its clerk goes on there."""
    entered = ScanPart.objects.filter(entry=entry_id, state=State.ENTERED)
    return entered.exclude(_IN_A_FORM).exists()


def letter_taking(entry: Entry | None) -> Letter | None:
    """The letter into which pages are laid by themselves: opened, in force, its words not erased."""
    if entry is None:
        return None
    letters = Letter.objects.filter(pk=entry.pk, entry__subject__isnull=False)
    found = letters.select_related("entry__series__register").first()
    if found is None or found.entry.events.filter(kind="annulled").exists():
        return None
    return None if found.secrecy == Secrecy.SEALED and found.opened_at is None else found


def sheet_awaiting(part: ScanPart) -> OutageSheet | None:
    """The outage sheet whose number the separator named, and that nobody typed in yet."""
    return OutageSheet.objects.filter(pk=part.belongs_id, settled_at=None).first()


def original_open(batch: ScanBatch) -> bool:
    """Whether clerks may still have the original: nothing of it is a letter, which might be a closed one."""
    has_letter = batch.parts.filter(state__in=(State.ENTERED, State.LAID)).exists()
    return batch.original_id is not None and not has_letter


def batches_over(at: datetime) -> QuerySet[ScanBatch]:
    """Those whose time of keeping is over: nothing of them waits for a clerk."""
    waiting = ScanPart.objects.filter(batch=OuterRef("pk"), state=State.WAITING)
    later = ScanPart.objects.filter(batch=OuterRef("pk"), handled_at__gt=at - KEPT_FOR)
    settled = ScanBatch.objects.filter(
        state__in=(ScanBatch.State.CUT, ScanBatch.State.DISMISSED), came_at__lte=at - KEPT_FOR
    ).exclude(Exists(waiting) | Exists(later))
    dropped = ScanBatch.objects.filter(source=ScanBatch.Source.FORM, came_at__lte=at - HELD_FOR)
    return settled | dropped


def _counted(parts: QuerySet[ScanPart]) -> QuerySet[ScanPart]:
    """Each with how many of its pages are written (`size`) and how many are blank (`blanks`)."""
    counted = parts.annotate(
        size=Count("pages", filter=Q(pages__kind="written")),
        blanks=Count("pages", filter=Q(pages__kind="blank")),
    )
    whole = counted.select_related("batch__original", "document__file", "belongs__series__register")
    return whole.order_by("batch__came_at", "batch", "rank")
