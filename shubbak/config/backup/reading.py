"""Unpacking a backup: the database into an empty one, papers by their hashes, a black box where none is."""

import hashlib
import json
import os
import tarfile
import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from shubbak.config.backup.database import restoring
from shubbak.config.backup.writing import END, FORMAT, KEYS, MANIFEST, SIGNING
from shubbak.contact.intake.queries import MAILBOX
from shubbak.documents.store import make_durable_folder
from shubbak.journal.signer_store import sync_folder

_BLOCK = 1024 * 1024
_SIGNING_KEY, _PUBLISHED_KEYS = SIGNING  # in the order in which a copy has them


class NoBackup(ValueError):
    """The file is no backup of this format, or not the whole of one."""


@dataclass(frozen=True)
class Targets:
    """Where a copy goes. `owner_url`: an empty database. `keys`, `seals`, `mailboxes`: folders, where the
    secrets of the copy are wanted.
    """

    owner_url: str
    files: Path
    black_box: Path
    keys: Path | None = None
    seals: Path | None = None
    mailboxes: Path | None = None


@dataclass
class Unpacked:
    """What a copy held."""

    made_at: datetime
    members: int = 1
    papers: int = 0


def look_through(source: IO[bytes]) -> None:
    """Read a copy to its end and put nothing anywhere: a fault at its end must not be found too late.

    :raises NoBackup: if it is none, or not whole.
    :raises AgeError: if it was altered or cut.
    """
    members, last = 0, None
    try:
        with tarfile.open(fileobj=source, mode="r|", bufsize=_BLOCK) as archive:
            for member in archive:
                members, last = members + 1, member.name
    except tarfile.TarError as error:
        raise NoBackup(f"this is no backup: {error}") from error
    while source.read(_BLOCK):
        pass  # what follows the archive is authenticated, too
    if not members or last != END:
        raise NoBackup("the backup has no end")


def unpack(source: IO[bytes], targets: Targets) -> Unpacked:
    """Put the copy into its places; `source` decrypts. Papers that are there already stay as they are.

    :raises NoBackup: if it is none, or not whole.
    :raises AgeError: if it was altered or cut.
    :raises StartFailed: if the database does not take it.
    """
    try:
        with tarfile.open(fileobj=source, mode="r|", bufsize=_BLOCK) as archive, ExitStack() as database:
            return _Unpacking(archive, targets, database).all()
    except tarfile.TarError as error:
        raise NoBackup(f"this is no backup: {error}") from error


class _Unpacking:
    def __init__(self, archive: tarfile.TarFile, targets: Targets, database: ExitStack) -> None:
        self._archive, self._targets, self._database = archive, targets, database
        self._into: IO[bytes] | None = None
        self._signing_key = b""
        self._places = {
            "database": self._part,
            "files": self._paper,
            "blackbox": self._line,
            "keys": self._key,
            "seals": self._seal,
            "mailboxes": self._mailbox,
        }

    def all(self) -> Unpacked:
        found, ended = None, False
        for member in self._archive:
            content = self._archive.extractfile(member)
            if content is None or ended:
                raise NoBackup(f"{member.name} does not belong into a backup")
            if found is None:
                found = self._begun(member.name, content)
                continue
            ended = member.name == END
            if ended:
                self._must_be_whole(found, content)
                continue
            self._put(member.name, content, found)
        if found is None or not ended:
            raise NoBackup("the backup has no end")
        return found

    def _begun(self, name: str, content: IO[bytes]) -> Unpacked:
        facts = json.load(content) if name == MANIFEST else {}
        if facts.get("format") != FORMAT:
            raise NoBackup("this is no backup of Shubbak")
        return Unpacked(datetime.fromisoformat(facts["made_at"]))

    def _must_be_whole(self, found: Unpacked, content: IO[bytes]) -> None:
        if json.load(content)["members"] != found.members:
            raise NoBackup("a member of the backup is missing")

    def _put(self, name: str, content: IO[bytes], found: Unpacked) -> None:
        kind, _, rest = name.partition("/")
        if kind not in self._places or not {"", ".."}.isdisjoint(rest.split("/")):
            raise NoBackup(f"{name} does not belong into a backup")
        if kind != "database":
            self._database.close()  # the last part was read: what goes wrong there shows here
        self._places[kind](rest, content)
        found.members += 1
        found.papers += kind == "files"

    def _part(self, _name: str, content: IO[bytes]) -> None:
        if self._into is None:
            self._into = self._database.enter_context(restoring(self._targets.owner_url))
        self._into.write(content.read())

    def _paper(self, name: str, content: IO[bytes]) -> None:
        agency, _, sha256 = name.partition("/")
        root = self._targets.files / agency
        place = root / sha256[:2] / sha256[2:4] / sha256
        if place.exists():
            return
        make_durable_folder(place.parent, root)
        draft = place.with_name(f"{uuid.uuid4().hex}.draft")
        if _written(draft, content) != sha256:
            draft.unlink()
            raise NoBackup(f"the paper {sha256} is not the one of this name")
        draft.replace(place)
        sync_folder(place.parent)

    def _line(self, name: str, content: IO[bytes]) -> None:
        """The black box that stands on its own path is the newer one, and stays."""
        place = self._targets.black_box / name
        if not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _written(place, content)

    def _key(self, name: str, content: IO[bytes]) -> None:
        """The signing key follows its list, and only where the keys that are here do not follow from it:
        receipts that were signed since the copy verify by them.
        """
        folder = self._targets.keys
        if folder is None or name not in KEYS:
            return
        if name == _SIGNING_KEY:
            self._signing_key = content.read()
            return
        if name == _PUBLISHED_KEYS:
            listed = content.read()
            if _goes_on(folder / name, listed):
                return
            _written(folder / _SIGNING_KEY, BytesIO(self._signing_key))
            content = BytesIO(listed)
        _written(folder / name, content)

    def _seal(self, name: str, content: IO[bytes]) -> None:
        self._secret(self._targets.seals, name, content)

    def _mailbox(self, name: str, content: IO[bytes]) -> None:
        self._secret(self._targets.mailboxes, f"{MAILBOX}{name}", content)

    def _secret(self, folder: Path | None, name: str, content: IO[bytes]) -> None:
        if folder and "/" not in name:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _written(folder / name, content)


def _goes_on(path: Path, listed: bytes) -> bool:
    """Whether the keys that are here begin with those of the copy, and have been changed since."""
    here = path.read_bytes() if path.exists() else b""
    return here.startswith(listed) and here != listed


def _written(path: Path, content: IO[bytes]) -> str:
    """Put it on the disk itself; the hash of what was written."""
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := content.read(_BLOCK):
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()
