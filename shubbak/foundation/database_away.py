"""Whether something failed because the database is away: it stops, starts, or the line is lost. No Django."""

import psycopg

_GONE = frozenset({"57P01", "57P02", "57P03", "57P05", "53300"})
"""PostgreSQL is shut down, crashed, still starts, gave up a line at rest; or has no place for one more."""
_LINE = "08"
"""The class of what goes wrong with a connection."""


def is_database_away(raised: BaseException | None) -> bool:
    """Also where what failed was told as another exception."""
    seen: set[int] = set()
    while raised is not None and id(raised) not in seen:
        if _says_so(raised):
            return True
        seen.add(id(raised))
        raised = raised.__cause__ or raised.__context__
    return False


def _says_so(raised: BaseException) -> bool:
    """Only the driver's own words count. A lock not got, a statement cut off, a bad query have their codes.

    A line that breaks has none; nor has one that was not got from the pool in time.
    """
    if not isinstance(raised, psycopg.OperationalError):
        return False
    code = raised.sqlstate
    return code is None or code in _GONE or code.startswith(_LINE)
