"""What is written on parts that wait, read by the worker before a clerk enters them."""

from datetime import datetime
from time import monotonic

from shubbak.documents.reading import said_in
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.registry.letters.reading import register_read_before
from shubbak.registry.scans.actions.reading import (
    begin_reading_part,
    give_part_reading_up,
    keep_part_said,
    lay_said,
)
from shubbak.registry.scans.models import ScanPart
from shubbak.registry.scans.queries import parts_to_read

TURN_LASTS = 20.0
"""Seconds after which a turn begins no further part; the next one comes within a minute."""
AT_A_TIME = 100


def read_parts(*, at: datetime) -> int:
    """Read what a clerk enters next; how many parts. One that takes too long ends the turn."""
    read, until = 0, monotonic() + TURN_LASTS
    for part in parts_to_read()[:AT_A_TIME]:
        if monotonic() > until:
            break
        try:
            read += _read(part, at)
        except Interrupted:
            break
    return read


def _read(part: ScanPart, at: datetime) -> bool:
    if part.document is None or not begin_reading_part(part=part):
        return False
    try:
        said = said_in(part.document)
    except Unreadable:
        give_part_reading_up(part=part)
        return False
    keep_part_said(part=part, said=said, at=at)
    return True


register_read_before(lambda paper, at: lay_said(paper=paper, at=at))
