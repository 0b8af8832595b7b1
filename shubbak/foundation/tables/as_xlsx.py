"""An Excel workbook of one sheet (ECMA-376), written while it is sent; why by us: `docs/adr/0009`.

The usual libraries write the whole workbook to a temporary file before the first byte leaves, and cannot
notice that nobody waits for it any more; one sheet of texts and dates needs little of the format. A text is a
text by the type of its cell, never a formula; one that looks like a formula bears Excel's own mark of a text
too, so that it stays one when somebody edits the cell.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from xml.sax.saxutils import escape

from shubbak.foundation.tables.formulas import is_formula
from shubbak.foundation.tables.table import Cell, Column, Table, gathered
from shubbak.foundation.zip_stream import zipped

MOST_ROWS = 1_048_575
"""Rows of a sheet, without its heading."""
_LONGEST = 32_767
_FIRST_DAY = datetime(1899, 12, 30)
_A_DAY = timedelta(days=1)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[][:*?/\\']")
_HEADING, _DAY, _INSTANT, _TEXT_MARK = 1, 2, 3, 4
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KINDS}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}/styles" '
        'Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        'quotePrefix="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}  # fmt: skip


def written_as_xlsx(table: Table) -> Iterator[bytes]:
    """One sheet with its heading frozen, from right to left where the table is; dates are real dates."""
    parts = {**_FIXED, "xl/workbook.xml": _workbook(table.title)}
    fixed = [(name, iter([(_HEAD + text).encode()])) for name, text in parts.items()]
    sheet = ("xl/worksheets/sheet1.xml", gathered(_sheet(table)))
    return zipped([*fixed, sheet], at=datetime(2000, 1, 1, tzinfo=UTC), level=3)


def _workbook(title: str) -> str:
    name = _clean(_NOT_IN_NAMES.sub(" ", title).strip()[:31]) or "1"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name="{escape(name, _QUOTES)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


_QUOTES = {'"': "&quot;"}


def _sheet(table: Table) -> Iterator[str]:
    letters = [_letters(rank) for rank in range(len(table.columns))]
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"'
    yield ' rightToLeft="1">' if table.right_to_left else ">"
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    yield f"</sheetViews><cols>{''.join(_widths(table.columns))}</cols><sheetData>"
    headings = [_text(f"{letter}1", column.heading, _HEADING) for letter, column in _pairs(letters, table)]
    yield f'<row r="1">{"".join(headings)}</row>'
    for number, row in enumerate(table.rows, start=2):
        yield _row(number, row, letters)
    yield "</sheetData></worksheet>"


def _pairs(letters: list[str], table: Table) -> Iterator[tuple[str, Column]]:
    return zip(letters, table.columns, strict=True)


def _widths(columns: Sequence[Column]) -> Iterator[str]:
    for rank, column in enumerate(columns, start=1):
        yield f'<col min="{rank}" max="{rank}" width="{column.width}" customWidth="1"/>'


def _row(number: int, row: Sequence[Cell], letters: list[str]) -> str:
    cells = [
        _cell(f"{letter}{number}", cell)
        for letter, cell in zip(letters, row, strict=True)
        if cell is not None and cell != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, str):
        return _text(place, cell, _TEXT_MARK if is_formula(cell) else 0)
    if isinstance(cell, datetime):
        minute = cell.replace(second=0, microsecond=0, tzinfo=None)
        return f'<c r="{place}" s="{_INSTANT}"><v>{_serial(minute):.8f}</v></c>'
    if isinstance(cell, date):
        day = datetime(cell.year, cell.month, cell.day)
        return f'<c r="{place}" s="{_DAY}"><v>{_serial(day):.0f}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _serial(moment: datetime) -> float:
    """Days since the beginning of Excel's calendar."""
    return (moment - _FIRST_DAY) / _A_DAY


def _text(place: str, words: str, style: int) -> str:
    styled = f' s="{style}"' if style else ""
    shown = escape(_clean(words[:_LONGEST]))
    return f'<c r="{place}"{styled} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _clean(words: str) -> str:
    """Without what XML cannot hold; what looks like Excel's own way to write such a sign stays a text."""
    return _UNWRITABLE.sub("", _ESCAPED.sub("_x005F_", words))


def _letters(rank: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    above, last = divmod(rank, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + last)
