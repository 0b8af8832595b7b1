"""A table on its way to its reader: in one transaction, on one connection, to the end or as far as it came.

The rows come through a cursor of the server, so that neither side holds them all. The web server asks for the
parts in the thread that answered the request, and closes the stream when the reader has gone: the cursor,
the transaction and the place are given back there, before the thread takes another request of, perhaps,
another body.
"""

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import DatabaseError, connection, transaction

from shubbak.foundation.tables import Cell, Table, TableFormat
from shubbak.insights.rules import TooManyExports

PLACES = 2
"""Exports under way at once in a body: each keeps a thread of the web door."""
LONGEST = 900.0
"""Seconds after which an export is given up: who reads so slowly keeps rows alive that others change."""
_PLACE = "SELECT pg_try_advisory_xact_lock(hashtext('export ' || current_schema()), %s::int)"
Ended = Callable[[int, bool], object]


class Stream:
    """The parts of a table. `ended` is told at the end, whatever it was: rows sent, and whether all were.

    :raises TooManyExports: when it is opened while all places are taken.
    """

    def __init__(self, table: Table, kind: TableFormat, ended: Ended, longest: float = LONGEST) -> None:
        self._rows, self._complete = 0, False
        self._until = time.monotonic() + longest
        self._parts = self._sent(table, kind, ended)
        next(self._parts)

    def __iter__(self) -> Iterator[bytes]:
        return self._parts

    def close(self) -> None:
        """The reader has gone, or has everything."""
        self._parts.close()

    def _sent(self, table: Table, kind: TableFormat, ended: Ended) -> Generator[bytes, None, None]:
        """Nothing first, once a place is taken; then the parts."""
        try:
            with transaction.atomic():
                _take_a_place()
                yield b""
                yield from self._written(table, kind)
            self._complete = True
        except (TimeoutError, DatabaseError):
            yield kind.cut_off(table)  # the web server ends the answer as if all were well
            raise
        finally:
            ended(self._rows, self._complete)

    def _written(self, table: Table, kind: TableFormat) -> Iterator[bytes]:
        for part in kind.write(replace(table, rows=self._counted(table.rows))):
            yield part
            if time.monotonic() > self._until:
                raise TimeoutError("the export took too long")

    def _counted(self, rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        for row in rows:
            self._rows += 1
            yield row


def _take_a_place() -> None:
    """Held until the transaction ends."""
    with connection.cursor() as cursor:
        for place in range(PLACES):
            cursor.execute(_PLACE, [place])
            if cursor.fetchone() == (True,):
                return
    raise TooManyExports
