"""Tables as CSV, XLSX and JSON: whole, plain, and written while they are read."""

import csv
import io
import json
from datetime import UTC, date, datetime
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from shubbak.foundation.tables import FORMATS, Column, Table
from shubbak.foundation.tables.formulas import plain

COLUMNS = (Column("number", "الرقم"), Column("day", "اليوم"), Column("words", "الموضوع"))
MOMENT = datetime(2026, 11, 17, 9, 30, 59, tzinfo=UTC)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table(*rows, **more):
    return Table("ملفات", COLUMNS, rows, right_to_left=True, **more)


def written(kind, given):
    return b"".join(FORMATS[kind].write(given))


def sheet_of(given):
    return ElementTree.fromstring(
        ZipFile(io.BytesIO(written("xlsx", given))).read("xl/worksheets/sheet1.xml")
    )


def test_csv_bears_the_mark_by_which_excel_knows_arabic_and_quotes_every_cell():
    lines = written("csv", table(["1/2026", date(2026, 11, 17), 'قال "نعم"\nثم']))
    assert lines.startswith(b"\xef\xbb\xbf")
    assert lines.endswith('"1/2026","2026-11-17","قال ""نعم""\nثم"\r\n'.encode())
    read = list(csv.reader(io.StringIO(lines.decode("utf-8-sig"), newline="")))
    assert read[1] == ["1/2026", "2026-11-17", 'قال "نعم"\nثم']


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\u200f@", "\u00a0+"])
def test_a_text_that_would_be_calculated_is_made_plain(first):
    text = f"{first}HYPERLINK(1)"
    assert plain(text) == f"'{text}"
    assert f'"\'{text}"'.encode() in written("csv", table(["1", None, text]))


@pytest.mark.parametrize("text", ["", "تسرب", "1-2", "أ=ب", "06-61"])
def test_other_texts_stay_as_they_are(text):
    assert plain(text) == text


def test_a_workbook_reads_from_right_to_left_and_holds_real_dates():
    sheet = sheet_of(table(["1/2026", date(2026, 11, 17), MOMENT]))
    assert sheet.find(f".//{SHEET}sheetView").get("rightToLeft") == "1"
    day, moment = sheet.findall(f".//{SHEET}v")
    assert (day.text, moment.text) == ("46343", "46343.39583333")


def test_no_cell_of_a_workbook_is_a_formula():
    sheet = sheet_of(table(["=1+1", None, "\x00<b>&\x0b"]))
    cells = [cell for cell in sheet.iter(f"{SHEET}c") if not cell.get("r").endswith("1")]
    assert [(cell.get("t"), cell.get("s")) for cell in cells] == [("inlineStr", "4"), ("inlineStr", None)]
    assert ["".join(cell.itertext()) for cell in cells] == ["=1+1", "<b>&"]
    assert not list(sheet.iter(f"{SHEET}f"))


def test_a_text_that_looks_like_an_escaped_sign_of_excel_stays_a_text():
    [cell] = [
        cell for cell in sheet_of(table(["_x0041_", None, None])).iter(f"{SHEET}c") if cell.get("r") == "A2"
    ]
    assert "".join(cell.itertext()) == "_x005F_x0041_"


def test_json_is_one_document_that_counts_its_rows():
    read = json.loads(written("json", table(["1/2026", date(2026, 11, 17), None], ["2/2026", MOMENT, "x"])))
    assert read["count"] == 2
    assert read["rows"][1] == {"number": "2/2026", "day": "2026-11-17T09:30:59+00:00", "words": "x"}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_first_part_leaves_before_the_last_row_is_read(kind):
    read = []

    def rows():
        for number in range(30_000):
            read.append(number)
            yield [f"{number * 7919 % 10007}/2026", date(2026, 11, 17), f"{number * 104729 % 1299709:x}"]

    parts = FORMATS[kind].write(Table("t", COLUMNS, rows()))
    assert next(parts)
    assert len(read) < 30_000
    assert len(list(parts)) > 3


def test_a_text_that_was_cut_off_says_so():
    assert FORMATS["csv"].cut_off(table(cut_off="=غير تام")) == '"\'=غير تام"\r\n'.encode()
    assert FORMATS["xlsx"].cut_off(table(cut_off="غير تام")) == b""
