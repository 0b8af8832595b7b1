"""Whether something failed because no disk had room: the database's, or the one of the papers. No Django."""

import errno

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_DISK_FULL = "53100"
"""PostgreSQL's `disk_full`: a table, an index or the log could not grow."""


def is_disk_full(raised: BaseException | None) -> bool:
    """Also where what failed was told as another exception."""
    seen: set[int] = set()
    while raised is not None and id(raised) not in seen:
        if isinstance(raised, OSError) and raised.errno in _NO_ROOM:
            return True
        if getattr(raised, "sqlstate", None) == _DISK_FULL:
            return True
        seen.add(id(raised))
        raised = raised.__cause__ or raised.__context__
    return False
