"""A letter of the registry office becomes a file, or joins one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shubbak.cases import audit
from shubbak.cases.actions import (
    begin_from_letter,
    deposit_draft,
    erase_case,
    lay_letter,
    save_draft,
    sweep_uploads,
)
from shubbak.cases.models import Case, CaseMail
from shubbak.cases.rules import Refused
from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import (
    declare_class,
    declare_nature,
    declare_register,
    place_letter_hold,
    register_letter,
)
from shubbak.registry.letters.natures import NATURES
from shubbak.registry.models import Entry, EntryEvent, EntrySubject, Letter, LetterPaper, Register
from shubbak.registry.queries import letters_to_eliminate
from shubbak.registry.rules import Channel, ClassFacts, Kind, LetterFacts, RegisterFacts, Sender
from tests.cases.office import ANSWERS, employ, named

SENDER = Sender(Kind.CITIZEN, "نعيمة الإدريسي", phone="0661000077", email="naima@example.ma")
REST = {name: ANSWERS[name] for name in ("problem", "since", "where", "preferred_channel")}


@pytest.fixture
def books(office):
    """Incoming letters; and letters that come straight into the book of complaints."""
    for code, pattern in (("incoming", "و {n}/{year}"), ("complaints", "{n}/{year}")):
        facts = RegisterFacts(code, code, pattern, named(code), "in")
        declare_register(facts=facts, actor=SYSTEM, at=office.at)
    for nature in NATURES:
        declare_nature(facts=nature, actor=SYSTEM, at=office.at)
    employ(office, "clerk", "general_secretariat", "registrar", office.at, whole=True)
    return office


@pytest.fixture
def letter(books):
    def arrive(book="incoming", at=None):
        scan = store_bytes(
            content=b"%PDF-1.7", name="scan.pdf", format_code="pdf", at=at or books.at, direction="in"
        )
        entry_id = register_letter(
            register=Register.objects.get(code=book),
            facts=LetterFacts(SENDER, "انقطاع الماء", Channel.POST, "complaint", papers=(scan.pk,)),
            submission_id=uuid4(),
            actor=SYSTEM,
            at=at or books.at,
        )
        return Letter.objects.select_related("entry__series__register", "correspondent").get(pk=entry_id)

    return arrive


def grown(books, letter, at=None):
    """The file that the clerk opens from a letter."""
    at = at or books.at
    actor = books.actor("clerk")
    draft, _ = begin_from_letter(letter=letter, service_version=books.service, actor=actor, at=at)
    save_draft(draft=draft, answers=REST, at=at)
    return Case.objects.get(pk=deposit_draft(draft=draft, actor=actor, at=at).pk)


def test_the_sender_is_the_applicant_and_the_papers_go_along(books, letter):
    came = letter()
    case = grown(books, came)
    assert (case.applicant.name, case.applicant.email) == (SENDER.name, SENDER.email)
    assert [paper.document.name for paper in case.papers.all()] == ["scan.pdf"]
    assert (case.number, case.channel) == ("1/2026", "letter")
    assert CaseMail.objects.get().opened
    assert EntryEvent.objects.get(entry=came.pk, kind="linked").words == case.number
    assert list(audit.problems()) == []


def test_a_file_of_the_same_register_takes_over_the_number_of_the_letter(books, letter):
    came = letter("complaints")
    case = grown(books, came)
    assert (case.entry_id, case.number) == (came.pk, "1/2026")
    assert Entry.objects.count() == 1


def test_its_time_runs_since_the_letter_came(books, letter):
    came = letter(at=books.at)
    late = grown(books, came, at=books.at + timedelta(days=2))
    same = books.deposit()
    assert late.due_at == same.due_at


def test_a_letter_becomes_one_file(books, letter):
    came = letter()
    grown(books, came)
    with pytest.raises(Refused, match="letter_is_a_file"):
        grown(books, came)


def test_a_letter_joins_a_file_that_its_unit_sees_with_its_papers(books, letter):
    case, came = books.deposit(), letter()
    lay_letter(letter=came, number=f" {case.number} ", actor=books.actor("clerk"), at=books.at)
    laid = case.papers.get()
    assert (laid.document.name, laid.public) == ("scan.pdf", False)
    assert case.events.filter(what="letter_joined").exists()
    with pytest.raises(Refused, match="letter_is_there"):
        lay_letter(letter=came, number=case.number, actor=books.actor("clerk"), at=books.at)


@pytest.mark.parametrize(("who", "code"), [("stranger", "not_yours"), ("clerk", "no_file_of_number")])
def test_a_letter_is_laid_by_those_who_deal_with_it_into_a_file_that_there_is(books, letter, who, code):
    with pytest.raises(Refused, match=code):
        lay_letter(letter=letter(), number="99/2026", actor=books.actor(who), at=books.at)


def test_with_a_file_goes_the_letter_out_of_which_it_grew(books, letter):
    case = grown(books, letter())
    Case.objects.filter(pk=case.pk).update(closed_at=books.at)
    erase_case(case=case, actor=SYSTEM, at=books.at)
    assert not Document.objects.exists()
    assert Letter.objects.get().correspondent is None


def erased(case, at):
    Case.objects.filter(pk=case.pk).update(closed_at=at)
    erase_case(case=Case.objects.get(pk=case.pk), actor=SYSTEM, at=at)


def test_a_letter_that_joined_a_file_goes_with_it_and_its_answer_too(books, letter):
    case, came, answer = books.deposit(), letter(), letter()
    Letter.objects.filter(pk=answer.pk).update(in_reply_to=came.pk)
    lay_letter(letter=came, number=case.number, actor=books.actor("clerk"), at=books.at)
    erased(case, books.at)
    assert not LetterPaper.objects.exists()
    assert not EntrySubject.objects.filter(entry__in=[came.pk, answer.pk]).exists()


def test_a_letter_that_lies_in_two_files_goes_with_the_second(books, letter):
    first, second, came = books.deposit(), books.deposit(), letter()
    for case in (first, second):
        lay_letter(letter=came, number=case.number, actor=books.actor("clerk"), at=books.at)
    erased(first, books.at)
    assert LetterPaper.objects.exists()
    erased(second, books.at)
    assert not Document.objects.exists()


def test_a_hold_keeps_a_letter_when_its_file_goes(books, letter):
    case, came = books.deposit(), letter()
    lay_letter(letter=came, number=case.number, actor=books.actor("clerk"), at=books.at)
    place_letter_hold(letter=came, reason="نزاع", staff=books.staff["clerk"], at=books.at)
    erased(case, books.at)
    assert LetterPaper.objects.get().document.name == "scan.pdf"


def test_a_letter_in_a_file_stands_on_no_list_of_the_registry(books, letter):
    case, came = books.deposit(), letter()
    declare_class(
        facts=ClassFacts("1.2", named("x"), 2, 0, "eliminate", ("complaint",)), actor=SYSTEM, at=books.at
    )
    much_later = books.at + timedelta(days=3000)
    Letter.objects.update(due_at=None)
    assert [due.letter.pk for due in letters_to_eliminate(much_later)] == [came.pk]
    lay_letter(letter=came, number=case.number, actor=books.actor("clerk"), at=books.at)
    assert letters_to_eliminate(much_later) == []


def test_papers_of_letters_are_no_forgotten_uploads(books, letter):
    letter()
    assert sweep_uploads(at=books.at + timedelta(days=9)) == 0
    assert Document.objects.count() == 1
