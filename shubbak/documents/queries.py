"""Reads of the store."""

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db.models import F, QuerySet

from shubbak.agencies.queries import current_agency
from shubbak.documents.models import Document, Upload
from shubbak.documents.store import path_of


def open_document(document: Document) -> BinaryIO:
    """The bytes of a document of the current agency, from their beginning.

    :raises FileNotFoundError: when the bytes are missing, which `shubbak check-invariants` reports.
    """
    return path_of(current_agency().code, document.file_id).open("rb")


def to_scan() -> QuerySet[Document]:
    """Documents that no scanner has seen, oldest first."""
    return Document.objects.filter(scan=Document.Scan.PENDING)


def upload_bound_to(upload_id: UUID, bound_to: UUID) -> Upload | None:
    """An upload of this draft; None if it is another's or absent, which looks the same."""
    return Upload.objects.filter(pk=upload_id, bound_to=bound_to).first()


def unfinished_uploads(bound_to: UUID, at: datetime) -> QuerySet[Upload]:
    """Files of a draft of which a part has come, the last begun last."""
    begun = Upload.objects.filter(bound_to=bound_to, offset__lt=F("length"), expires_at__gt=at)
    return begun.order_by("expires_at", "pk")
