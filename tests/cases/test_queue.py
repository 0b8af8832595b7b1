"""What a member of staff sees, and in which order."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import ask_for_papers
from shubbak.cases.queries import (
    TABS,
    case_page,
    case_visible,
    queue,
    similar_open_cases,
    tracking_view,
    visible_to,
)
from tests.cases.test_workflow import PHOTO, answered, in_progress, referred, returned


def numbers(page):
    return [row.case.number for row in page.rows]


def test_a_stranger_sees_nothing(office, at):
    case = referred(office)
    assert case_visible(office.staff["stranger"], case.pk, at) is None
    assert queue(office.staff["stranger"], "all", at=at).rows == ()


def test_the_unit_sees_what_it_holds(office, at):
    case = referred(office)
    assert numbers(queue(office.staff["agent"], "unit", at=at)) == [case.number]
    assert numbers(queue(office.staff["agent"], "mine", at=at)) == []


def test_mine_is_what_i_took(office, at):
    case = in_progress(office)
    assert numbers(queue(office.staff["agent"], "mine", at=at)) == [case.number]


def test_the_late_come_first_and_the_waiting_before_those_in_time(office, at):
    waiting = in_progress(office)
    ask_for_papers(case=waiting, items=[PHOTO], actor=office.actor("agent"), at=at)
    late = in_progress(office)
    office.at = at + timedelta(hours=11)
    in_time = in_progress(office_at(office, office.at))
    page = queue(office.staff["agent"], "mine", at=at + timedelta(hours=13))
    assert [row.group for row in page.rows] == ["late", "waiting", "in_time"]
    assert numbers(page) == [late.number, waiting.number, in_time.number]
    assert page.groups == {"late": 1, "waiting": 1, "in_time": 1}


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_holds_what_its_tally_says(office, at, tab):
    """Whatever groups its files stand in: one alone, several, none."""
    for _ in range(2):
        ask_for_papers(case=in_progress(office), items=[PHOTO], actor=office.actor("agent"), at=at)
    for hours in (0, 13):
        page = queue(office.staff["agent"], tab, at=at + timedelta(hours=hours))
        assert len(page.rows) == page.counts[tab] == sum(page.groups.values())
    in_progress(office)
    later = queue(office.staff["agent"], tab, at=at + timedelta(hours=13))
    assert len(later.rows) == later.counts[tab]


def office_at(office, at):
    office.at = at
    return office


def test_pages_follow_one_another_by_key(office, at):
    all_numbers = [referred(office).number for _ in range(5)]
    seen, key = [], ""
    while True:
        page = queue(office.staff["agent"], "unit", at=at, after_key=key, limit=2)
        seen += numbers(page)
        key = page.next_key
        if not key:
            break
    assert sorted(seen) == sorted(all_numbers)


def test_an_unknown_tab_is_refused(office, at):
    with pytest.raises(ValueError, match="no such tab"):
        queue(office.staff["agent"], "everything", at=at)


def test_a_queue_costs_few_queries(office, at, django_assert_max_num_queries):
    for _ in range(3):
        referred(office)
    queue(office.staff["agent"], "unit", at=at)
    with django_assert_max_num_queries(11):
        assert len(queue(office.staff["agent"], "unit", at=at).rows) == 3


def test_a_decided_file_is_untold_until_somebody_tells(office, at):
    case = answered(office)
    assert numbers(queue(office.staff["counter"], "untold", at=at)) == [case.number]


def test_the_case_page_offers_only_the_steps_of_the_asker(office, at):
    case = in_progress(office)
    page = case_page(office.staff["agent"], case.pk, at)
    assert {step.name for step in page.steps} == {"ask", "resolve", "join_incident"}
    assert case_page(office.staff["stranger"], case.pk, at) is None


def test_neighbours_of_one_outage_are_found(office, at):
    first, second = referred(office), referred(office)
    assert list(similar_open_cases(office.staff["agent"], first, at)) == [second]


def test_a_tracking_page_takes_four_queries(office, at, django_assert_max_num_queries):
    case = visible_to(office.staff["agent"], at).select_related("unit", "service_version")
    ask_for_papers(case=in_progress(office), items=[PHOTO], actor=office.actor("agent"), at=at)
    with django_assert_max_num_queries(4):
        view = tracking_view(case.get(), "ar", at)
    assert [asked.requirement for asked in view.asked] == ["photo"]
    assert view.promise.held
    assert view.stages[0][1] == at


def test_the_outcome_is_not_shown_before_the_answer_leaves(office, at):

    assert tracking_view(returned(office), "ar", at).reasons == ""
    assert tracking_view(answered(office), "ar", at).reasons == "أُصلح العطب."
