"""One look into the watched folder: each file that is whole is taken once. What dies on the way goes on."""

import hashlib
import logging
import os
import stat
import time
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from shubbak.documents.rules import FileRefused, Refusal, normalised_name
from shubbak.registry.books.models import Register
from shubbak.registry.scans.actions.batches import refuse_file, take_batch
from shubbak.registry.scans.folder import ScanFolder, scan_folder
from shubbak.registry.scans.models import ScanBatch
from shubbak.registry.scans.rules import TAKEN

SETTLED = 10.0
"""Seconds for which nobody wrote to a file; the folder's own clock counts them."""
STILL = 2.0
"""Seconds between two looks at the size of what seems settled."""
AT_A_TIME = 20
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
_BLOCK, _LONGEST = 1024 * 1024, 60
_log = logging.getLogger(__name__)


def take_scans(*, at: datetime) -> int:
    """Take what lies whole in the folder of the body; how many files."""
    if not Register.objects.filter(direction=Register.Direction.IN).exists():
        return 0
    folder = scan_folder()
    try:
        folder.make()
        _claim(folder)
        return sum(_take(folder, path, at) for path in sorted(_files(folder.taking))[:AT_A_TIME])
    except OSError as problem:
        _log.warning("the folder of scans cannot be read: %s", problem)
        return 0


def _claim(folder: ScanFolder) -> None:
    """Move what is whole out of the way of whoever writes; the scanner may give the name again."""
    now = _now_of(folder.taking)
    settled = {path: _state(path) for path in _files(folder.root) if _is_settled(path, now)}
    if not settled:
        return
    time.sleep(STILL)
    for path in sorted(settled, key=lambda path: (settled[path], path.name)):
        if _state(path) == settled[path]:
            folder.move(path, folder.taking / f"{now:020.6f}-{uuid.uuid4().hex}-{path.name[-_LONGEST:]}")


def _files(folder: Path) -> Iterator[Path]:
    """Plain files alone: no link, which might lead elsewhere, and nothing that a program is still writing."""
    for path in folder.iterdir():
        if path.name.startswith((".", "~")) or path.name.lower().endswith(_UNFINISHED):
            continue
        if stat.S_ISREG(path.lstat().st_mode):
            yield path


def _now_of(folder: Path) -> float:
    """What the clock of that file system says, be it another machine's."""
    mark = folder / ".now"
    mark.touch()
    return mark.stat().st_mtime


def _is_settled(path: Path, now: float) -> bool:
    told = path.lstat()
    return now - max(told.st_mtime, told.st_ctime) >= SETTLED


def _state(path: Path) -> tuple[float, int]:
    try:
        told = path.lstat()
    except FileNotFoundError:
        return 0.0, -1
    return told.st_mtime, told.st_size


def _take(folder: ScanFolder, path: Path, at: datetime) -> bool:
    """Its row is committed before the file moves on: what is taken again is known by its bytes."""
    name = normalised_name(path.name.split("-", 2)[-1])
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return False
    with os.fdopen(descriptor, "rb") as stream:
        batch = _taken(stream, name, at)
    to = folder.failed if batch.state == ScanBatch.State.FAILED else folder.done
    folder.move(path, to / f"{batch.pk}{_again(to, batch)}-{name[-_LONGEST:]}")
    return True


def _taken(stream: BinaryIO, name: str, at: datetime) -> ScanBatch:
    """A file that is refused has its row too, and lies in sight of the clerks."""
    try:
        if os.fstat(stream.fileno()).st_size > TAKEN.max_bytes:
            raise FileRefused(Refusal.TOO_BIG, limit=TAKEN.max_bytes)
        return take_batch(stream=stream, name=name, source=ScanBatch.Source.FOLDER, staff=None, at=at)
    except FileRefused as refused:
        problem, facts = refused.reason.value, dict(refused.facts)
    return refuse_file(name=name, sha256=_digest(stream), problem=problem, facts=facts, at=at)


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _again(folder: Path, batch: ScanBatch) -> str:
    """The same bytes may come twice; each of their files keeps a place."""
    lying = len(list(folder.glob(f"{batch.pk}*")))
    return f".{lying}" if lying else ""
