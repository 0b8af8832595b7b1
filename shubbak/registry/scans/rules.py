"""What separator sheets say, and how they part a batch. Pure; no clock, no database."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from shubbak.documents.rules import MEGABYTE, FilePolicy

TAKEN = FilePolicy(formats=("pdf", "tiff", "jpeg", "png"), max_bytes=50 * MEGABYTE)
"""Files of a scanner."""
MOST_PAGES = 200
MOST_SHEETS = 60
"""Separator sheets printed at once."""
KEPT_FOR = timedelta(days=30)
"""After this an original goes whose parts are all entered or set aside, and what was set aside with it."""
HELD_FOR = timedelta(days=1)
"""How long a scan is kept that was chosen in a form which nobody sent again."""
MOST_TRIES = 5
_HEAD = "SHUBBAK:1"
_NEW = "NEW"
_SEAL = 10


class Seen(StrEnum):
    """What a page of a scan is."""

    WRITTEN = "written"
    BLANK = "blank"
    SEPARATOR = "separator"


@dataclass(frozen=True)
class PageSeen:
    """A page as its reader describes it: whether nothing is on it, and the words of the codes on it."""

    number: int
    is_blank: bool = False
    codes: tuple[str, ...] = ()
    picture: bytes = b""


@dataclass(frozen=True)
class Mark:
    """A separator sheet of ours: a new letter begins, or pages of `entry` follow."""

    entry: UUID | None = None


@dataclass
class Cut:
    """Pages from one separator sheet to the next; blank ones lie in it and stay out of its paper."""

    entry: UUID | None = None
    pages: list[PageSeen] = field(default_factory=list)

    @property
    def written(self) -> list[PageSeen]:
        return [page for page in self.pages if not page.is_blank]


def mark_words(body: str, entry: UUID | None, key: bytes) -> str:
    """What the code on a separator sheet holds, sealed: nobody else prints one that names an entry."""
    told = _told(entry)
    return f"{_HEAD}:{body.upper()}:{told}:{_seal(body, told, key)}"


def mark_of(words: Iterable[str], body: str, key: bytes) -> Mark | None:
    """The mark among the codes of a page; none where they are another body's, or anybody's."""
    for said in words:
        parts = said.strip().split(":")
        if len(parts) != 5 or ":".join(parts[:2]) != _HEAD or parts[2] != body.upper():
            continue
        if hmac.compare_digest(parts[4].encode(), _seal(body, parts[3], key).encode()):
            return Mark(_entry(parts[3]))
    return None


def cuts(pages: Sequence[PageSeen], body: str, key: bytes) -> tuple[list[Cut], list[int]]:
    """The parts of a batch, and the numbers of its separator sheets. Pages before the first one are a part
    too; a part with nothing written on it is none.
    """
    found, separators = [Cut()], []
    for page in pages:
        mark = mark_of(page.codes, body, key)
        if mark is None:
            found[-1].pages.append(page)
        else:
            separators.append(page.number)
            found.append(Cut(mark.entry))
    return [cut for cut in found if cut.written], separators


def _told(entry: UUID | None) -> str:
    return base64.b32encode(entry.bytes).decode().rstrip("=") if entry else _NEW


def _entry(told: str) -> UUID | None:
    return None if told == _NEW else UUID(bytes=base64.b32decode(told + "=" * (-len(told) % 8)))


def _seal(body: str, told: str, key: bytes) -> str:
    sealed = hmac.new(key, f"separator {body} {told}".encode(), hashlib.sha256).digest()
    return base64.b32encode(sealed[:_SEAL]).decode().rstrip("=")
