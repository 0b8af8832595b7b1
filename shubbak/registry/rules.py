"""Words of the registry: registers, what an entry needs, what may befall it. No Django."""

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
    """A register as a pack or an agency declares it. `pattern` prints a number: ``{n}/{year}``."""

    code: str
    kind: str
    pattern: str
    title: Localized


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


def to_whole_second(instant: datetime) -> datetime:
    """The second in which something arrived, as registers write it."""
    return instant.replace(microsecond=0)
