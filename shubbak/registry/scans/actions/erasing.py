"""What the tray of scans still holds of letters that are erased: pictures, and the files it cut."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action
from shubbak.registry.scans.folder import scan_folder
from shubbak.registry.scans.models import ScanBatch, ScanPage, ScanPart


@action
def forget_scans_of(*, letters: Collection[UUID], at: datetime) -> None:
    """An original goes with the first of its letters; parts that still wait have their own paper."""
    pages = ScanPage.objects.filter(part__in=ScanPart.objects.filter(entry__in=letters))
    cut_from = {*pages.values_list("batch", flat=True)}
    cut_from |= {*ScanPart.objects.filter(entry__in=letters).values_list("batch", flat=True)}
    if not cut_from:
        return
    pages.update(picture=b"")
    batches = ScanBatch.objects.filter(pk__in=cut_from)
    originals = list(batches.exclude(original=None).values_list("original", flat=True))
    parts = ScanPart.objects.filter(entry__in=letters)
    originals += parts.exclude(copy=None).values_list("copy", flat=True)
    parts.update(text="", copy=None, read_of="")
    batches.update(original=None, sha256=None, name="–")
    erase_documents(ids=originals, at=at)
    transaction.on_commit(partial(scan_folder().forget, cut_from), robust=True)
