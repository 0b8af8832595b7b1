"""A table, or an archive, on its way to its reader: one transaction, one connection, as far as it comes.

The rows come through a cursor of the server, so that neither side holds them all. The web server asks for the
parts in the thread that answered the request, and closes the stream when the reader has gone: the cursor,
the transaction and the place are given back there, before the thread takes another request of, perhaps,
another body. One that nobody closed is kept until the next request of its thread, and closed there: were it
let go, Python would end it in the midst of some other question to the database, and both would wait for ever.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.signals import request_started
from django.db import DatabaseError, connection, transaction

from shubbak.foundation.tables import Cell, Table, TableFormat
from shubbak.insights.rules import TooManyExports

PLACES = 2
"""Exports under way at once in a body: each keeps a thread of the web door."""
LONGEST = 900.0
"""Seconds after which an export is given up: who reads so slowly keeps rows alive that others change."""
_PLACE = "SELECT pg_try_advisory_xact_lock(hashtext('export ' || current_schema()), %s::int)"


@dataclass
class Sent:
    """How many rows, or members of an archive, are on their way."""

    rows: int = 0


class _Open(threading.local):
    def __init__(self) -> None:
        self.streams: set[Stream] = set()


Parts = Callable[[Sent], Iterator[bytes]]
Ended = Callable[[int, bool], object]


class Stream:
    """What `parts` gives. `ended` is told at the end, whatever it was: how many rows left, and whether all.

    :param cut_off: what is sent in place of the rest when the work fails on the way.
    :raises TooManyExports: when it is opened while all places are taken.
    """

    def __init__(self, parts: Parts, ended: Ended, cut_off: bytes = b"", longest: float = LONGEST) -> None:
        self._sent, self._complete = Sent(), False
        self._until = time.monotonic() + longest
        self._parts = self._on_the_way(parts, ended, cut_off)
        _open.streams.add(self)
        next(self._parts)

    def __iter__(self) -> Iterator[bytes]:
        return self._parts

    def close(self) -> None:
        """The reader has gone, or has everything."""
        self._parts.close()

    def _on_the_way(self, parts: Parts, ended: Ended, cut_off: bytes) -> Generator[bytes, None, None]:
        """Nothing first, once a place is taken; then the parts."""
        try:
            with transaction.atomic():
                _take_a_place()
                yield b""
                yield from self._in_time(parts(self._sent))
            self._complete = True
        except (TimeoutError, DatabaseError):
            yield cut_off  # the web server ends the answer as if all were well
            raise
        finally:
            _open.streams.discard(self)
            ended(self._sent.rows, self._complete)

    def _in_time(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        for part in parts:
            yield part
            if time.monotonic() > self._until:
                raise TimeoutError("the export took too long")


_open = _Open()


def close_what_is_open(**_signal: object) -> None:
    """Close the streams of this thread that nobody closed."""
    for stream in list(_open.streams):
        stream.close()


request_started.connect(close_what_is_open)


def table_parts(table: Table, kind: TableFormat, sent: Sent) -> Iterator[bytes]:
    """A table as a file of this kind; `sent` counts its rows."""
    return kind.write(replace(table, rows=_counted(table.rows, sent)))


def _counted(rows: Iterable[Sequence[Cell]], sent: Sent) -> Iterator[Sequence[Cell]]:
    for row in rows:
        sent.rows += 1
        yield row


def _take_a_place() -> None:
    """Held until the transaction ends."""
    with connection.cursor() as cursor:
        for place in range(PLACES):
            cursor.execute(_PLACE, [place])
            if cursor.fetchone() == (True,):
                return
    raise TooManyExports
