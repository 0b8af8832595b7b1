"""Of some classes a sample is kept: drawn by lot from what letters are, so that nobody picks."""

from datetime import UTC, datetime
from math import ceil
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import (
    approve_list,
    declare_class,
    draw_up_list,
    drop_elimination,
    eliminate_approved,
)
from shubbak.registry.books.printing import printed_number
from shubbak.registry.filing.rules import drawn
from shubbak.registry.models import EntrySubject, FileClass, Letter
from shubbak.registry.queries import filed, letters_to_eliminate, letters_to_hand_over
from shubbak.registry.rules import ClassFacts
from tests.registry.office import arrived, clerk, open_books

LATER = datetime(2034, 1, 5, 9, 0, tzinfo=UTC)
IDS = st.sets(st.uuids(), min_size=1, max_size=60)
SHARES = st.integers(1, 1000)


@given(IDS, SHARES)
def test_the_share_is_kept_and_at_least_one(ids, share):
    kept = drawn("1.2/2026", ids, share)
    assert kept <= ids
    assert len(kept) == ceil(share * len(ids) / 1000) >= 1


@given(st.lists(st.uuids(), min_size=1, max_size=60, unique=True), SHARES, st.randoms())
def test_the_same_letters_draw_the_same_sample_in_whatever_order(ids, share, chance):
    mixed = list(ids)
    chance.shuffle(mixed)
    assert drawn("1.2/2026", ids, share) == drawn("1.2/2026", mixed, share)


@given(IDS, SHARES, SHARES)
def test_a_larger_share_keeps_all_that_a_smaller_one_keeps(ids, one, other):
    assert drawn("s", ids, min(one, other)) <= drawn("s", ids, max(one, other))


@given(IDS, SHARES, st.integers(0, 60))
def test_lists_one_after_the_other_keep_the_share_of_all_of_them(ids, share, cut):
    first = set(sorted(ids)[:cut])
    kept = drawn("s", first, share) if first else frozenset()
    more = drawn("s", ids - first, share, earlier=len(first), kept=len(kept))
    assert len(kept) + len(more) == ceil(share * len(ids) / 1000)


def test_the_seed_and_the_ids_say_which():
    ids = [UUID(int=number) for number in range(1, 6)]
    assert drawn("1.2/2026", ids, 200) == {UUID(int=4)}


@pytest.fixture
def letters(agency, tmp_path, settings, at):
    """Enter so many letters of which one in four is kept."""
    settings.SHUBBAK_BLACK_BOX = tmp_path
    open_books(at)
    facts = ClassFacts("1.2", {"ar": "الشكايات"}, 2, 3, "sample", ("notice",), share=250)
    declare_class(facts=facts, actor=SYSTEM, at=at)

    def enter(count, at=at):
        return {arrived(at, nature="notice", subject=f"شكاية {rank}").pk for rank in range(count)}

    return enter


def kept_of(due):
    return {one.letter.pk for one in due if one.is_drawn}


def let_go(at=LATER):
    listed = draw_up_list(staff=clerk(), at=at)
    approve_list(listed=listed, reference="14", staff=clerk(), at=at)
    eliminate_approved(at=at)
    return listed


def test_a_list_names_what_was_drawn_and_drops_nobodys_lot(letters):
    letters(5)
    first = kept_of(letters_to_eliminate(LATER))
    listed = draw_up_list(staff=clerk(), at=LATER)
    assert set(listed.lines.filter(is_drawn=True).values_list("letter", flat=True)) == first
    drop_elimination(listed=listed, staff=clerk(), at=LATER)
    assert (len(first), kept_of(letters_to_eliminate(LATER))) == (2, first)


def test_what_was_drawn_stays_for_the_archives_and_the_others_go(letters):
    all_of_them = letters(5)
    kept = kept_of(letters_to_eliminate(LATER))
    let_go()
    assert set(EntrySubject.objects.values_list("entry", flat=True)) & all_of_them == kept
    assert {letter.pk for letter in letters_to_hand_over(LATER)} == kept
    assert letters_to_eliminate(LATER) == []
    assert all(filed(letter).is_drawn for letter in Letter.objects.filter(pk__in=kept))


def test_nothing_is_handed_over_before_the_visa(letters):
    letters(5)
    draw_up_list(staff=clerk(), at=LATER)
    assert letters_to_hand_over(LATER) == []


def test_each_year_is_drawn_by_itself(letters, at):
    letters(3)
    letters(1, at.replace(year=2027))
    due = letters_to_eliminate(LATER)
    assert {one.letter.entry.register_day.year for one in due if one.is_drawn} == {2026, 2027}


def test_what_comes_to_a_year_later_is_counted_with_what_went(letters):
    letters(3)
    let_go()
    letters(1)
    assert kept_of(letters_to_eliminate(LATER)) == set()


def test_what_was_drawn_stays_whatever_becomes_of_its_class(letters):
    letters(2)
    let_go()
    FileClass.objects.update(fate="eliminate")
    assert letters_to_eliminate(LATER) == []
    FileClass.objects.update(fate="keep")
    assert len(letters_to_hand_over(LATER)) == 1


def test_the_journal_says_how_many_were_drawn_and_which(letters):
    letters(2)
    listed = let_go()
    told = {line.what: line.facts for line in lines_about(f"elimination/{listed.pk}")}
    assert told["registry.list_drawn_up"] == {"letters": 2, "kept": 1}
    kept = listed.lines.get(is_drawn=True).letter
    drawn_then = [line.facts for line in lines_about(printed_number(kept.entry)) if "drawn" in line.what]
    assert drawn_then == [{"list": listed.pk}]
