"""A copy of the first page of a file with a stamp on it; the file itself stays as it came."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from shubbak.documents.models import Document
from shubbak.documents.paper import FONTS
from shubbak.documents.queries import open_document
from shubbak.documents.reading.child import Unreadable, bytes_of
from shubbak.documents.rules import FORMATS, may_be_read
from shubbak.documents.sheets import Pair

FORMATS_STAMPED = {FORMATS[code].media_type: code for code in ("pdf", "png", "webp", "jpeg")}
MOST_BYTES = 32 * 1024 * 1024
_TYPST = {"jpeg": "jpg"}
PRESS = Path(__file__).with_name("press.py")


@dataclass(frozen=True)
class Stamp:
    """What it says: the body, when the letter came, its number; in the colour of the body."""

    body: Pair
    came: Pair
    number: str
    accent: str


def waits_for_scanner(document: Document) -> bool:
    return document.scan == Document.Scan.PENDING and bool(settings.SHUBBAK_CLAMD)


def stamped(document: Document, stamp: Stamp) -> bytes:
    """A PDF of the first page with the stamp over it. Each is set in a process of its own.

    :raises Unreadable: damaged, closed by a password, too costly, not passed by the scanner, no such format.
    :raises Interrupted: not done in time, on this machine, now.
    """
    code = FORMATS_STAMPED.get(document.file.media_type)
    if code is None or not may_be_read(document.scan, has_scanner=bool(settings.SHUBBAK_CLAMD)):
        raise Unreadable("not to be stamped")
    told = {**asdict(stamp), "format": _TYPST.get(code, code), "fonts": str(FONTS)}
    try:
        with open_document(document) as stream:
            return bytes_of(PRESS, stream, json.dumps(told, ensure_ascii=False), most=MOST_BYTES)
    except FileNotFoundError:
        raise Unreadable("its bytes are missing") from None
