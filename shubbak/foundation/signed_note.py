"""C2SP signed notes and checkpoints of a transparency log (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).

A note is a text that ends in a newline, an empty line, and signature lines. Signing itself is not here: the
key lives in another process.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

ED25519 = b"\x01"
_SIGNED = "\n\n\u2014 "

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, message, signature) -> whether the Ed25519 signature is good."""


class NoteError(ValueError):
    """The text is no signed note, no checkpoint, or no known key signed it."""


@dataclass(frozen=True)
class Checkpoint:
    """The size and root of a log at a moment; ``extensions`` are further lines that are signed too."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        lines = [self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions]
        return "".join(f"{line}\n" for line in lines)


def key_hash(name: str, public_key: bytes) -> bytes:
    """The four bytes that name a key in a signature line."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def seal(text: str, name: str, public_key: bytes, signature: bytes) -> str:
    """The note: ``text`` with one signature line."""
    line = b64encode(key_hash(name, public_key) + signature).decode()
    return f"{text}\n\u2014 {name} {line}\n"


def open_note(note: str, keys: Mapping[str, bytes], verify: Verify) -> str:
    """The text of ``note``, once one of ``keys`` (name -> public key) has been found to have signed it.

    :raises NoteError: if none has, or if a known key's signature is wrong.
    """
    text, signatures = _split(note)
    trusted = False
    for name, blob in signatures:
        public_key = keys.get(name)
        if public_key is None or blob[:4] != key_hash(name, public_key):
            continue
        if not verify(public_key, text.encode(), blob[4:]):
            raise NoteError(f"the signature of {name} is wrong")
        trusted = True
    if not trusted:
        raise NoteError("no known key signed this note")
    return text


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint.

    :raises NoteError: if it is not one in canonical form.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise NoteError("a checkpoint has an origin, a size and a root")
    origin, size, root = lines[:3]
    checkpoint = Checkpoint(origin, _number(size), _base64(root), tuple(lines[3:-1]))
    if checkpoint.text() != text or len(checkpoint.root) != 32:
        raise NoteError("the checkpoint is not in canonical form")
    return checkpoint


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    at = note.rfind(_SIGNED)
    if at < 0 or not note.endswith("\n"):
        raise NoteError("not a signed note")
    lines = note[at + 2 : -1].split("\n")
    return note[: at + 1], [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    blob = _base64(encoded)
    if dash != "\u2014" or not name or len(blob) < 5:
        raise NoteError("a signature line is malformed")
    return name, blob


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise NoteError("the size of a checkpoint is a decimal number")
    return int(text)


def _base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Base64Error, ValueError) as error:
        raise NoteError("not base64") from error
