"""Posters: one page, the words of both languages, and a code that opens the right page."""

import io

import pypdfium2
import pytest
import zxingcpp

from tests.cases.office import named


def read(pdf: bytes) -> tuple[int, float, str, str]:
    """Pages, width in points, words, and what the code holds."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    page = document[0]
    picture = page.render(scale=2).to_pil()
    codes = zxingcpp.read_barcodes(picture)
    return len(document), round(page.get_width()), page.get_textpage().get_text_range(), codes[0].text


def test_the_code_on_the_poster_of_a_service_opens_its_sheet(office, television):
    answer = television.get("/board/posters/services/technical-complaint.pdf")
    pages, width, words, code = read(answer.content)
    assert (pages, width) == (1, 595)
    assert "Réclamation technique" in words
    assert code.endswith("/services/technical-complaint")


@pytest.mark.parametrize(("paper", "width"), [("a3", 842), ("a5", 595)])
def test_a_poster_is_as_large_as_a3_where_that_is_asked_for(office, television, paper, width):
    answer = television.get(f"/board/posters/services/technical-complaint.pdf?paper={paper}")
    assert read(answer.content)[:2] == (1, width)


def test_the_poster_of_an_office_opens_offices_and_hours(office, television):
    pages, _, words, code = read(television.get("/board/posters/offices/customers.pdf").content)
    assert (pages, code.endswith("/offices"), "05 23 00 00 00" in words) == (1, True, True)
    assert named("customers")["fr"] in words


@pytest.mark.parametrize("path", ["services/unknown", "offices/unknown"])
def test_what_is_not_there_has_no_poster(office, television, path):
    assert television.get(f"/board/posters/{path}.pdf").status_code == 404
