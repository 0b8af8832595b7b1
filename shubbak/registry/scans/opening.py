"""What is asked of the process that opens scans (`scan_pages.py`), and what it answers."""

import io
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shubbak.documents.models import Document
from shubbak.documents.queries import open_document
from shubbak.documents.reading.child import Unreadable, bytes_of
from shubbak.documents.rules import FORMATS, MEGABYTE
from shubbak.registry.scans.rules import MOST_PAGES, PageSeen

PROGRAM = Path(__file__).with_name("scan_pages.py")
PATIENCE, QUICK = 300.0, 30.0
"""Seconds on the clock: of the worker for a whole batch, of somebody at the desk for a part of one."""
_MOST = 200 * MEGABYTE
_KINDS = {FORMATS[code].media_type: code for code in ("pdf", "tiff", "jpeg", "png")}

Places = Sequence[tuple[int, int]]
"""Pages by file and place in it, counted from 0."""


def pages_of(scan: Document) -> list[PageSeen]:
    """What is on each page.

    :raises Unreadable:
    :raises Interrupted:
    """
    told, pictures = _asked([scan], {}, PATIENCE)
    return [
        PageSeen(number, page["is_blank"], tuple(page["codes"]), picture)
        for number, (page, picture) in enumerate(zip(told["pages"], pictures, strict=True), 1)
    ]


def bound(scans: Sequence[Document], parts: Sequence[Places], patience: float = QUICK) -> list[bytes]:
    """A PDF for each part.

    :raises Unreadable:
    :raises Interrupted:
    """
    return _asked(scans, {"bind": parts}, patience)[1]


def face_of(scan: Document, place: int) -> bytes:
    """A picture (JPEG) of a page, to be read beside the form.

    :raises Unreadable:
    :raises Interrupted:
    """
    return _asked([scan], {"draw": place}, QUICK)[1][0]


def _asked(
    scans: Sequence[Document], question: dict[str, Any], patience: float
) -> tuple[dict[str, Any], list[bytes]]:
    kind = _KINDS[scans[0].file.media_type]
    asked = {"kind": kind, "most": MOST_PAGES, "sizes": [scan.file.size for scan in scans], **question}
    with tempfile.TemporaryFile() as given:
        given.write(json.dumps(asked).encode() + b"\n")
        for scan in scans:
            try:
                with open_document(scan) as stream:
                    shutil.copyfileobj(stream, given)
            except FileNotFoundError:
                raise Unreadable("its bytes are missing") from None
        given.seek(0)
        said = io.BytesIO(bytes_of(PROGRAM, given, most=_MOST, patience=patience))
    told = json.loads(said.readline())
    return told, [said.read(size) for size in told["sizes"]]
