"""Sheets for an outage: numbers that are entries at once, and what becomes of each."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render
from shubbak.registry.actions import reserve_numbers, void_sheet, write_sheet
from shubbak.registry.books import audit
from shubbak.registry.models import EntryEvent, Letter, Register
from shubbak.registry.outage.papers import outage_sheets
from shubbak.registry.queries import blocks_made, sheets_of, sheets_open
from shubbak.registry.rules import LetterInvalid, RegistryRefused
from tests.registry.office import arrived, clerk, letter_facts, open_books


@pytest.fixture(autouse=True)
def books(agency, at):
    open_books(at)


def reserved(at, count=3, **more):
    register = Register.objects.get(code="incoming")
    given = {"submission_id": uuid4(), "staff": clerk(), **more}
    return reserve_numbers(register=register, count=count, at=at, **given)


def numbers(sheets):
    return [sheet.entry.number for sheet in sheets]


def test_reserved_numbers_are_entries_and_the_next_letter_comes_after_them(at):
    block = reserved(at)
    assert numbers(sheets_of(block)) == [1, 2, 3]
    assert arrived(at).number == 4
    assert list(audit.problems()) == []


def test_the_same_form_twice_takes_its_numbers_once(at):
    form = uuid4()
    assert reserved(at, submission_id=form) == reserved(at, submission_id=form)
    assert numbers(sheets_open()) == [1, 2, 3]


def test_a_sheet_is_typed_in_under_its_number_with_its_true_time(at):
    first, came = sheets_open_after(reserved(at)), at + timedelta(hours=3)
    later = at + timedelta(days=1)
    write_sheet(sheet=first, facts=letter_facts(), arrived_at=came, staff=clerk(), at=later)
    letter = Letter.objects.get()
    assert (letter.entry.number, letter.entry.outage_sheet.arrived_at) == (1, came)
    assert letter.entry.subject.words == letter_facts().subject
    assert letter.due_at == arrived(came).mail.due_at
    assert numbers(sheets_open()) == [2, 3]


def sheets_open_after(block):
    return sheets_of(block)[0]


def test_a_sheet_is_voided_with_a_reason_and_its_number_stays(at):
    sheet = sheets_open_after(reserved(at, 1))
    with pytest.raises(RegistryRefused, match="reason_missing"):
        void_sheet(sheet=sheet, reason=" ", staff=clerk(), at=at)
    sheet = sheets_of(blocks_made()[0])[0]
    void_sheet(sheet=sheet, reason="تلفت الورقة", staff=clerk(), at=at)
    assert EntryEvent.objects.get().kind == "annulled"
    with pytest.raises(RegistryRefused, match="sheet_settled"):
        write_sheet(sheet=sheet, facts=letter_facts(), arrived_at=at, staff=clerk(), at=at)


@pytest.mark.parametrize(("hours", "why"), [(-1, "before_the_sheet"), (1, "arrival_in_the_future")])
def test_a_letter_came_after_its_sheet_was_printed_and_before_now(at, hours, why):
    sheet = sheets_open_after(reserved(at, 1))
    with pytest.raises(RegistryRefused, match=why):
        write_sheet(
            sheet=sheet, facts=letter_facts(), arrived_at=at + timedelta(hours=hours), staff=clerk(), at=at
        )


def test_what_is_missing_on_a_sheet_leaves_it_open(at):
    sheet = sheets_open_after(reserved(at, 1))
    with pytest.raises(LetterInvalid):
        write_sheet(sheet=sheet, facts=letter_facts(subject=""), arrived_at=at, staff=clerk(), at=at)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("count", [0, 61])
def test_a_block_has_a_size(at, count):
    with pytest.raises(RegistryRefused, match="count_of_sheets"):
        reserved(at, count)


def test_the_paper_bears_every_number(at):
    block = reserved(at, 5)
    sheet = outage_sheets(block, [one.entry for one in sheets_of(block)], current_agency())
    assert sheet.numbers == ("1/2026", "2/2026", "3/2026", "4/2026", "5/2026")
    assert render(sheet, current_agency()).startswith(b"%PDF")
