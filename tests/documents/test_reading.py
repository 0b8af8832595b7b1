"""The text of papers is read in a process of its own, in the order of reading."""

import io

import pytest

from shubbak.documents import reading
from shubbak.documents.actions import set_scan, store_upload
from shubbak.documents.reading import LONGEST_TEXT, child, normalised_text, register_reader, text_of
from shubbak.documents.reading.child import Unreadable
from shubbak.documents.reading.pdf_text import Char, readable
from shubbak.documents.rules import FilePolicy
from tests.documents.hostile import picture
from tests.documents.pdfs import bomb, nested, written


@pytest.fixture(autouse=True)
def _own_store(tmp_path, settings):
    settings.SHUBBAK_FILES = tmp_path / "files"


def kept(content: bytes, at, name: str = "a.pdf"):
    return store_upload(stream=io.BytesIO(content), name=name, allowed=FilePolicy(), at=at)


def placed(*glyphs: str, leftwards: bool = True) -> list[Char]:
    """Characters of glyphs that stand side by side, and the end of the line."""
    places = range(len(glyphs), 0, -1) if leftwards else range(len(glyphs))
    chars = [Char(c, float(x)) for x, glyph in zip(places, glyphs, strict=True) for c in glyph]
    return [*chars, Char("\n")]


def test_a_letter_is_read_as_it_was_written(agency, at):
    words = "تتعلق الملاحظات بالمجموعات السكنية والإصلاحات، القطعة 28/1045"
    text = text_of(kept(written(words), at))
    assert words in text.replace("\n", " ")
    assert "Régie Miyah Oued Zitoun" in text


@pytest.mark.parametrize(
    ("chars", "said"),
    [
        (placed("م", "ا", "ء"), "ماء"),
        (placed("ة", "ق", "ي", "د", "ح", leftwards=False), "حديقة"),
        (placed("ا", "أل", "و", "ل", " ", "ا", "مل", "ا", "د", "ة"), "الأول المادة"),
        (placed("ا", "لإ", "ص", "لا", "ح"), "الإصلاح"),
        (placed("ة", "ي", "ل", "ا", "م", " ", "ة", "ر", "ا", "د", "إ", leftwards=False), "إدارة مالية"),
        (placed("a", " ", "1", "4", "/", "2", leftwards=False), "a 14/2"),
    ],
)
def test_letters_words_and_ligatures_that_are_drawn_backwards_are_turned(chars, said):
    assert readable(chars) == said


def test_presentation_forms_are_letters_and_parted_words_are_one():
    assert (
        normalised_text("\ufefb\ufe97\ufecc\ufee4\ufef4\ufeae\r\n\r\n\u202bالـماء\u202c\x00")
        == "لاتعمير\nالماء"
    )
    assert normalised_text("admi\x02\r\nnistration") == "administration"
    assert len(normalised_text("\ufdfa" * 10_000)) == LONGEST_TEXT


@pytest.mark.promise("P17")
@pytest.mark.parametrize("content", [bomb(), nested()], ids=["bomb", "nested"])
def test_what_would_harm_its_reader_costs_itself_its_text(agency, at, content):
    with pytest.raises(Unreadable):
        text_of(kept(content, at))


def test_a_reader_that_is_not_done_in_time_is_ended(agency, at, monkeypatch):
    monkeypatch.setattr(child, "PATIENCE", 0.001)
    with pytest.raises(child.Interrupted):
        text_of(kept(written("x"), at))


def test_only_what_the_scanner_passed_is_read(agency, at, settings, monkeypatch):
    monkeypatch.setattr(reading, "_readers", {})
    document = kept(picture("PNG"), at, "a.png")
    register_reader("image/png", lambda stream: "كتابة")
    assert text_of(document) == "كتابة"
    settings.SHUBBAK_CLAMD = "/nowhere"
    with pytest.raises(Unreadable):
        text_of(document)
    set_scan(document=document, scan="infected", at=at)
    settings.SHUBBAK_CLAMD = ""
    with pytest.raises(Unreadable):
        text_of(document)


def test_a_document_without_a_reader_or_without_bytes_has_no_text(agency, at, tmp_path):
    photo, lost = kept(picture("JPEG"), at, "a.jpg"), kept(written("x"), at)
    (tmp_path / "files" / "miyah" / lost.file_id[:2] / lost.file_id[2:4] / lost.file_id).unlink()
    for document in (photo, lost):
        with pytest.raises(Unreadable):
            text_of(document)
