"""PDF (ISO 32000-1 §7.5): the header, the end, the cross-reference that it names; no program inside."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from shubbak.documents.rules import MEGABYTE, FileRefused, Refusal

_TAIL = 2048
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[\s\0]*\Z")
_REFERENCE = re.compile(rb"(xref\b|\d+\s+\d+\s+obj\b)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia|EmbeddedFile|Rendition)\b")
"""Long enough not to stand in compressed bytes by chance."""
_ACTIVE_OUTSIDE = re.compile(rb"/(JS|XFA)\b")
_DICTIONARY = 1024
_MOST_UNPACKED = 64 * MEGABYTE
"""Of all object streams together; papers of our size hold far less."""


def read_pdf(path: Path) -> None:
    """:raises FileRefused: no cross-reference where the end says, or a program or another file inside."""
    content = path.read_bytes()
    end = _END.search(content[-_TAIL:])
    if end is None:
        raise FileRefused(Refusal.DAMAGED)
    reference = int(end[1])
    if not _REFERENCE.match(content[reference : reference + 40].lstrip()):
        raise FileRefused(Refusal.DAMAGED)
    spans = list(_streams(content))
    outside = _named(_outside(content, spans))
    if _ACTIVE.search(_named(content)) or _ACTIVE_OUTSIDE.search(outside):
        raise FileRefused(Refusal.ACTIVE)
    if b"/Encrypt" not in outside:
        _look_into_objects(content, spans)


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    """Where the bodies of streams begin and end. One pass: a file made of beginnings costs no more."""
    position = 0
    for start in _STREAM.finditer(content):
        if start.end() < position:
            continue
        position = content.find(b"endstream", start.end())
        if position < 0:
            return
        yield start.end(), position


def _outside(content: bytes, spans: list[tuple[int, int]]) -> bytes:
    begins = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(content)]
    return b"".join(content[begin:end] for begin, end in zip(begins, ends, strict=True))


def _named(content: bytes) -> bytes:
    """Names as they are read: ``#4A`` is a letter."""
    return _HEX.sub(lambda code: bytes([int(code[1], 16)]), content)


def _look_into_objects(content: bytes, spans: list[tuple[int, int]]) -> None:
    """Objects may themselves lie in compressed streams (§7.5.7)."""
    left = _MOST_UNPACKED
    for start, end in spans:
        dictionary = content[max(0, start - _DICTIONARY) : start].rpartition(b"obj")[2]
        if b"/ObjStm" in _named(dictionary):
            unpacked = _unpacked(content[start:end], left) if b"Decode" in dictionary else content[start:end]
            left -= len(unpacked)
            if left <= 0 or _ACTIVE.search(_named(unpacked)) or _ACTIVE_OUTSIDE.search(_named(unpacked)):
                raise FileRefused(Refusal.ACTIVE)


def _unpacked(body: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, most)
    except zlib.error:
        raise FileRefused(Refusal.DAMAGED) from None
