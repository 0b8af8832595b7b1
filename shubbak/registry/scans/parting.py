"""Batches are cut at their separator sheets, each opened by a process of its own."""

from datetime import datetime
from time import monotonic

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.documents.rules import NOT_PASSED
from shubbak.registry.scans.actions.batches import begin_cutting, forget_batches, give_cutting_up, keep_cuts
from shubbak.registry.scans.folder import scan_folder
from shubbak.registry.scans.models import ScanBatch
from shubbak.registry.scans.opening import PATIENCE, bound, pages_of
from shubbak.registry.scans.queries import batches_to_cut
from shubbak.registry.scans.rules import cuts

TURN_LASTS = 40.0
"""Seconds after which a turn begins no further batch; the next one comes within a minute."""


def cut_batches(*, at: datetime) -> int:
    """Cut what came, the oldest first; how many batches."""
    cut, until = 0, monotonic() + TURN_LASTS
    for batch in batches_to_cut()[:100]:
        if monotonic() > until:
            break
        cut += _cut(batch, at)
    return cut


def forget_scans(*, at: datetime) -> int:
    """Let go what is over, in the store and in the folder; how many batches."""
    gone = forget_batches(at=at)
    scan_folder().forget(gone)
    return len(gone)


def _cut(batch: ScanBatch, at: datetime) -> bool:
    if not begin_cutting(batch=batch):
        give_cutting_up(batch=batch, problem="unreadable", at=at)
        return False
    try:
        return _cut_open(batch, at)
    except Unreadable:
        give_cutting_up(batch=batch, problem="unreadable", at=at)
    except Interrupted:
        pass  # tried again in the next turn, as often as a batch is tried
    return False


def _cut_open(batch: ScanBatch, at: datetime) -> bool:
    original = batch.original
    if original is None or original.scan in NOT_PASSED:
        give_cutting_up(batch=batch, problem="infected", at=at)
        return False
    agency = current_agency()
    pages = pages_of(original)
    found, separators = cuts(pages, agency.code, agency_key(agency))
    if not found:
        give_cutting_up(batch=batch, problem="empty", at=at)
        return False
    places = [[(0, page.number - 1) for page in cut.written] for cut in found]
    made = bound([original], places, PATIENCE)
    keep_cuts(
        batch=batch, pages=pages, separators=separators, found=list(zip(found, made, strict=True)), at=at
    )
    return True
