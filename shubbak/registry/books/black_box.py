"""A second memory of every receipt, on a path of its own, for the day on which the database is lost.

One line per receipt, synced to the disk before the depositor reads the answer; `SHUBBAK_BLACK_BOX` should be
another disk. Lines hold what the receipt holds, and the code of the register: numbers and digests, nothing
personal. A line that could not be written leaves a mark beside the box, and is written later (`refilling`);
it says so with a last word, ``late:`` and when.
"""

import errno
import logging
import os
from base64 import b32decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from shubbak.journal.receipt import PAYLOAD_LENGTH, ReceiptFacts, decode, to_text

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """A receipt as the black box has it. `register`: its code, empty in lines of earlier versions."""

    facts: ReceiptFacts
    payload: bytes
    signature: bytes | None
    register: str


def append(agency_code: str, receipt: bytes, register: str, *, late: datetime | None = None) -> bool:
    """Append a receipt (58 bytes, or 122 with its signature); False, and an error in the log, if it failed.

    A failure does not undo a deposit that the database has already committed.
    """
    facts = decode(receipt)
    number = f"{facts.kind} {facts.year} {facts.number}"
    when = f" late:{late:%Y-%m-%dT%H:%M:%SZ}" if late else ""
    line = f"{facts.received_at:%Y-%m-%dT%H:%M:%SZ} {number} {to_text(receipt)} {register}{when}\n"
    try:
        append_synced(_log(agency_code), line.encode("ascii"))
    except OSError:
        log.exception("the black box of %s cannot be written", agency_code)
        mark_hole(agency_code)
        return False
    return True


def mark_hole(agency_code: str) -> None:
    """Note that lines are missing: an empty file, for which also a full disk mostly has room."""
    with suppress(OSError):
        _hole(agency_code).touch(mode=0o600, exist_ok=False)


def forget_hole(agency_code: str) -> bool:
    """Whether lines were missing: whoever asks writes them now."""
    try:
        _hole(agency_code).unlink()
    except OSError:
        return False
    return True


def hole_since(agency_code: str) -> datetime | None:
    """Since when lines are missing that nobody wrote later."""
    try:
        return datetime.fromtimestamp(_hole(agency_code).stat().st_mtime, UTC)
    except OSError:
        return None


def kept(agency_code: str) -> Iterator[Kept]:
    """Every receipt that is remembered, once, signed where it ever was, else as last written; in no order.

    A line that a crash cut off is passed over: nobody was given that receipt.
    """
    found: dict[bytes, Kept] = {}
    for read in _lines(agency_code):
        before = found.get(read.facts.receipt_id)
        if read.signature or before is None or before.signature is None:
            found[read.facts.receipt_id] = read
    return iter(found.values())


def known(agency_code: str) -> set[tuple[bytes, bool, str]]:
    """Which receipts have their line: their ids, whether it is signed, and the register that it names."""
    return {(read.facts.receipt_id, bool(read.signature), read.register) for read in _lines(agency_code)}


def _lines(agency_code: str) -> Iterator[Kept]:
    path = _log(agency_code)
    if not path.exists():
        return
    with path.open(encoding="ascii") as file:
        for line in file:
            if read := _read(line):
                yield read


def _log(agency_code: str) -> Path:
    return Path(settings.SHUBBAK_BLACK_BOX) / f"{agency_code}.log"


def _hole(agency_code: str) -> Path:
    return Path(settings.SHUBBAK_BLACK_BOX) / f"{agency_code}.hole"


def _read(line: str) -> Kept | None:
    words = line.split()
    try:
        receipt = b32decode(words[4] + "=" * (-len(words[4]) % 8))
        facts = decode(receipt)
    except (IndexError, ValueError):
        return None
    payload, signature = receipt[:PAYLOAD_LENGTH], receipt[PAYLOAD_LENGTH:] or None
    return Kept(facts, payload, signature, words[5] if len(words) > 5 else "")


def append_synced(path: Path, line: bytes) -> None:
    """One line at the end of a file, on the disk when this returns.

    What a full disk or a crash cut off stays a line of its own, which nobody can read.

    :raises OSError: if the line is not there, or not whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # One write on a file opened for appending is not mixed with another process's.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            line = b"\n" + line
        if os.write(descriptor, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
