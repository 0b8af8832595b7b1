"""Which letters went, on a path beside the database: an older backup brings them back, and this says which go
again. One line a letter, its id and when; nothing personal.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from shubbak.agencies.queries import current_agency
from shubbak.registry.books.black_box import append_synced


@dataclass(frozen=True)
class Gone:
    """One line of the memory."""

    letter: UUID
    at: datetime

    def text(self) -> str:
        return f"{self.at.isoformat(timespec='seconds')} {self.letter}\n"


def remember(gone: Gone) -> None:
    """On disk before the transaction commits: a line too many erases again what is erased already.

    :raises OSError: then nothing is erased.
    """
    append_synced(_path(), gone.text().encode("ascii"))


def remembered() -> list[Gone]:
    """What can be read; a line that a crash cut off says nothing."""
    path = _path()
    return (
        [gone for line in path.read_text(encoding="ascii").splitlines() if (gone := _read(line))]
        if (path.exists())
        else []
    )


def _read(line: str) -> Gone | None:
    at, _, letter = line.strip().partition(" ")
    try:
        return Gone(UUID(letter), datetime.fromisoformat(at))
    except ValueError:
        return None


def _path() -> Path:
    return Path(settings.SHUBBAK_BLACK_BOX) / f"{current_agency().code}.eliminated"
