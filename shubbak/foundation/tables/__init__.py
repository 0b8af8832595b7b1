"""Tables that leave the house as CSV, XLSX or JSON: written row by row, in constant memory.

Each writer is a generator of bytes; nothing is kept of what was sent. No temporary file either: the first
rows are on their way while the last are still in the database, and a reader who goes away ends the work.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shubbak.foundation.tables.as_csv import cut_off_csv, written_as_csv
from shubbak.foundation.tables.as_json import written_as_json
from shubbak.foundation.tables.as_xlsx import MOST_ROWS, written_as_xlsx
from shubbak.foundation.tables.table import Cell, Column, Table

__all__ = ["FORMATS", "Cell", "Column", "Table", "TableFormat"]


@dataclass(frozen=True)
class TableFormat:
    """`most_rows`: as many as a file of this kind holds; None where there is no limit.

    `cut_off` gives what is sent in place of the rest when the work fails on the way. Half a document or half
    an archive cannot be read, so that only a text has to say it.
    """

    code: str
    media_type: str
    write: Callable[[Table], Iterator[bytes]]
    most_rows: int | None = None
    cut_off: Callable[[Table], bytes] = lambda _table: b""


FORMATS: Mapping[str, TableFormat] = {
    known.code: known
    for known in (
        TableFormat("csv", "text/csv; charset=utf-8", written_as_csv, cut_off=cut_off_csv),
        TableFormat(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            written_as_xlsx,
            MOST_ROWS,
        ),
        TableFormat("json", "application/json", written_as_json),
    )
}
