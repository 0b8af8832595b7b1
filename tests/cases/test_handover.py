"""Handing over the files of a colleague: to whom each goes, what is kept, who is told."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.cases.actions import hand_over
from shubbak.cases.queries import queue
from shubbak.cases.queries.workload import Load, loads_of, shares, total
from shubbak.cases.rules import Refused, spread
from shubbak.journal.models import Leaf
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.people.actions import note_absence
from shubbak.people.queries import roles_of
from tests.cases.office import employ
from tests.cases.test_workflow import in_progress, referred

RECEIVERS = st.lists(st.integers(1, 4), max_size=4, unique=True)


@given(st.lists(RECEIVERS, max_size=20), st.dictionaries(st.integers(1, 4), st.integers(0, 9)))
def test_each_file_goes_to_somebody_who_may_have_it(able, loads):
    given_to = spread(dict(enumerate(able)), loads)
    assert given_to.keys() == {file for file, receivers in enumerate(able) if receivers}
    assert all(staff in able[file] for file, staff in given_to.items())


@given(st.integers(0, 30), st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_whoever_may_have_all_ends_with_no_more_than_one_above_the_least_of_those_who_got_any(files, loads):
    before = dict(enumerate(loads))
    given_to = spread({file: list(before) for file in range(files)}, before)
    after = {staff: load + list(given_to.values()).count(staff) for staff, load in before.items()}
    assert sum(after.values()) == sum(loads) + files
    assert all(after[staff] <= min(after.values()) + 1 for staff in given_to.values())


def handed(office, *receivers, by="head", reason="إجازة", only=None):
    return hand_over(
        colleague=office.staff["agent"],
        receivers=[office.staff[name] for name in receivers],
        reason=reason,
        only=only,
        actor=office.actor(by),
        at=office.at,
    )


def away(office, name, stand_in):
    starts, ends = office.at - timedelta(days=1), office.at + timedelta(days=5)
    people = office.staff
    note_absence(
        staff=people[name],
        stand_in=people[stand_in],
        starts=starts,
        ends=ends,
        actor=SYSTEM,
        at=starts,
    )


def test_all_files_are_spread_by_load_with_one_notice_each(office):
    employ(office, "third", "water_network", "agent", office.at)
    cases = [in_progress(office) for _ in range(3)]
    done = handed(office, "colleague", "third")
    assert sorted(done.given.values()) == [1, 2]
    notices = Message.objects.filter(about_kind="handover")
    assert {(notice.address, notice.context["count"]) for notice in notices} == {
        ("colleague@miyah.example", 2),
        ("third@miyah.example", 1),
    }
    assert loads_of([office.staff["agent"].pk]) == {}
    assert {type(case).objects.get(pk=case.pk).assignee_id for case in cases} == set(done.given)


def test_each_file_keeps_from_whom_to_whom_why_and_by_whom(office):
    case = in_progress(office)
    handed(office, "colleague")
    event = case.events.get(what="handed_over")
    people = {name: str(office.staff[name].pk) for name in ("agent", "colleague")}
    assert event.facts == {"from": people["agent"], "staff": people["colleague"]}
    assert (event.words, event.actor_name, event.public) == ("إجازة", "head", False)
    assert Leaf.objects.filter(what="case.handed_over", about=case.number).count() == 1


def test_only_the_ticked_files_go(office):
    first, second = in_progress(office), in_progress(office)
    handed(office, "colleague", only=[second.pk])
    assert loads_of([office.staff["agent"].pk]) == {office.staff["agent"].pk: 1}
    assert not first.events.filter(what="handed_over").exists()


def test_files_go_only_to_those_who_work_where_they_lie(office):
    in_progress(office)
    with pytest.raises(Refused, match="nothing_to_hand_over"):
        handed(office, "stranger")


@pytest.mark.parametrize(
    ("receivers", "more", "code"),
    [
        ([], {}, "guard:assignee"),
        (["agent"], {}, "to_themselves"),
        (["colleague"], {"reason": " "}, "guard:reason"),
        (["colleague"], {"by": "colleague"}, "nothing_to_hand_over"),
    ],
)
def test_a_hand_over_that_is_none_is_refused(office, receivers, more, code):
    in_progress(office)
    with pytest.raises(Refused, match=code):
        handed(office, *receivers, **more)


def test_nobody_away_receives_files(office):
    in_progress(office)
    away(office, "colleague", "head")
    with pytest.raises(Refused, match="receiver_away"):
        handed(office, "colleague")


def test_whoever_stands_in_for_the_head_hands_over(office):
    in_progress(office)
    away(office, "head", "colleague")
    assert sum(handed(office, "colleague", by="colleague").given.values()) == 1


def test_the_notice_says_how_many_and_whose(office):
    in_progress(office)
    handed(office, "colleague")
    said = rendered(Message.objects.get(about_kind="handover"))
    assert "ملف واحد" in said.subject
    assert "agent" in said.subject


def test_a_stand_in_finds_the_absent_colleagues_files_under_mine(office, at):
    case = in_progress(office)
    assert queue(office.staff["stranger"], "mine", at=at).rows == ()
    away(office, "agent", "stranger")
    assert [row.case for row in queue(office.staff["stranger"], "mine", at=at).rows] == [case]
    later = at + timedelta(days=6)
    assert queue(office.staff["stranger"], "mine", at=later).rows == ()


def test_the_load_is_counted_by_the_database_whatever_the_number_of_files(
    office, at, django_assert_max_num_queries
):
    for _ in range(3):
        in_progress(office)
    referred(office)
    head = office.staff["head"]
    roles = roles_of(head, at)
    with django_assert_max_num_queries(5):
        found = shares(head, roles, ["water_network"], at)
    assert {(share.unit, share.assignee, share.load.open) for share in found} == {
        ("water_network", office.staff["agent"].pk, 3),
        ("water_network", None, 1),
    }


def test_late_means_past_now_and_this_week_means_seven_days(office, at):
    in_progress(office)
    head = office.staff["head"]
    late = {
        days: total(shares(head, roles_of(head, at), None, at + timedelta(days=days))) for days in (0, 3, 30)
    }
    assert (late[0].late, late[0].due_this_week) == (0, 1)
    assert (late[3].late, late[3].late_this_week) == (1, 1)
    assert (late[30].late, late[30].late_this_week) == (1, 0)


def test_loads_add_up():
    assert Load(open=2, late=1) + Load(open=1, waiting=1) == Load(open=3, late=1, waiting=1)
