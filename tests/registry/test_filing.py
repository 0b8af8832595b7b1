"""Where letters lie, how long they are kept, and how they go: listed, with a visa, and never what is held."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from shubbak.documents.actions import store_bytes
from shubbak.documents.models import StoredFile
from shubbak.journal import audit as journal_audit
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import (
    approve_list,
    classify,
    declare_class,
    draw_up_list,
    drop_elimination,
    eliminate_again,
    eliminate_approved,
    lift_letter_hold,
    place_letter_hold,
)
from shubbak.registry.books import audit
from shubbak.registry.filing.memory import remembered
from shubbak.registry.filing.plan import PLAN
from shubbak.registry.models import (
    Correspondent,
    EliminationList,
    Entry,
    EntryParty,
    EntrySubject,
    FileClass,
    Letter,
)
from shubbak.registry.queries import filed, letters_to_eliminate
from shubbak.registry.rules import RegistryRefused, kept_until
from shubbak.search.models import SearchRow
from tests.registry.office import arrived, clerk, open_books

LATER = datetime(2034, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plan(agency, at, tmp_path, settings):
    settings.SHUBBAK_BLACK_BOX = tmp_path
    open_books(at)
    for one in PLAN:
        declare_class(facts=one, actor=SYSTEM, at=at)


@pytest.fixture
def notice(at):
    scan = store_bytes(content=b"%PDF-1.7 notice", name="n.pdf", format_code="pdf", at=at)
    return Letter.objects.get(pk=arrived(at, nature="notice", papers=[scan.pk]).pk)


def over(at=LATER):
    return [due.letter.pk for due in letters_to_eliminate(at)]


def gone(at=LATER):
    listed = draw_up_list(staff=clerk("من حررها"), at=at)
    approve_list(listed=listed, reference="أ.م 14/2034", staff=clerk("من أذن بها"), at=at)
    return eliminate_approved(at=at)


def test_a_letter_lies_where_its_nature_says_until_somebody_lays_it_elsewhere(notice, at):
    assert (filed(notice).file_class.code, filed(notice).until.isoformat()) == ("1.1", "2033-12-31")
    classify(letter=notice, file_class=FileClass.objects.get(code="3.1"), staff=clerk(), at=at)
    moved = filed(Letter.objects.get(pk=notice.pk))
    assert (moved.file_class.code, moved.until.year, moved.by_hand) == ("3.1", 2041, True)


def test_years_count_from_the_end_of_the_year(at):
    assert kept_until(at.date(), 0).isoformat() == "2026-12-31"


def test_what_is_over_is_listed_and_what_waits_for_an_answer_is_not(notice, at):
    arrived(at, nature="inquiry")
    assert over() == [notice.pk]
    assert over(at=datetime(2033, 12, 31, 20, 0, tzinfo=UTC)) == []


def test_what_is_held_stays_until_it_is_let_go_again(notice, at):
    hold = place_letter_hold(letter=notice, reason="نزاع معروض على القضاء", staff=clerk(), at=at)
    assert over() == []
    with pytest.raises(RegistryRefused, match="held_already"):
        place_letter_hold(letter=notice, reason="آخر", staff=clerk(), at=at)
    lift_letter_hold(hold=hold, reason="صدر الحكم", staff=clerk(), at=at)
    assert over() == [notice.pk]


def test_a_letter_that_is_held_after_the_visa_stays(notice):
    listed = draw_up_list(staff=clerk(), at=LATER)
    approve_list(listed=listed, reference="14", staff=clerk(), at=LATER)
    place_letter_hold(letter=notice, reason="تفتيش", staff=clerk(), at=LATER)
    assert eliminate_approved(at=LATER) == 0
    assert EntrySubject.objects.filter(entry=notice.pk).exists()


def test_what_goes_leaves_its_line_and_every_proof(notice):
    assert gone() == 1
    assert Entry.objects.filter(pk=notice.pk).exists()
    for kept in (EntryParty.objects.all(), EntrySubject.objects.all(), Correspondent.objects.all()):
        assert not kept.exists()
    assert not StoredFile.objects.exists()
    assert not SearchRow.objects.filter(ref=notice.pk).exists()
    assert [*audit.problems(), *journal_audit.problems()] == []
    assert EliminationList.objects.get().state == "done"


def test_nothing_goes_without_a_visa_of_somebody_else(notice):
    maker = clerk()
    listed = draw_up_list(staff=maker, at=LATER)
    with pytest.raises(RegistryRefused, match="two_let_go"):
        approve_list(listed=listed, reference="14", staff=maker, at=LATER)
    with pytest.raises(RegistryRefused, match="reference_missing"):
        approve_list(listed=listed, reference=" ", staff=clerk(), at=LATER)
    assert eliminate_approved(at=LATER) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        EliminationList.objects.filter(pk=listed.pk).update(state="approved")


def test_a_list_that_is_dropped_erases_nothing_and_makes_room(notice):
    first = draw_up_list(staff=clerk(), at=LATER)
    with pytest.raises(RegistryRefused, match="list_open"):
        draw_up_list(staff=clerk(), at=LATER)
    drop_elimination(listed=first, staff=clerk(), at=LATER)
    assert draw_up_list(staff=clerk(), at=LATER).lines.get().letter_id == notice.pk


def test_what_an_older_backup_brings_back_goes_again(notice):
    point = transaction.savepoint()
    gone()
    transaction.savepoint_rollback(point)
    assert [one.letter for one in remembered()] == [notice.pk]
    assert eliminate_again(at=LATER) == 1
    assert eliminate_again(at=LATER) == 0
    assert not EntrySubject.objects.filter(entry=notice.pk).exists()
