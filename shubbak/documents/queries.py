"""Reads of the store."""

from typing import BinaryIO

from django.db.models import QuerySet

from shubbak.agencies.queries import current_agency
from shubbak.documents.models import Document
from shubbak.documents.store import path_of


def open_document(document: Document) -> BinaryIO:
    """The bytes of a document of the current agency, from their beginning.

    :raises FileNotFoundError: when the bytes are missing, which `shubbak check-invariants` reports.
    """
    return path_of(current_agency().code, document.file_id).open("rb")


def to_scan() -> QuerySet[Document]:
    """Documents that no scanner has seen, oldest first."""
    return Document.objects.filter(scan=Document.Scan.PENDING)
