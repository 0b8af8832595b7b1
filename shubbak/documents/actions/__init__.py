"""Every write of the room."""

from shubbak.documents.actions.resuming import (
    MOST_UNFINISHED,
    begin_upload,
    continue_upload,
    finish_upload,
    forget_upload,
    sweep_parts,
)
from shubbak.documents.actions.scanning import scan_pending, set_scan, when_infected
from shubbak.documents.actions.storing import (
    ORPHANED_AFTER,
    erase_documents,
    name_again,
    store_bytes,
    store_upload,
    sweep_orphans,
    take_over,
)

__all__ = [
    "MOST_UNFINISHED",
    "ORPHANED_AFTER",
    "begin_upload",
    "continue_upload",
    "erase_documents",
    "finish_upload",
    "forget_upload",
    "name_again",
    "scan_pending",
    "set_scan",
    "store_bytes",
    "store_upload",
    "sweep_orphans",
    "sweep_parts",
    "take_over",
    "when_infected",
]
