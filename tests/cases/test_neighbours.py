"""The files beside one, in the order of the list from which it was opened."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import advance, keep_unsent, sweep_unsent
from shubbak.cases.queries import neighbours, queue, unsent_acts
from shubbak.cases.rules import StepFacts


@pytest.fixture
def listed(office, at):
    """Three files of the counter with the keys of their places."""
    for _ in range(3):
        office.deposit()
    return queue(office.staff["counter"], "all", at=at).rows


def beside(office, at, row, tab="all"):
    found = neighbours(office.staff["counter"], row.case, tab, row.key, at=at)
    return found.before and found.before.case_id, found.after and found.after.case_id, found.place


def test_the_files_before_and_after_are_those_of_the_list(office, at, listed):
    first, second, third = (row.case.pk for row in listed)
    assert beside(office, at, listed[0]) == (None, second, 1)
    assert beside(office, at, listed[1]) == (first, third, 2)
    assert beside(office, at, listed[2]) == (second, None, 3)


def test_a_file_that_left_the_list_still_knows_what_came_after_it(office, at, listed):
    facts = StepFacts(unit="water_network")
    advance(case=listed[1].case, step="refer", actor=office.actor("counter"), at=at, facts=facts)
    stood = neighbours(office.staff["head"], listed[1].case, "returned", listed[1].key, at=at)
    assert (stood.place, stood.total) == (0, 0)
    before, after, _ = beside(office, at, listed[1])
    assert (before, after) == (listed[0].case.pk, listed[2].case.pk)


def test_the_page_after_begins_where_the_neighbour_stands(office, at, listed):
    page = queue(office.staff["counter"], "all", at=at, after_key=listed[0].key, limit=1)
    assert page.rows[0].case.pk == beside(office, at, listed[0])[1]


@pytest.mark.parametrize(("tab", "key"), [("x", ""), ("all", "x"), ("all", "")])
def test_a_place_that_is_none_is_refused(office, at, listed, tab, key):
    with pytest.raises(ValueError):
        neighbours(office.staff["counter"], listed[0].case, tab, key, at=at)


def test_what_was_not_sent_goes_after_thirty_days(office, at):
    case, staff = office.deposit(), office.staff["counter"]
    keep_unsent(case=case, staff=staff, act="acts/note", typed={"words": "كلام"}, at=at)
    assert sweep_unsent(at=at + timedelta(days=29)) == 0
    assert sweep_unsent(at=at + timedelta(days=31)) == 1
    assert unsent_acts(staff, case) == {}
