"""Erasing what the law lets go: lists with the visas of two, holds, and the memory that survives a restore.

Law 09-08 (data that identify are kept no longer than their purpose needs, art. 3; correction within ten full
days, art. 8) and law 69-99 (nothing is destroyed without the visa of the archives). Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

VISAS = 2
"""Two administrators look at a list before anything of it is erased."""
LONGEST_LIST = 500


class PrivacyError(Exception):
    """A rule of this room says no; the text is for the log, the door finds the words."""


class NoSuchFile(PrivacyError):
    """No file bears this number."""


class FileOpen(PrivacyError):
    """An open file is not erased: it is answered first."""


class FileErased(PrivacyError):
    """Its contents are gone already."""


class FileHeld(PrivacyError):
    """A legal hold keeps the file."""


class FileListed(PrivacyError):
    """The file stands on a list that is not settled."""


class ListSettled(PrivacyError):
    """The list was erased or dropped already."""


class VisaGiven(PrivacyError):
    """One person gives one visa to a list."""


class HoldLifted(PrivacyError):
    """The hold was lifted already."""


@dataclass(frozen=True)
class Erased:
    """One line of the memory of erasures: which file, and when. It names nobody."""

    case: UUID
    at: datetime

    def text(self) -> str:
        return f"{self.at.isoformat(timespec='seconds')} {self.case}\n"


def erased_of(lines: Iterable[str]) -> list[Erased]:
    """The lines that can be read; one that was cut off by a crash says nothing."""
    found = []
    for line in lines:
        at, _, case = line.strip().partition(" ")
        try:
            found.append(Erased(UUID(case), datetime.fromisoformat(at)))
        except ValueError:
            continue
    return found
