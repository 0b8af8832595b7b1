"""The text of a document, by a reader for its media type; each reads in a process of its own.

Called by the worker, never by a request. What writes on papers without text (a photograph, a scan) is read by
whoever registers a reader for their media types.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

from shubbak.documents.models import Document
from shubbak.documents.queries import open_document
from shubbak.documents.reading.child import Unreadable, output_of
from shubbak.documents.rules import may_be_read

LONGEST_TEXT = 100_000
"""Characters kept of one document: fifty pages of print."""


class NoReader(Unreadable):
    """Nothing here reads it now: its kind, or the scan that it is."""


@dataclass(frozen=True)
class Said:
    """What is written in a document; `copy` is a scan as PDF with its text behind the picture."""

    text: str
    copy: bytes = b""


Reader = Callable[[BinaryIO], str]
"""Gives the text of an open file; an empty one where the file holds none. :raises Unreadable:"""

ScanReader = Callable[[BinaryIO, str], Said]
"""The same of what is a picture, given its media type. :raises Unreadable:"""

_MAY_BE_SCANS = frozenset({"application/pdf"})
_readers: dict[str, Reader] = {}
_scan_readers: dict[str, ScanReader] = {}
_PARTED = re.compile("[\x02\xad\ufffe]\r?\n?")
"""A word that goes on in the next line."""
_NOT_WRITTEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_TATWEEL = "ـ"


def register_reader(media_type: str, reader: Reader) -> None:
    """Have documents of a media type read."""
    _readers[media_type] = reader


def register_scan_reader(media_type: str, reader: ScanReader) -> None:
    """Have documents of a media type read as scans, where they hold no text."""
    _scan_readers[media_type] = reader


def readable_types() -> frozenset[str]:
    return frozenset({*_readers, *_scan_readers})


def types_read_whole() -> frozenset[str]:
    """Of which nothing stays unread for want of a reader: a PDF may be a scan."""
    return readable_types() - (_MAY_BE_SCANS - _scan_readers.keys())


def text_of(document: Document) -> str:
    """What is written in a document of the current agency, line by line, at most `LONGEST_TEXT` characters.

    :raises Unreadable: damaged, closed by a password, too costly, not passed by the scanner.
    :raises NoReader: of a kind that nothing reads here, or a scan where nothing reads scans.
    :raises Interrupted: not done in time, on this machine, now.
    """
    return said_in(document).text


def said_in(document: Document) -> Said:
    """The same, with the searchable copy of a scan.

    :raises Unreadable:
    :raises NoReader:
    :raises Interrupted:
    """
    media_type = document.file.media_type
    if media_type not in readable_types():
        raise NoReader("of a kind that nothing reads here")
    if not may_be_read(document.scan, has_scanner=bool(settings.SHUBBAK_CLAMD)):
        raise Unreadable("not to be read")
    try:
        with open_document(document) as stream:
            return _said(stream, media_type)
    except FileNotFoundError:
        raise Unreadable("its bytes are missing") from None


def _said(stream: BinaryIO, media_type: str) -> Said:
    reader, scan_reader = _readers.get(media_type), _scan_readers.get(media_type)
    text = normalised_text(reader(stream)) if reader else ""
    if scan_reader is None and not text and media_type in _MAY_BE_SCANS:
        raise NoReader("a scan, or without a word")
    if text or scan_reader is None:
        return Said(text)
    stream.seek(0)
    return scan_reader(stream, media_type)


def normalised_text(text: str) -> str:
    """Letters in place of their presentation forms (NFKC), no marks of direction, no empty lines."""
    composed = unicodedata.normalize("NFKC", _PARTED.sub("", text[:LONGEST_TEXT]))
    lines = (" ".join(_written(line).split()) for line in composed.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_TEXT]


def _written(line: str) -> str:
    shown = (" " if c.isspace() else c for c in line if c != _TATWEEL)
    return "".join(c for c in shown if unicodedata.category(c) not in _NOT_WRITTEN)


def _text_of_pdf(stream: BinaryIO) -> str:
    return output_of("pdf_text.py", stream)


register_reader("application/pdf", _text_of_pdf)
