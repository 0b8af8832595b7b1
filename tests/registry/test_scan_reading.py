"""What waits in the tray is read before it is entered, and not again afterwards."""

from uuid import uuid4

import pytest

from shubbak.documents.models import Document
from shubbak.documents.reading import Said
from shubbak.documents.reading.child import Unreadable
from shubbak.registry.actions import erase_letter
from shubbak.registry.letters import reading as letters_reading
from shubbak.registry.models import Letter, LetterPaper, Register, ScanPart
from shubbak.registry.queries import sender_in
from shubbak.registry.rules import Kind, Sender
from shubbak.registry.scans import reading
from shubbak.registry.scans.actions.parts import register_scanned
from shubbak.registry.scans.parting import cut_batches, forget_scans
from shubbak.registry.scans.queries import parts_waiting
from shubbak.registry.scans.recutting import join_with_next
from shubbak.registry.scans.rules import KEPT_FOR
from tests.registry.office import SYSTEM, arrived, clerk, letter_facts, open_books
from tests.registry.scanner import came, separator, written

WORDS = Said("الموضوع: طلب ربط\nعدد: 12/2026", b"%PDF-1.7 searchable")


@pytest.fixture
def asked(agency, at, settings, tmp_path, monkeypatch):
    """The readers of both rooms; gives what they were asked to read."""
    settings.SHUBBAK_SCANS = tmp_path / "scans"
    open_books(at)
    names: list[str] = []

    def read(document):
        names.append(document.name)
        return WORDS

    for room in (reading, letters_reading):
        monkeypatch.setattr(room, "said_in", read)
    came([written("one"), separator(at), written("two")], at)
    cut_batches(at=at)
    return names


def entered(part, at):
    book, facts = Register.objects.get(code="incoming"), letter_facts(papers=(part.document_id,))
    return register_scanned(
        part=part, register=book, facts=facts, submission_id=uuid4(), staff=clerk(), at=at
    )


def test_parts_are_read_in_their_order_and_once(asked, at):
    assert (reading.read_parts(at=at), reading.read_parts(at=at)) == (2, 0)
    assert [part.text for part in parts_waiting()] == [WORDS.text] * 2


def test_the_letter_has_the_text_and_the_copy_and_nothing_is_read_again(asked, at):
    reading.read_parts(at=at)
    letter = entered(parts_waiting().first(), at)
    assert (letters_reading.read_pending(at=at), len(asked)) == (1, 2)
    papers = LetterPaper.objects.filter(letter=letter).values_list("role", "reading", "text")
    assert list(papers) == [("scan", "read", WORDS.text), ("searchable", "read", "")]
    part = ScanPart.objects.get(entry=letter)
    assert (part.text, part.copy) == ("", None)


def test_another_file_of_the_letter_is_read_for_itself(asked, at):
    reading.read_parts(at=at)
    entered(parts_waiting().first(), at)
    ScanPart.objects.update(read_of="of another file")
    assert (letters_reading.read_pending(at=at), len(asked)) == (1, 3)


def test_what_was_not_read_in_time_is_read_with_the_letter(asked, at):
    entered(parts_waiting().first(), at)
    assert letters_reading.read_pending(at=at) == 1


def test_parts_that_are_joined_are_read_anew(asked, at):
    reading.read_parts(at=at)
    join_with_next(part=parts_waiting().first(), staff=clerk(), at=at)
    assert parts_waiting().get().text == ""
    assert reading.read_parts(at=at) == 1
    assert Document.objects.filter(origin="scan").count() == 1


def test_what_cannot_be_read_is_asked_once_and_proposes_nothing(asked, at, monkeypatch):
    def damaged(_document):
        raise Unreadable("damaged")

    monkeypatch.setattr(reading, "said_in", damaged)
    assert (reading.read_parts(at=at), reading.read_parts(at=at)) == (0, 0)
    assert set(ScanPart.objects.values_list("reading", "text")) == {("unreadable", "")}


def test_text_and_copy_go_with_the_scan_and_with_the_letter(asked, at):
    reading.read_parts(at=at)
    first, second = parts_waiting()
    letter = Letter.objects.get(pk=entered(first, at))
    erase_letter(letter=letter, actor=SYSTEM, at=at)
    ScanPart.objects.filter(pk=second.pk).update(state="aside", handled_at=at)
    forget_scans(at=at + KEPT_FOR * 2)
    assert not ScanPart.objects.exists()
    assert not Document.objects.filter(origin="scan").exists()


def test_the_longest_known_name_in_the_words_is_the_sender(asked, at):
    for name in ("جمعية النخيل", "جمعية النخيل للتنمية", "علي"):
        arrived(at, sender=Sender(Kind.ASSOCIATION, name))
    assert sender_in("المملكة\nجمعية النّخيل للتنمية\nعلي").name == "جمعية النخيل للتنمية"
    assert sender_in("علي") is None
