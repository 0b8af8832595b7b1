"""What is signed of an archive that leaves the house: a text of its own kind. No Django.

Six lines, each ended by LF::

    shubbak archive 1
    log miyah/journal/1
    checkpoint 1482 mJ5…=
    about 0b5e8c0e-…
    manifest 9f86d0…
    time 2026-11-17T09:00:00Z

The key also signs receipts and checkpoints. A receipt is 58 bytes and begins with 0x01; the second line of a
checkpoint is a decimal number, here it begins with a word. So no bytes are well-formed as two of the three,
and a signature of one kind says nothing of another.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

FORMAT = "shubbak archive 1"
KEY_NAME = "/archive"
"""Added to the name of the log it gives the name by which signature lines call the key."""
_HASH_LENGTH = 32


@dataclass(frozen=True)
class ArchiveStatement:
    """An archive about one thing, made when the log stood at a checkpoint; `at` in whole seconds."""

    origin: str
    size: int
    root: bytes
    about: UUID
    manifest_sha256: bytes
    at: datetime

    def text(self) -> str:
        checkpoint = f"checkpoint {self.size} {b64encode(self.root).decode()}"
        time = f"time {self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        named = (f"log {self.origin}", checkpoint, f"about {self.about}")
        lines = (FORMAT, *named, f"manifest {self.manifest_sha256.hex()}", time)
        return "".join(f"{line}\n" for line in lines)


def parse_statement(text: str) -> ArchiveStatement:
    """Read a statement back.

    :raises ValueError: if it is none in the one canonical form.
    """
    form, *lines = text.removesuffix("\n").split("\n")
    words = [line.partition(" ")[2] for line in lines]
    if form != FORMAT or len(words) != 5:
        raise ValueError("not a statement of an archive")
    origin, checkpoint, about, manifest, time = words
    size, _, root = checkpoint.partition(" ")
    at = datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    digest = bytes.fromhex(manifest)
    found = ArchiveStatement(origin, int(size), b64decode(root, validate=True), UUID(about), digest, at)
    hashes = {len(found.root), len(found.manifest_sha256)}
    if found.text() != text or hashes != {_HASH_LENGTH} or not origin.strip() or found.size < 1:
        raise ValueError("a statement that is not in canonical form")
    return found
