"""Every write of the room."""

from shubbak.documents.actions.resuming import (
    MOST_UNFINISHED,
    begin_upload,
    continue_upload,
    finish_upload,
    forget_upload,
    sweep_parts,
)
from shubbak.documents.actions.storing import (
    ORPHANED_AFTER,
    set_scan,
    store_bytes,
    store_upload,
    sweep_orphans,
)

__all__ = [
    "MOST_UNFINISHED",
    "ORPHANED_AFTER",
    "begin_upload",
    "continue_upload",
    "finish_upload",
    "forget_upload",
    "set_scan",
    "store_bytes",
    "store_upload",
    "sweep_orphans",
    "sweep_parts",
]
