"""PDF (ISO 32000-1 §7.5): the header, the end, the cross-reference that it names; no program inside."""

import re
from pathlib import Path

from shubbak.documents.rules import FileRefused, Refusal

_TAIL = 2048
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[\s\0]*\Z")
_REFERENCE = re.compile(rb"(xref\b|\d+\s+\d+\s+obj\b)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|EmbeddedFile|XFA)\b")


def read_pdf(path: Path) -> None:
    """:raises FileRefused: no cross-reference where the end says, or a program or another file inside."""
    content = path.read_bytes()
    end = _END.search(content[-_TAIL:])
    if end is None:
        raise FileRefused(Refusal.DAMAGED)
    reference = int(end[1])
    if not _REFERENCE.match(content[reference : reference + 40].lstrip()):
        raise FileRefused(Refusal.DAMAGED)
    outside_streams = _STREAM.sub(b"", content)
    names = _HEX.sub(lambda code: bytes([int(code[1], 16)]), outside_streams)
    if _ACTIVE.search(names):
        raise FileRefused(Refusal.ACTIVE)
