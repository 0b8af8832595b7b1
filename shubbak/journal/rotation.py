"""One signing key takes the place of another, and the old one says so. No Django.

The old key signs three lines, each ended by LF::

    shubbak key 1
    old <its public key, hexadecimal>
    new <the public key that follows>

Whoever knows the first key of an installation can so follow all later ones. These lines are no receipt (58
bytes that begin with 0x01), no checkpoint (its second line is a number) and no statement on an archive.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.journal.receipt import key_id


@dataclass(frozen=True)
class PublishedKey:
    """A key as `keys/signer.pub` lists it; `signature`: of the key before it, None where there was none."""

    key: bytes
    signature: bytes | None = None

    @property
    def id(self) -> bytes:
        return key_id(self.key)

    def text(self) -> str:
        signed = [b64encode(self.signature).decode()] if self.signature else []
        return " ".join([self.id.hex(), b64encode(self.key).decode(), *signed])


def handover(old: bytes, new: bytes) -> bytes:
    """What the key `old` signs when `new` takes its place; both are public keys."""
    return f"shubbak key 1\nold {old.hex()}\nnew {new.hex()}\n".encode()


def published(text: str) -> list[PublishedKey]:
    """The keys of an installation, oldest first.

    :raises ValueError: if a line is none.
    """
    words = [line.split() for line in text.splitlines()]
    return [
        PublishedKey(b64decode(key), b64decode(signature[0]) if signature else None)
        for _name, key, *signature in words
    ]


def printed(keys: Sequence[PublishedKey]) -> str:
    return "".join(f"{key.text()}\n" for key in keys)
