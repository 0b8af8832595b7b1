"""The arrival stamp on a copy of the first page; the scan itself stays as it came."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from shubbak.agencies.queries import current_agency
from shubbak.documents.actions import store_bytes
from shubbak.documents.queries import open_document
from shubbak.registry.letters.stamping import stamp_of, stamp_pending
from shubbak.registry.models import Letter, LetterPaper
from tests.documents.pdfs import written
from tests.registry.office import arrived, open_books


@pytest.fixture(autouse=True)
def books(agency, at):
    open_books(at)


def scanned(at, content, format_code, **more):
    scan = store_bytes(content=content, name=f"scan.{format_code}", format_code=format_code, at=at)
    return Letter.objects.get(pk=arrived(at, papers=[scan.pk], **more).pk)


def text_of_copy(letter):
    copy = letter.papers.get(role=LetterPaper.Role.STAMPED).document
    with open_document(copy) as stream, pypdfium2.PdfDocument(stream.read()) as document:
        assert len(document) == 1
        return document[0].get_textpage().get_text_bounded()


def test_the_copy_bears_number_and_page_and_the_scan_stays(at):
    content = written("Objet : branchement")
    letter = scanned(at, content, "pdf")
    assert stamp_pending(at=at) == 1
    said = text_of_copy(letter)
    assert "1/2026" in said
    assert "branchement" in said
    with open_document(letter.papers.get(role=LetterPaper.Role.SCAN).document) as scan:
        assert scan.read() == content


def test_a_photograph_is_stamped_too_and_once(at):
    letter = scanned(at, black(), "png")
    assert stamp_pending(at=at) == 1
    assert stamp_pending(at=at) == 0
    assert "1/2026" in text_of_copy(letter)


def test_the_stamp_lies_over_the_picture(at):
    letter = scanned(at, black(), "png")
    stamp_pending(at=at)
    copy = letter.papers.get(role=LetterPaper.Role.STAMPED).document
    with open_document(copy) as stream, pypdfium2.PdfDocument(stream.read()) as document:
        darkest, brightest = document[0].render().to_pil().convert("L").getextrema()
    assert (darkest, brightest > 200) == (0, True)


def black():
    """A picture without a light point."""
    picture = BytesIO()
    Image.new("RGB", (600, 800)).save(picture, "png")
    return picture.getvalue()


def test_what_takes_no_stamp_is_tried_once(at):
    letter = scanned(at, b"%PDF-1.7 nothing more", "pdf")
    assert stamp_pending(at=at) == 0
    letter.refresh_from_db()
    assert letter.stamp == "impossible"


@pytest.mark.parametrize("more", [{"book": "outgoing"}, {"papers": [], "nature": "tender"}])
def test_what_leaves_or_stays_sealed_has_no_stamp(at, more):
    assert Letter.objects.get(pk=arrived(at, **more).pk).stamp == ""


def test_the_stamp_says_body_day_and_number(at):
    stamp = stamp_of(scanned(at, written("x"), "pdf"), current_agency())
    assert stamp.body.ar == current_agency().localized_name("ar")
    assert "17 نونبر 2026" in stamp.came.ar
    assert stamp.number == "1/2026"
