"""What a table is made of, whatever file it is written to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | date | datetime | None
PART = 64 * 1024
"""Bytes, or so, that leave at once."""


@dataclass(frozen=True)
class Column:
    """`code` names the column for programs, `heading` for people; `width` is in characters."""

    code: str
    heading: str
    width: int = 18


@dataclass(frozen=True)
class Table:
    """Rows have a cell for each column. An instant is shown in its own zone, to the minute.

    `cut_off`: the words that end a text which could not be written to its end.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    right_to_left: bool = False
    cut_off: str = ""


def gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    """Texts joined until there are enough for a part, as UTF-8."""
    kept: list[str] = []
    length = 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length >= PART:
            yield "".join(kept).encode()
            kept, length = [], 0
    yield "".join(kept).encode()
