"""Words of the books: registers, what an entry needs, what may befall it. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shubbak.foundation.localized import Localized


class RegistryRefused(Exception):
    """An act that the register does not allow; `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class RegisterFacts:
    """A register as a pack or an agency declares it. `pattern` prints a number: ``{n}/{year}``.

    `direction` (in, out, internal) opens it to the letters of the registry office.
    """

    code: str
    kind: str
    pattern: str
    title: Localized
    direction: str = ""
    is_confidential: bool = False


@dataclass(frozen=True)
class PartyFacts:
    """Who sent an entry, or to whom it goes. Erasable, and apart from the entry for that reason."""

    role: str
    name: str
    contact: str = ""


@dataclass(frozen=True)
class EntryFacts:
    """What an entry needs before its number is taken.

    `at`: when it arrived, aware. `manifest_sha256`: 32 bytes over the deposit's manifest. `id` and
    `receipt_id` (8 random bytes) are drawn by the caller so that other rows may name the entry before
    it exists.
    """

    id: UUID
    register: str
    submission_id: UUID
    channel: str
    manifest_sha256: bytes
    receipt_id: bytes
    at: datetime
    subject: str = ""
    parties: Sequence[PartyFacts] = field(default_factory=tuple)


@dataclass(frozen=True)
class DayCount:
    """How a day of a register stands: so many entries, from one number to another; none without entries."""

    count: int
    first: int | None = None
    last: int | None = None


LOST = "registry.lost"
"""The act of a line about a number whose entry went with a lost database."""
LOST_CHANNEL = "lost"
OUTAGE_CHANNEL = "outage"
"""Of a number that was printed on a sheet of paper before anything was entered under it."""


def to_whole_second(instant: datetime) -> datetime:
    """The second in which something arrived, as registers write it."""
    return instant.replace(microsecond=0)
