"""A second memory of every receipt, on a path of its own, for the day on which the database is lost.

One line per receipt, synced to the disk before the depositor reads the answer; `SHUBBAK_BLACK_BOX` should be
another disk. Lines hold what the receipt holds, and the code of the register: numbers and digests, nothing
personal.
"""

import errno
import logging
import os
from base64 import b32decode
from collections.abc import Iterator
from dataclasses import dataclass
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


def append(agency_code: str, receipt: bytes, register: str) -> bool:
    """Append a receipt (58 bytes, or 122 with its signature); False, and an error in the log, if it failed.

    A failure does not undo a deposit that the database has already committed.
    """
    path = Path(settings.SHUBBAK_BLACK_BOX) / f"{agency_code}.log"
    facts = decode(receipt)
    number = f"{facts.kind} {facts.year} {facts.number}"
    line = f"{facts.received_at:%Y-%m-%dT%H:%M:%SZ} {number} {to_text(receipt)} {register}\n"
    try:
        append_synced(path, line.encode("ascii"))
    except OSError:
        log.exception("the black box of %s cannot be written", agency_code)
        return False
    return True


def kept(agency_code: str) -> Iterator[Kept]:
    """Every receipt that is remembered, once, signed where it ever was; in no order.

    A line that a crash cut off is passed over: nobody was given that receipt.
    """
    path = Path(settings.SHUBBAK_BLACK_BOX) / f"{agency_code}.log"
    found: dict[bytes, Kept] = {}
    for line in path.read_text(encoding="ascii").splitlines() if path.exists() else ():
        read = _read(line)
        if read and (read.signature or read.facts.receipt_id not in found):
            found[read.facts.receipt_id] = read
    return iter(found.values())


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
