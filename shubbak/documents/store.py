"""The content-addressed store of an agency: SHUBBAK_FILES/<agency>/ab/cd/<sha256>.

A file is written beside the store, counted and hashed on the way, then fsynced, renamed into its place, and
its folder fsynced: all before the transaction that names it commits, so no committed row lacks its bytes.
"""

import contextlib
import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from django.conf import settings

INCOMING = "incoming"
PARTS = "parts"


class OverLimit(Exception):
    """More bytes came than the limit allows."""


def folder_of(agency_code: str) -> Path:
    return Path(settings.SHUBBAK_FILES) / agency_code


def path_of(agency_code: str, sha256: str) -> Path:
    return folder_of(agency_code) / sha256[:2] / sha256[2:4] / sha256


class Incoming:
    """Bytes on their way in. Either `keep` or `discard` ends it; what fails within `with` is discarded."""

    def __init__(self, agency_code: str, limit: int) -> None:
        """:param limit: bytes; the write that passes it raises `OverLimit`."""
        self.agency_code = agency_code
        self.limit = limit
        self.size = 0
        self._digest = hashlib.sha256()
        folder = folder_of(agency_code) / INCOMING
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / uuid.uuid4().hex
        self._file: BinaryIO = self.path.open("xb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is not None:
            self.discard()

    def write(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > self.limit:
            raise OverLimit
        self._digest.update(chunk)
        self._file.write(chunk)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def flush(self) -> None:
        """Let others open the path and see every byte written so far."""
        self._file.flush()

    def keep(self) -> str:
        """Make the file durable under its hash, and say the hash."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        target = path_of(self.agency_code, self.sha256)
        make_durable_folder(target.parent, folder_of(self.agency_code))
        with _held(target.parent):
            self.path.replace(target)
            _fsync_folder(target.parent)
        return self.sha256

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


def part_of(agency_code: str, upload: uuid.UUID) -> Path:
    """Where the pieces of an unfinished upload lie."""
    return folder_of(agency_code) / PARTS / upload.hex


def add_piece(path: Path, offset: int, content: bytes) -> None:
    """Write a piece where the earlier ones end, for good. What a crash left behind that place is cut off.

    :raises FileNotFoundError: if the earlier pieces are gone.
    """
    if offset == 0:
        make_durable_folder(path.parent, path.parent.parent)
    with path.open("wb" if offset == 0 else "r+b") as part:
        if part.seek(0, os.SEEK_END) < offset:
            raise FileNotFoundError(path)
        part.seek(offset)
        part.write(content)
        part.truncate()
        part.flush()
        os.fsync(part.fileno())
    if offset == 0:
        _fsync_folder(path.parent)


_durable: set[Path] = set()
"""Folders whose own entry this process synced; that of one made by another may not be on disk yet."""


def make_durable_folder(folder: Path, root: Path) -> None:
    """Make the folder and fsync the entry of each folder on the way, from it up to that of the file store."""
    unsynced = []
    for part in (folder, *folder.parents):
        if part == root.parent.parent or (part in _durable and part.exists()):
            break
        unsynced.append(part)
    if not unsynced:
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in unsynced:
        _fsync_folder(part.parent)
    _durable.update(unsynced)


def orphans(agency_code: str, before: float) -> Iterator[Path]:
    """Files of the store, and unfinished incoming ones, last written before the instant (Unix seconds)."""
    root = folder_of(agency_code)
    for path in root.glob("*/**/*"):
        if path.is_file() and path.stat().st_mtime < before:
            yield path


def remove_if_older(path: Path, before: float) -> bool:
    """Remove a file unless somebody stored the same bytes again meanwhile, or a backup is being made."""
    if not path.parent.exists():
        return False
    with _removals(fcntl.LOCK_SH | fcntl.LOCK_NB) as allowed, _held(path.parent):
        if not allowed:
            return False
        try:
            if path.stat().st_mtime >= before:
                return False
            path.unlink()
        except FileNotFoundError:
            return False
    return True


@contextlib.contextmanager
def removals_held() -> Iterator[None]:
    """No file leaves the store while the block runs: a backup finds what its database names.

    What would have gone is left to the nightly sweep.
    """
    with _removals(fcntl.LOCK_EX):
        yield


@contextlib.contextmanager
def _removals(way: int) -> Iterator[bool]:
    root = Path(settings.SHUBBAK_FILES)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, way)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
