"""One JSON document, written as it goes.

Not JSON Lines: a document that was cut off on its way is no JSON at all, so that nobody takes half of a
table for the whole. Its last member says how many rows there are.
"""

import json
from collections.abc import Iterator
from datetime import date

from shubbak.foundation.tables.table import Cell, Table, gathered


def written_as_json(table: Table) -> Iterator[bytes]:
    """``{"title", "columns": {code: heading}, "rows": [{code: value}…], "count"}``; instants by ISO 8601."""
    return gathered(_pieces(table))


def _pieces(table: Table) -> Iterator[str]:
    codes = [column.code for column in table.columns]
    headings = {column.code: column.heading for column in table.columns}
    yield f'{{"title": {_json(table.title)},\n"columns": {_json(headings)},\n"rows": ['
    count = 0
    for row in table.rows:
        yield ",\n" if count else "\n"
        yield _json(dict(zip(codes, map(_value, row), strict=True)))
        count += 1
    yield f'],\n"count": {count}}}\n'


def _value(cell: Cell) -> str | int | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
