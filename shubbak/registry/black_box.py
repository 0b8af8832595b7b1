"""A second memory of every receipt, on a path of its own, for the day on which the database is lost.

One line per receipt, synced to the disk before the depositor reads the answer; `SHUBBAK_BLACK_BOX` should be
another disk. Lines hold what the receipt holds: numbers and digests, nothing personal.
"""

import logging
import os
from pathlib import Path

from django.conf import settings

from shubbak.journal.receipt import decode, to_text

log = logging.getLogger(__name__)


def append(agency_code: str, receipt: bytes) -> bool:
    """Append a receipt (58 bytes, or 122 with its signature); False, and an error in the log, if it failed.

    A failure does not undo a deposit that the database has already committed.
    """
    path = Path(settings.SHUBBAK_BLACK_BOX) / f"{agency_code}.log"
    facts = decode(receipt)
    number = f"{facts.kind} {facts.year} {facts.number}"
    line = f"{facts.received_at:%Y-%m-%dT%H:%M:%SZ} {number} {to_text(receipt)}\n"
    try:
        append_synced(path, line.encode("ascii"))
    except OSError:
        log.exception("the black box of %s cannot be written", agency_code)
        return False
    return True


def append_synced(path: Path, line: bytes) -> None:
    """One line at the end of a file, on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # One write on a file opened for appending is not mixed with another process's.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
