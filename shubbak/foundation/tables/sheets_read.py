"""Rows of a table that somebody sends: CSV, or the first sheet of an Excel workbook. Texts, and nothing else.

A workbook is an archive of XML: no entity is resolved, no more than `MOST_BYTES` is unpacked, formulas count
for what they last showed.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

MOST_BYTES = 64 * 1024 * 1024
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FIRST_DAY = datetime(1899, 12, 30)
_DAYS = range(20_000, 80_000)
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
_MOST_COLUMNS = 200


class NotATable(Exception):
    """The bytes are no table that can be read."""


def rows_of(name: str, content: bytes) -> Iterator[list[str]]:
    """The rows, the heading first.

    :raises NotATable: for anything that is neither text in UTF-8 nor a workbook.
    """
    return _rows_of_workbook(content) if content[:2] == b"PK" else _rows_of_text(name, content)


def rows_in(path: Path) -> Iterator[list[str]]:
    """The same of a file on this machine; a text is read line by line, however long it is.

    :raises NotATable: as :func:`rows_of`.
    """
    with path.open("rb") as file:
        is_workbook = file.read(2) == b"PK"
    if is_workbook:
        yield from _rows_of_workbook(path.read_bytes())
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline()
            text.seek(0)
            yield from _rows_of_lines(text, first)
    except (UnicodeDecodeError, csv.Error):
        raise NotATable(path.name) from None


def day_of_serial(text: str) -> str:
    """The day that a spreadsheet keeps as a number, as 2026-10-20; anything else stays as it is."""
    whole = text.partition(".")[0]
    if whole.isascii() and whole.isdecimal() and int(whole) in _DAYS:
        return (_FIRST_DAY + timedelta(days=int(whole))).date().isoformat()
    return text


def _rows_of_text(name: str, content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotATable(name) from None
    if "\0" in text:
        raise NotATable(name)
    try:
        yield from _rows_of_lines(io.StringIO(text), text.partition("\n")[0])
    except csv.Error:
        raise NotATable(name) from None


def _rows_of_lines(lines: Iterable[str], first: str) -> Iterator[list[str]]:
    """The mark that stands most often in the first line parts the cells."""
    for row in csv.reader(lines, delimiter=max(",;\t", key=first.count)):
        yield [cell.removeprefix("'") for cell in row]


def _rows_of_workbook(content: bytes) -> Iterator[list[str]]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            shared = _shared(archive)
            sheet = _unpacked(archive, "xl/worksheets/sheet1.xml")
    except (
        BadZipFile,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ):  # whatever a broken archive raises
        raise NotATable("workbook") from None
    for row in _tree(sheet).iter(f"{_MAIN}row"):
        yield _cells(row, shared)


def _cells(row: etree._Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        place = _column(cell.get("r", ""), len(cells))
        if place >= _MOST_COLUMNS:
            break
        cells.extend([""] * (place - len(cells)))
        cells.append(_text(cell, shared))
    return cells


def _text(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s":
        known = value.isdecimal() and int(value) < len(shared)
        return shared[int(value)] if known else ""
    return value.removesuffix(".0")


def _column(reference: str, following: int) -> int:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, following)


def _shared(archive: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    items = _tree(_unpacked(archive, "xl/sharedStrings.xml")).iter(f"{_MAIN}si")
    return ["".join(part.text or "" for part in item.iter(f"{_MAIN}t")) for item in items]


def _unpacked(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotATable(name)
    return content


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise NotATable("sheet") from None
