"""What is written on a scan leads to its letter, for whoever may open it."""

from importlib import import_module

import pytest
from django.db import connection

from shubbak.documents.actions import store_bytes
from shubbak.documents.reading import Said
from shubbak.documents.reading.child import Unreadable
from shubbak.journal.rules import SYSTEM
from shubbak.people.rules import Grant, Roles
from shubbak.registry.actions import erase_letter
from shubbak.registry.letters import reading
from shubbak.registry.letters.actions import read
from shubbak.registry.models import Entry, LetterPaper
from shubbak.registry.queries import find_letters
from tests.documents import pdfs
from tests.registry.office import arrived, open_books


@pytest.fixture
def said(agency, at, monkeypatch) -> dict[str, Said | Exception]:
    """What each paper says, by its name; an exception is raised."""
    open_books(at)
    known: dict[str, Said | Exception] = {}

    def read(document):
        told = known[document.name]
        if isinstance(told, Exception):
            raise told
        return told

    monkeypatch.setattr(reading, "said_in", read)
    return known


def scan(at, name: str = "scan.pdf"):
    return store_bytes(content=f"%PDF-1.7 {name}".encode(), name=name, format_code="pdf", at=at).pk


def found(words: str, registrar: Roles) -> list[object]:
    return [line.entry for line in find_letters(words, registrar)]


@pytest.fixture
def registrar() -> Roles:
    return Roles(grants=(Grant("registrar"),))


def test_a_letter_is_found_by_what_stands_on_its_scans(said, at, registrar):
    said |= {"a.pdf": Said("قنوات الصرف", b"%PDF-1.7 copy a"), "b.pdf": Said("المقاطعة الثالثة")}
    letter = arrived(at, papers=(scan(at, "a.pdf"), scan(at, "b.pdf")))
    assert reading.read_pending(at=at) == 2
    assert found("الصرف المقاطعة", registrar) == [letter.pk]
    assert reading.read_pending(at=at) == 0


def test_the_searchable_copy_lies_beside_the_scan(said, at):
    said["scan.pdf"] = Said("نص", b"%PDF-1.7 copy")
    arrived(at, papers=(scan(at),))
    reading.read_pending(at=at)
    papers = list(LetterPaper.objects.values_list("role", "document__name"))
    assert papers == [("scan", "scan.pdf"), ("searchable", "scan-text.pdf")]


def test_what_cannot_be_read_is_asked_once(said, at):
    said["scan.pdf"] = Unreadable("damaged")
    arrived(at, papers=(scan(at),))
    assert reading.read_pending(at=at) == 0
    assert LetterPaper.objects.get().reading == "unreadable"


def test_a_picture_that_nothing_read_is_read_once_there_is_a_reader(said, at, monkeypatch):
    said["photo.jpg"] = Said("قنوات الصرف")
    photo = store_bytes(content=b"photo", name="photo.jpg", format_code="jpeg", at=at)
    arrived(at, papers=(photo.pk,))
    readable_now(monkeypatch)
    reading.read_pending(at=at)
    assert (LetterPaper.objects.get().reading, read.read_again()) == ("no_reader", 0)
    readable_now(monkeypatch, "image/jpeg")
    assert (read.read_again(), reading.read_pending(at=at)) == (1, 1)
    assert LetterPaper.objects.get().reading == "read"


def test_a_pdf_that_is_a_scan_waits_for_a_reader_of_scans(agency, at, monkeypatch):
    open_books(at)
    scanned = store_bytes(content=pdfs.drawing(b""), name="scan.pdf", format_code="pdf", at=at)
    arrived(at, papers=(scanned.pk,))
    monkeypatch.setattr("shubbak.documents.reading._scan_readers", scan_readers := {})
    reading.read_pending(at=at)
    assert (LetterPaper.objects.get().reading, read.read_again()) == ("no_reader", 0)
    scan_readers["application/pdf"] = lambda stream, media_type: Said("قنوات الصرف")
    assert (read.read_again(), reading.read_pending(at=at)) == (1, 1)
    assert LetterPaper.objects.get().reading == "read"


def test_a_pdf_that_was_called_empty_before_there_was_a_reader_of_scans_waits_for_one(agency, at):
    open_books(at)
    arrived(at, papers=(scan(at),))
    LetterPaper.objects.update(reading="empty")
    with connection.cursor() as cursor:
        cursor.execute(import_module("shubbak.registry.migrations.0016_scans_unread")._WAIT)
    assert LetterPaper.objects.get().reading == "no_reader"


def readable_now(monkeypatch, *types):
    monkeypatch.setattr(reading, "readable_types", lambda: frozenset(types))
    monkeypatch.setattr(read, "types_read_whole", lambda: frozenset(types))


def test_an_erased_letter_is_found_by_nothing(said, at, registrar):
    said["scan.pdf"] = Said("قنوات الصرف")
    letter = arrived(at, papers=(scan(at),))
    reading.read_pending(at=at)
    erase_letter(letter=letter.mail, actor=SYSTEM, at=at)
    assert found("الصرف", registrar) == []
    assert Entry.objects.filter(pk=letter.pk).exists()
