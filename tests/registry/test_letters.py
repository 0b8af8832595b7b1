"""Letters: entered once with what the clerk read, found again, hidden where they are confidential."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.people.rules import Grant, Roles
from shubbak.registry.actions import open_sealed
from shubbak.registry.models import Correspondent, Entry, Letter, Register
from shubbak.registry.queries import correspondents_like, letter_visible, letters_like, lines_of
from shubbak.registry.rules import Kind, LetterInvalid, RegistryRefused, Secrecy, Sender
from tests.registry.office import arrived, clerk, open_books

CLERK, DIRECTOR, AGENT = (Roles(grants=(Grant(role),)) for role in ("registrar", "director", "agent"))


@pytest.fixture(autouse=True)
def books(agency, at):
    open_books(at)


def read(roles, book="incoming"):
    return lines_of(Register.objects.get(code=book), 2026, roles)


def test_a_letter_gets_a_number_and_the_delay_of_its_nature(at):
    letter = arrived(at).mail
    assert (letter.entry.number, letter.correspondent.name) == (1, "أحمد العلمي")
    assert (
        letter.due_at.date().isoformat() == "2026-12-09"
    )  # fifteen worked days, the 18th of November is none


def test_the_same_post_twice_is_one_letter(at):
    submission_id = uuid4()
    assert arrived(at, submission_id=submission_id) == arrived(at, submission_id=submission_id)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"sender": Sender(Kind.CITIZEN, " ")}, "name"),
        ({"subject": ""}, "subject"),
        ({"national_portal": "chikaya"}, "national_reference"),
        ({"secrecy": Secrecy.SEALED, "papers": [uuid4()]}, "papers"),
    ],
)
def test_what_is_missing_is_said_by_field_and_nothing_is_entered(at, more, field):
    with pytest.raises(LetterInvalid) as refused:
        arrived(at, **more)
    assert list(refused.value.problems) == [field]
    assert not Entry.objects.exists()


def test_a_letter_cannot_have_been_written_or_found_tomorrow(at):
    with pytest.raises(LetterInvalid) as refused:
        arrived(at, written_on=(at + timedelta(days=1)).date(), found_at=at + timedelta(hours=1))
    assert set(refused.value.problems) == {"written_on", "found_at"}


def test_a_letter_found_late_is_of_today_and_says_when_it_came(at):
    entry = arrived(at, found_at=at - timedelta(days=9))
    assert entry.register_day == at.date()
    assert [line.is_late for line in read(CLERK)] == [True]


def test_a_hearing_has_its_own_day_whatever_the_nature_takes(at):
    letter = arrived(at, nature="summons", due_on=(at + timedelta(days=4)).date()).mail
    assert letter.due_at.date() == (at + timedelta(days=4)).date()


def test_a_sender_is_known_from_then_on_however_it_is_spelled(at):
    arrived(at, sender=Sender(Kind.COMPANY, "شركة الأمل", city="سطات"))
    arrived(at, sender=Sender(Kind.COMPANY, "شركه الامل", city="سطات", phone="0523000000"))
    assert Correspondent.objects.get().phone == "0523000000"
    assert [found.name for found in correspondents_like("الام")] == ["شركة الأمل"]


def test_the_same_reference_or_subject_of_a_sender_is_pointed_out(at):
    entry = arrived(at, reference="145/ق م/2026")
    alike = letters_like(name="احمد العلمي", reference="145/ق م/2026", subject="شيء آخر", at=at)
    assert [letter.pk for letter in alike] == [entry.pk]
    assert letters_like(name="احمد العلمي", reference="", subject="طلب ربط بالماء", at=at).exists()
    assert not letters_like(name="غيره", reference="145/ق م/2026", subject="طلب ربط بالماء", at=at).exists()


def test_the_clerk_sees_of_a_confidential_letter_its_number_and_its_sender(at):
    arrived(at, "confidential", subject="تقرير سري")
    [line] = read(CLERK, "confidential")
    assert (line.name, line.subject, line.hidden) == ("أحمد العلمي", "", True)
    assert read(DIRECTOR, "confidential")[0].subject == "تقرير سري"
    assert read(AGENT, "confidential") == []


def test_a_bid_is_entered_sealed_and_each_opening_is_written_down(at):
    letter = arrived(at, nature="tender", subject="").mail
    assert (letter.secrecy, letter.due_at) == (Secrecy.SEALED, None)
    for _ in range(2):
        open_sealed(letter=letter, reason="جلسة فتح الأظرفة", staff=clerk(), actor=SYSTEM, at=at)
    assert [line.what for line in lines_about(str(letter.pk))] == ["registry.opened"] * 2
    assert Letter.objects.get().opened_at == at


def test_an_envelope_is_opened_for_a_reason_and_an_open_letter_is_not(at):
    sealed, plain = arrived(at, nature="tender").mail, arrived(at).mail
    for letter, reason, code in ((sealed, " ", "reason_missing"), (plain, "لسبب", "not_sealed")):
        with pytest.raises(RegistryRefused, match=code):
            open_sealed(letter=letter, reason=reason, staff=clerk(), actor=SYSTEM, at=at)


def test_whoever_reads_no_register_finds_no_letter(at):
    entry = arrived(at)
    assert letter_visible(entry.pk, CLERK).pk == entry.pk
    assert letter_visible(entry.pk, AGENT) is None


def test_a_book_goes_on_below_a_number(at):
    for _ in range(3):
        arrived(at)
    book = Register.objects.get(code="incoming")
    assert [line.number for line in lines_of(book, 2026, CLERK, limit=2)] == [3, 2]
    assert [line.number for line in lines_of(book, 2026, CLERK, before=2)] == [1]
