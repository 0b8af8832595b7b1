"""Numbers without a gap, many at once."""

from django.db import connection

_TAKE = "UPDATE ledger_series SET last = last + %s WHERE code = %s AND year = %s RETURNING last"
_BEGIN = "INSERT INTO ledger_series (code, year, last) VALUES (%s, %s, 0) ON CONFLICT DO NOTHING"


def take_numbers(*, code: str, year: int, count: int = 1) -> range:
    """The next numbers of a series, in the transaction under way: one that fails leaves no gap.

    Whoever comes next waits for its end, so this is done last: in `before_flush`, or right before it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [count, code, year])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_BEGIN, [code, year])
            cursor.execute(_TAKE, [count, code, year])
            row = cursor.fetchone()
    (last,) = row
    return range(last - count + 1, last + 1)
