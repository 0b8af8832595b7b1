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
    store_bytes,
    store_upload,
    sweep_orphans,
)

__all__ = [
    "MOST_UNFINISHED",
    "ORPHANED_AFTER",
    "begin_upload",
    "continue_upload",
    "erase_documents",
    "finish_upload",
    "forget_upload",
    "scan_pending",
    "set_scan",
    "store_bytes",
    "store_upload",
    "sweep_orphans",
    "sweep_parts",
    "when_infected",
]
