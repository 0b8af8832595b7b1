"""A backup: one tar inside one file of age. Others may go on working while it is made.

====================== ======================================================================
member                 what
====================== ======================================================================
``manifest.json``      the format, and the instant of the copy
``database/000000`` …  what `pg_dump --format=custom` says, in parts
``files/CODE/SHA256``  each paper, under its hash; after the database, so that none is missing
``blackbox/…``         the black box as it stands
``keys/…``             the installation's secrets and signing key, where they were asked for
``seals/…``            the certificates with which the bodies seal, likewise
``mailboxes/CODE``     the passwords of the bodies' mailboxes, likewise
``end.json``           how many members there are: the copy is whole
====================== ======================================================================
"""

import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from shubbak.config.backup.database import dumped
from shubbak.contact.intake.queries import MAILBOX
from shubbak.documents.store import INCOMING, PARTS, removals_held

FORMAT = "shubbak backup 1"
MANIFEST, END = "manifest.json", "end.json"
SIGNING = ("signer.key", "signer.pub")
KEYS = ("secret", *SIGNING)
_HASH_LETTERS = 64


@dataclass(frozen=True)
class Sources:
    """What is copied. `keys`, `seals`, `mailboxes`: folders of secrets, where they go along. `secret`: the
    one in force, which need not be that of the folder.
    """

    owner_url: str
    files: Path
    black_box: Path
    keys: Path | None = None
    secret: str = ""
    seals: Path | None = None
    mailboxes: Path | None = None


def write_backup(out: BinaryIO, sources: Sources, *, at: datetime) -> int:
    """Write the copy; how many members it has. `out` encrypts.

    :raises StartFailed: if the database cannot be read.
    :raises OSError: if the disk is full.
    """
    with tarfile.open(fileobj=out, mode="w|", bufsize=1024 * 1024) as archive, removals_held():
        written = _Writing(archive, at)
        written.text(MANIFEST, {"format": FORMAT, "made_at": at.isoformat()})
        for number, part in enumerate(dumped(sources.owner_url)):
            written.bytes(f"database/{number:06}", part)
        written.files(_papers(sources.files))
        written.files(_below("blackbox", sources.black_box))
        if sources.secret:
            written.bytes("keys/secret", sources.secret.encode())
        if sources.keys:
            kept = (sources.keys / name for name in SIGNING)
            written.files((f"keys/{path.name}", path) for path in kept if path.exists())
        if sources.seals:
            written.files(_below("seals", sources.seals))
        if sources.mailboxes:
            written.files(_passwords(sources.mailboxes))
        written.text(END, {"members": written.count})
        return written.count


class _Writing:
    def __init__(self, archive: tarfile.TarFile, at: datetime) -> None:
        self._archive, self._at, self.count = archive, int(at.timestamp()), 0

    def text(self, name: str, facts: dict[str, str | int]) -> None:
        self.bytes(name, json.dumps(facts).encode())

    def bytes(self, name: str, content: bytes) -> None:
        self._add(name, len(content), io.BytesIO(content))

    def files(self, named: Iterable[tuple[str, Path]]) -> None:
        for name, path in named:
            with path.open("rb") as file:
                # A black box that grows meanwhile is copied as far as it went.
                self._add(name, path.stat().st_size, file)

    def _add(self, name: str, size: int, content: BinaryIO) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, self._at, 0o600
        self._archive.addfile(member, content)
        self.count += 1


def _papers(root: Path) -> Iterator[tuple[str, Path]]:
    """Every stored paper; what is still on its way in belongs to nobody yet."""
    for path in sorted(root.glob("*/*/*/*")):
        agency = path.relative_to(root).parts[0]
        if len(path.name) == _HASH_LETTERS and not {INCOMING, PARTS} & set(path.parts) and path.is_file():
            yield f"files/{agency}/{path.name}", path


def _passwords(folder: Path) -> Iterator[tuple[str, Path]]:
    """They may lie among other secrets."""
    for path in sorted(folder.glob(f"{MAILBOX}*")):
        yield f"mailboxes/{path.name.removeprefix(MAILBOX)}", path


def _below(name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("*")) if folder.exists() else ():
        if path.is_file():
            yield f"{name}/{path.name}", path
