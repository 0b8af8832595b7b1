"""Golden papers: the picture, and the text copied out by two readers of PDF, equal the source."""

import re
import subprocess
import unicodedata
from collections import Counter
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from shubbak.documents.paper import isolated, render, settable
from shubbak.documents.sheets import Fact, Pair, Sheet
from tests.documents.specimen_bill import bill, first_bill
from tests.documents.specimens import CHECK_URL, SPECIMENS, miyah, receipt

GOLDEN = Path(__file__).parent.parent / "golden" / "papers"
UNPRINTED = {"label": ("unit", "number_label"), "separator": ("number_label",)}
"""What a label has no room for, and a separator sheet says without words."""
WITHOUT_PAGES = ("label", "separator")
"""Papers that are one page always."""
TWO_SIDED = ("bill",)
"""The other side explains."""
CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def pdf_of(name: str) -> bytes:
    return render(SPECIMENS[name](), miyah())


def picture_of(pdf: bytes, scale: float, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=scale).to_pil().convert("L")


def strings_of(value: Any) -> list[str]:
    """Every word pair of a sheet, as its author wrote it."""
    if isinstance(value, Pair):
        return [settable(value.ar), value.fr]
    if isinstance(value, tuple):
        return [text for part in value for text in strings_of(part)]
    if is_dataclass(value):
        return [text for part in vars(value).values() for text in strings_of(part)]
    return []


def source_of(name: str) -> list[str]:
    printed = {
        key: part for key, part in vars(SPECIMENS[name]()).items() if key not in UNPRINTED.get(name, ())
    }
    texts = [text for part in printed.values() for text in strings_of(part)]
    return [CONTROLS.sub("", text) for text in texts if text]


def plain(text: str) -> str:
    return " ".join(CONTROLS.sub("", unicodedata.normalize("NFC", text)).split())


def words(text: str) -> Counter[str]:
    """Words and figures apart: readers put marks of direction between them, and each its own."""
    return Counter(re.findall(r"\d+|[^\W\d_]+", CONTROLS.sub(" ", unicodedata.normalize("NFC", text))))


def copied_with_poppler(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()


def copied_with_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_same_sheet_is_the_same_bytes(name):
    assert pdf_of(name) == pdf_of(name)


@pytest.mark.parametrize("name", SPECIMENS)
def test_poppler_copies_every_word_of_the_source(name):
    missing = words(" ".join(source_of(name))) - words(copied_with_poppler(pdf_of(name)))
    assert not missing


@pytest.mark.parametrize("name", SPECIMENS)
def test_pdfium_copies_every_word_of_the_source(name):
    missing = words(" ".join(source_of(name))) - words(copied_with_pdfium(pdf_of(name)))
    assert not missing


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_text_copied_out_is_the_golden_text(name):
    assert plain(copied_with_poppler(pdf_of(name))) == plain((GOLDEN / f"{name}.txt").read_text())


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_picture_is_the_golden_picture(name):
    for page, side in enumerate(("", "-2") if name in TWO_SIDED else ("",)):
        golden = Image.open(GOLDEN / f"{name}{side}.png")
        drawn = picture_of(pdf_of(name), 0.7, page)
        assert drawn.size == golden.size
        difference = ImageStat.Stat(ImageChops.difference(drawn, golden))
        assert difference.mean[0] < 1.0


@pytest.mark.parametrize("name", [name for name in SPECIMENS if name not in (*WITHOUT_PAGES, *TWO_SIDED)])
def test_a_short_paper_is_one_page_and_says_so(name):
    pdf = pdf_of(name)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
    copied = copied_with_poppler(pdf)
    assert "Page 1 sur 1." in plain(copied)
    assert words(copied)["الصفحة"] == 1


def test_french_lines_are_copied_in_their_order():
    copied = plain(copied_with_pdfium(pdf_of("receipt")))
    assert "Régie Miyah Oued Zitoun" in copied
    assert "Dix jours ouvrables à compter du 4 novembre, hors" in copied


def test_the_code_is_read_from_the_printed_receipt():
    found = zxingcpp.read_barcode(picture_of(pdf_of("receipt"), scale=3))
    assert found is not None
    assert found.text == CHECK_URL


def test_the_codes_of_a_separator_sheet_say_the_same():
    found = zxingcpp.read_barcodes(picture_of(pdf_of("separator"), scale=1))
    assert {code.text for code in found} == {SPECIMENS["separator"]().mark}


def test_the_code_is_at_least_34_millimetres_wide():
    scale = 4
    found = zxingcpp.read_barcode(picture_of(pdf_of("receipt"), scale=scale))
    width = found.position.top_right.x - found.position.top_left.x
    assert width / scale / 72 * 25.4 >= 34


def test_papers_say_that_they_are_archivable_and_tagged():
    pdf = pdf_of("receipt")
    assert b"<pdfaid:part>2" in pdf
    assert b"<pdfuaid:part>1" in pdf
    assert b"/MarkInfo" in pdf


@pytest.mark.asvs("1.3.5")
@pytest.mark.asvs("1.3.7")
def test_what_a_person_wrote_never_becomes_a_command():
    hostile = Fact(Pair("الموضوع", "Objet"), Pair('#panic("x") $1$ *a* #read("/etc/passwd") \\ "'))
    pdf = render(replace(receipt(), facts=(hostile,)), miyah())
    copied = words(copied_with_poppler(pdf))
    assert (copied["panic"], copied["read"], copied["passwd"]) == (1, 1, 1)


def test_a_long_receipt_goes_on_on_numbered_pages():
    many = tuple(Fact(Pair("الموضوع", "Objet"), Pair(f"سطر {rank}")) for rank in range(60))
    pdf = render(replace(receipt(), facts=many), miyah())
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    assert pages > 1
    assert f"Page {pages} sur {pages}." in plain(copied_with_poppler(pdf))


@pytest.mark.parametrize(
    "figures", ["05 23 34 00 20", "1482/2026", "10:42", "+212 5 23 34 00 20", "G••••81", "28/1045"]
)
def test_figures_are_held_left_to_right_inside_arabic(figures):
    assert isolated(f"الرقم {figures}، ثم") == f"الرقم \u2066{figures}\u2069، ثم"


def test_a_lone_number_needs_no_holding():
    assert isolated("3 نونبر 2026، على") == "3 نونبر 2026، على"


def test_what_is_isolated_already_stays_as_it_is():
    assert isolated("الرقم \u206805 23\u2069") == "الرقم \u206805 23\u2069"


def test_words_said_in_arabic_alone_stand_once():
    letter = replace(SPECIMENS["letter"](), paragraphs=(Pair("أصلح التسرب.", "أُصلح التسرب."),))
    assert words(copied_with_poppler(render(letter, miyah())))["التسرب"] == 1


def test_a_long_address_is_not_cut_by_the_words_after_it():
    address = "http://miyah.example/t/d_86ga2YxV6WPIBblwsZMw-86ga2YxV6WPIBblwsZMw"
    held = f"\u2066{address}\u2069"
    letter = replace(SPECIMENS["letter"](), paragraphs=(Pair(f"{held} ملفكم", f"{held} Le dossier"),))
    copied = re.sub(r"\s", "", copied_with_poppler(render(letter, miyah())))
    assert copied.count(address) == 2


def test_a_date_wraps_as_the_words_around_it():
    assert settable("يوم \u2068الجمعة 4 دجنبر 2026\u2069") == "يوم الجمعة 4 دجنبر 2026"


def pages_of(sheet: Sheet) -> int:
    with pypdfium2.PdfDocument(render(sheet, miyah())) as document:
        return len(document)


def test_a_bill_is_a_side_that_asks_and_a_side_that_explains():
    asked = plain(copied_with_poppler(pdf_of("bill"))).partition("Page 1 sur 2.")
    assert "Montant à payer" in asked[0]
    assert "Pourquoi la facture a-t-elle augmenté ?" in asked[2]


def test_a_bill_of_a_month_in_which_prices_changed_is_still_one_sheet():
    sheet = bill()
    assert pages_of(replace(sheet, lines=sheet.lines * 2, rates=sheet.rates * 2)) == 2


def test_a_first_bill_compares_nothing_and_is_one_page():
    assert pages_of(first_bill()) == 1


def test_a_duplicate_of_a_bill_says_so_in_both_languages():
    copied = words(copied_with_pdfium(render(replace(bill(), duplicate=Pair("نظير", "Duplicata")), miyah())))
    assert copied["نظير"] == copied["Duplicata"] == 1
