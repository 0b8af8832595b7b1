"""Comma-separated values (RFC 4180), in UTF-8 with the mark by which Excel knows Arabic."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import cast

from shubbak.foundation.tables.formulas import plain
from shubbak.foundation.tables.table import Cell, Table, gathered

_MARK = "\ufeff"


class _Echo:
    """Gives back what the csv module writes."""

    def write(self, line: str) -> str:
        return line


def written_as_csv(table: Table) -> Iterator[bytes]:
    """Every cell quoted; a text that a spreadsheet would calculate is made plain."""
    return gathered(_lines(table))


def cut_off_csv(table: Table) -> bytes:
    """A last line of its own: a text that ends too early looks like a whole one."""
    return f'"{plain(table.cut_off)}"\r\n'.encode()


def _lines(table: Table) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield _MARK
    yield cast(str, writer.writerow([plain(column.heading) for column in table.columns]))
    for row in table.rows:
        yield cast(str, writer.writerow(_shown(row)))


def _shown(row: Sequence[Cell]) -> list[str]:
    return [plain(cell) if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return str(cell)
