"""PDF (ISO 32000-1 §7.5): the header, the end, the cross-reference that it names; no program inside.

A plan may have hundreds of megabytes: the file is looked through by windows, never held whole.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from shubbak.documents.inspection.windows import Windows
from shubbak.documents.rules import MEGABYTE, FileRefused, Refusal

_TAIL = 2048
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[\s\0]*\Z")
_REFERENCE = re.compile(rb"(xref\b|\d+\s+\d+\s+obj\b)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_BODY = re.compile(rb">>\s{0,40}stream\r?\n")
_ANY_BODY = re.compile(rb"stream\r?\n")
_BODY_ENDS = re.compile(rb"endstream")
_ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia|EmbeddedFile|Rendition)\b")
"""Long enough not to stand in compressed bytes by chance."""
_ACTIVE_OUTSIDE = re.compile(rb"/(JS|XFA)\b")
_ENCRYPTED = re.compile(rb"/Encrypt")
_OBJECTS = re.compile(rb"/ObjStm\b")
_DICTIONARY = 1024
_MOST_UNPACKED = 64 * MEGABYTE
"""Of all object streams together; papers of our size hold far less."""
_MOST_BODIES = 1_000_000
"""A file made of beginnings costs no more than a large drawing."""


def read_pdf(path: Path) -> None:
    """:raises FileRefused: no cross-reference where the end says, or a program or another file inside."""
    with Windows(path) as content:
        _check_end(content)
        if any(_names(_ACTIVE, part) for part in content.parts(0, content.size)):
            raise FileRefused(Refusal.ACTIVE)
        is_encrypted = False
        for begin, end in _outside(content):
            for part in content.parts(begin, end):
                if _names(_ACTIVE_OUTSIDE, part):
                    raise FileRefused(Refusal.ACTIVE)
                is_encrypted = is_encrypted or bool(_ENCRYPTED.search(part))
        if not is_encrypted:
            _look_into_objects(content)


def _check_end(content: Windows) -> None:
    end = _END.search(content.slice(content.size - _TAIL, content.size))
    if end is None:
        raise FileRefused(Refusal.DAMAGED)
    reference = int(end[1])
    if not _REFERENCE.match(content.slice(reference, reference + 40).lstrip()):
        raise FileRefused(Refusal.DAMAGED)


def _names(pattern: re.Pattern[bytes], part: bytes) -> bool:
    """Whether a name stands there, as it is read: ``#4A`` is a letter."""
    return pattern.search(_HEX.sub(lambda code: bytes([int(code[1], 16)]), part)) is not None


def _outside(content: Windows) -> Iterator[tuple[int, int]]:
    """What lies between the bodies of streams, as (begin, end)."""
    begin = 0
    while body := content.search(_BODY, begin):
        yield begin, body[1]
        ends = content.search(_BODY_ENDS, body[1])
        if ends is None:
            begin = body[1]
            break
        begin = ends[0]
    yield begin, content.size


def _look_into_objects(content: Windows) -> None:
    """Objects may themselves lie in compressed streams (§7.5.7).

    Each word that may begin a body is looked at, also within what seems one: a comment may have begun that.
    """
    left, position, bodies = _MOST_UNPACKED, 0, 0
    while body := content.search(_ANY_BODY, position):
        position, bodies = body[1], bodies + 1
        if bodies > _MOST_BODIES:
            raise FileRefused(Refusal.DAMAGED)
        before = content.slice(body[0] - _DICTIONARY, body[0])
        dictionary = b"" if before.endswith(b"end") else before.rpartition(b"obj")[2]
        if _names(_OBJECTS, dictionary):
            left -= _look_into(content, body[1], left, is_packed=b"Decode" in dictionary)


def _look_into(content: Windows, begin: int, most: int, *, is_packed: bool) -> int:
    """How many bytes one stream of objects unpacks to.

    :raises FileRefused: a program among them, damaged, or more than `most`.
    """
    ends = content.search(_BODY_ENDS, begin)
    body = content.slice(begin, min(ends[0] if ends else content.size, begin + _MOST_UNPACKED))
    unpacked = _unpacked(body, most) if is_packed else body
    if len(unpacked) >= most or _names(_ACTIVE, unpacked) or _names(_ACTIVE_OUTSIDE, unpacked):
        raise FileRefused(Refusal.ACTIVE)
    return len(unpacked)


def _unpacked(body: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, most)
    except zlib.error:
        raise FileRefused(Refusal.DAMAGED) from None
