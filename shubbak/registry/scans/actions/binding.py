"""What is done alike to batches and to parts of them, within the act under way."""

from datetime import datetime

from shubbak.documents.actions import erase_documents, store_bytes
from shubbak.documents.models import Document
from shubbak.people.models import Staff
from shubbak.registry.scans.models import ScanBatch, ScanPart

ORIGIN = "scanner"


def bind(part: ScanPart, content: bytes, at: datetime) -> None:
    """Give a part its paper; what was read on an earlier one is forgotten."""
    read_before = part.copy_id
    stem = part.batch.name.rpartition(".")[0][:100]
    scan = part.batch.original.scan if part.batch.original else Document.Scan.PENDING
    part.document = store_bytes(
        content=content,
        name=f"{stem}-{part.rank}.pdf",
        format_code="pdf",
        at=at,
        direction=Document.Direction.IN,
        origin=ORIGIN,
        scan=scan,
    )
    part.reading, part.text, part.copy, part.read_of = ScanPart.Reading.WAITING, "", None, ""
    part.save(update_fields=["document", "reading", "text", "copy", "read_of"])
    erase_documents(ids=[read_before] if read_before else [], at=at)


def settle(part: ScanPart, state: str, staff: Staff | None, at: datetime, **said: object) -> None:
    """Once it is a letter's its document is the letter's alone, and goes with the letter."""
    if state in (ScanPart.State.ENTERED, ScanPart.State.LAID):
        said["document"] = None
    ScanPart.objects.filter(pk=part.pk).update(state=state, handled_at=at, handled_by=staff, **said)


def named(batch: ScanBatch) -> str:
    """What lines of the journal about a batch are about."""
    return f"scans/{batch.pk}"
