"""What a leaf of the journal is made of. No Django, so that the auditor's program can be held against it.

A leaf commits to its facts and to its party (who acted, and what may have to be forgotten) by two salted
hashes. Whoever holds salt and content can check them; once both are erased, the leaf and every proof stay
as they were.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from shubbak.foundation import canonical
from shubbak.foundation.merkle import leaf_hash
from shubbak.journal.rules import Fact, Line

SALT_LENGTH = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SealedLine:
    """A line with its salts drawn and its hashes made: all that can be done before the head is locked."""

    line: Line
    content_salt: bytes
    content: Mapping[str, Fact]
    party_salt: bytes
    party: Mapping[str, str]

    @property
    def content_commitment(self) -> bytes:
        return commitment("content", self.content_salt, self.content)

    @property
    def party_commitment(self) -> bytes:
        return commitment("party", self.party_salt, self.party)

    @property
    def hash(self) -> bytes:
        line = self.line
        return leaf_hash(
            leaf_bytes(
                at=line.at,
                what=line.what,
                about=line.about,
                actor_kind=line.actor.kind,
                content_commitment=self.content_commitment,
                party_commitment=self.party_commitment,
            )
        )


def sealed(line: Line, draw: Callable[[int], bytes] = secrets.token_bytes) -> SealedLine:
    """Draw the salts of a line."""
    party = {**line.private, "id": line.actor.id, "name": line.actor.name}
    return SealedLine(line, draw(SALT_LENGTH), dict(line.facts), draw(SALT_LENGTH), party)


def commitment(purpose: str, salt: bytes, opened: Mapping[str, Fact]) -> bytes:
    """SHA-256 of the purpose, the salt and the canonical bytes of what is committed to."""
    return sha256(f"shubbak {purpose} 1\n".encode() + salt + canonical.encode(opened)).digest()


def leaf_bytes(
    *,
    at: datetime,
    what: str,
    about: str,
    actor_kind: str,
    content_commitment: bytes,
    party_commitment: bytes,
) -> bytes:
    """The canonical bytes of a leaf; its place in the tree says its index."""
    return canonical.encode(
        ["shubbak leaf 1", microseconds(at), what, about, actor_kind, content_commitment, party_commitment]
    )


def microseconds(at: datetime) -> int:
    """Whole microseconds since 1970 UTC, without the rounding of a float."""
    return (at - _EPOCH) // timedelta(microseconds=1)
