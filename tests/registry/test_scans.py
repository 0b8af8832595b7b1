"""What a scanner gives is taken once, cut at separator sheets, and each part becomes one letter."""

import io
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shubbak.cases.actions import sweep_uploads
from shubbak.documents.models import Document
from shubbak.documents.queries import open_document
from shubbak.documents.rules import FileRefused
from shubbak.registry.actions import annul, erase_letter, reserve_numbers
from shubbak.registry.models import Letter, LetterPaper, Register, ScanBatch, ScanPage, ScanPart
from shubbak.registry.rules import RegistryRefused
from shubbak.registry.scans.actions.batches import cut_again, take_batch
from shubbak.registry.scans.actions.parts import keep_chosen, register_scanned, set_part_aside, take_part_up
from shubbak.registry.scans.opening import pages_of
from shubbak.registry.scans.parting import cut_batches, forget_scans
from shubbak.registry.scans.queries import part_before, parts_waiting, sheet_awaiting
from shubbak.registry.scans.recutting import join_with_next, split_at
from shubbak.registry.scans.rules import HELD_FOR, KEPT_FOR, PageSeen, cuts, mark_of, mark_words
from tests.documents.hostile import PDF, pdf_with, picture, png_claiming, zip_bomb
from tests.registry.office import SYSTEM, arrived, clerk, letter_facts, open_books
from tests.registry.scanner import blank, came, file_of, separator, written

KEY, ENTRY = b"k" * 32, UUID(int=77)


@pytest.fixture(autouse=True)
def office(agency, at, settings, tmp_path):
    settings.SHUBBAK_SCANS = tmp_path / "scans"
    open_books(at)


def entered(part: ScanPart, at, **more) -> UUID:
    facts = letter_facts(papers=(part.document_id,), **more)
    book = Register.objects.get(code="incoming")
    return register_scanned(
        part=part, register=book, facts=facts, submission_id=uuid4(), staff=clerk(), at=at
    )


def waiting(at, *pages) -> list[ScanPart]:
    came(pages, at)
    cut_batches(at=at)
    return list(parts_waiting())


def test_a_mark_is_read_by_the_body_that_printed_it_alone():
    said = mark_words("miyah", ENTRY, KEY)
    assert mark_of([said], "miyah", KEY).entry == ENTRY
    assert mark_of(["nothing", mark_words("miyah", None, KEY)], "miyah", KEY).entry is None
    for others in (said.replace("MIYAH", "MADINA"), said[:-1], "SHUBBAK:1:MIYAH:é:x", ":" * 9, ""):
        assert mark_of([others], "miyah", KEY) is None
    assert mark_of([said], "miyah", b"another key") is None


def test_pages_lie_between_their_sheets_and_blank_ones_make_no_letter():
    mark = (mark_words("miyah", None, KEY),)
    pages = [PageSeen(1, codes=mark), PageSeen(2), PageSeen(3, is_blank=True), PageSeen(4, codes=mark)]
    pages += [PageSeen(5, is_blank=True), PageSeen(6, codes=mark), PageSeen(7)]
    found, separators = cuts(pages, "miyah", KEY)
    assert [[page.number for page in cut.pages] for cut in found] == [[2, 3], [7]]
    assert separators == [1, 4, 6]


def test_a_batch_is_cut_at_its_sheets_and_stays_as_it_came(at):
    sheet = separator(at)
    one, two = waiting(at, sheet, written("one"), blank(), written("two"), sheet, blank(), written("three"))
    assert (one.size, one.blanks, two.size, two.blanks) == (2, 1, 1, 1)
    assert [page.is_blank for page in pages_of(one.document)] == [False, False]
    assert ScanBatch.objects.get().original.file.size > 0


def test_the_slightest_stroke_keeps_a_page(at):
    dotted = blank()
    dotted.paste(90, (400, 700, 403, 703))
    [part] = waiting(at, written("one"), dotted)
    assert part.size == 2


def test_the_same_bytes_are_one_batch(at):
    came([written("one")], at)
    came([written("one")], at + timedelta(hours=1), "again.pdf")
    assert ScanBatch.objects.count() == 1
    assert Document.objects.count() == 1


def test_a_part_becomes_one_letter_and_its_paper_is_the_letters(at):
    [part] = waiting(at, written("one"))
    entry_id = entered(part, at)
    with pytest.raises(RegistryRefused, match="scan_settled"):
        entered(part, at)
    part.refresh_from_db()
    assert (part.state, part.entry_id, part.document_id) == ("entered", entry_id, None)
    assert LetterPaper.objects.get().letter_id == entry_id


def test_pages_that_name_a_letter_are_laid_into_it(at):
    letter = arrived(at)
    assert waiting(at, separator(at, letter), written("enclosure")) == []
    assert LetterPaper.objects.get(letter=letter.pk).role == "scan"
    assert ScanPart.objects.get().state == "laid"


def test_pages_of_an_annulled_letter_wait_for_a_clerk(at):
    letter = arrived(at)
    annul(entry=letter, reason="twice", actor=SYSTEM, at=at)
    [part] = waiting(at, separator(at, letter), written("enclosure"))
    assert part.belongs == letter


def test_pages_of_a_reserved_number_wait_for_its_sheet(at):
    book = Register.objects.get(code="incoming")
    block = reserve_numbers(register=book, count=1, submission_id=uuid4(), staff=clerk(), at=at)
    sheet = block.sheets.get()
    [part] = waiting(at, separator(at, sheet.entry), written("typed in later"))
    assert sheet_awaiting(part) == sheet


def test_two_parts_are_joined_and_split_again(at):
    first, _ = waiting(at, written("one"), separator(at), written("two"), blank())
    join_with_next(part=first, staff=clerk(), at=at)
    [joined] = parts_waiting()
    assert (joined.size, joined.blanks) == (2, 1)
    split_at(part=joined, first=1, staff=clerk(), at=at)
    assert [(part.size, part.blanks) for part in parts_waiting()] == [(1, 0), (1, 1)]
    assert [len(pages_of(part.document)) for part in parts_waiting()] == [1, 1]


def test_nothing_is_joined_or_split_where_there_is_nothing(at):
    [part] = waiting(at, written("one"))
    for deed in (
        lambda: join_with_next(part=part, staff=clerk(), at=at),
        lambda: split_at(part=part, first=1, staff=clerk(), at=at),
    ):
        with pytest.raises(RegistryRefused, match=r"nothing_after|no_such_page"):
            deed()


def test_what_is_set_aside_is_kept_and_taken_up_again(at):
    [part] = waiting(at, written("one"))
    with pytest.raises(RegistryRefused, match="reason_missing"):
        set_part_aside(part=part, reason=" ", staff=clerk(), at=at)
    set_part_aside(part=part, reason="advertising", staff=clerk(), at=at)
    assert not parts_waiting()
    take_part_up(part=part, staff=clerk(), at=at)
    assert parts_waiting().count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf_with(b"/OpenAction<</S/JavaScript/JS(1)>>")),
        ("a.pdf", file_of([written("cut")])[:-40]),
        ("a.png", png_claiming(60_000, 60_000)),
        ("a.tif", b"II*\0" + b"\xff" * 500),
        ("a.jpg", picture("png")),
        ("a.zip", zip_bomb()),
        ("a.pdf", b""),
    ],
)
def test_hostile_files_are_no_scans(at, name, content):
    with pytest.raises(FileRefused):
        take_batch(stream=io.BytesIO(content), name=name, source="desk", staff=None, at=at)


def test_what_no_reader_opens_stays_in_sight_and_is_tried_again(at):
    batch = take_batch(stream=io.BytesIO(PDF), name="a.pdf", source="desk", staff=None, at=at)
    cut_batches(at=at)
    batch.refresh_from_db()
    assert (batch.state, batch.problem) == ("failed", "unreadable")
    cut_again(batch=batch, staff=clerk(), at=at)
    assert ScanBatch.objects.get().state == "waiting"


@pytest.mark.parametrize("kind", ["TIFF", "JPEG", "PNG"])
def test_pictures_are_scans_too(at, kind):
    pages = [written("one"), separator(at), written("two")] if kind == "TIFF" else [written("one")]
    came(pages, at, f"scan.{kind.lower()}", kind)
    cut_batches(at=at)
    assert [part.document.file.media_type for part in parts_waiting()] == ["application/pdf"] * (
        2 if kind == "TIFF" else 1
    )


def test_what_is_over_goes_and_the_letter_stays(at):
    one, two, _three = waiting(
        at, written("one"), separator(at), written("two"), separator(at), written("three")
    )
    entered(one, at)
    set_part_aside(part=two, reason="twice", staff=clerk(), at=at)
    later = at + KEPT_FOR + timedelta(days=1)
    assert forget_scans(at=later) == 0
    entered(parts_waiting().get(), at)
    assert forget_scans(at=later) == 1
    assert not ScanPage.objects.exists()
    assert all(open_document(paper.document).read(5) == b"%PDF-" for paper in LetterPaper.objects.all())
    assert Document.objects.count() == LetterPaper.objects.count() == 2


def test_a_scan_chosen_in_a_form_is_its_clerks_alone_and_goes_after_a_day(at):
    mine, [part] = clerk(), waiting(at, written("one"))
    kept = keep_chosen(document=part.document, staff=mine, at=at)
    assert part_before(kept.pk, mine) == kept
    assert part_before(kept.pk, clerk()) is None
    assert parts_waiting().count() == 1
    assert forget_scans(at=at + HELD_FOR) == 1


def test_nothing_of_an_erased_letter_stays_in_the_tray(at):
    one, _ = waiting(at, written("one"), separator(at), written("two"))
    erase_letter(letter=Letter.objects.get(pk=entered(one, at)), actor=SYSTEM, at=at)
    batch = ScanBatch.objects.get()
    assert (batch.original, batch.name) == (None, "–")
    assert not bytes(ScanPage.objects.get(number=1).picture)
    assert parts_waiting().get().document is not None


def test_scans_that_wait_are_no_forgotten_uploads(at):
    [part] = waiting(at, written("one"))
    assert sweep_uploads(at=at + timedelta(days=9)) == 0
    assert Document.objects.filter(pk__in=(part.document_id, part.batch.original_id)).count() == 2
