"""Lists of the queue that are kept under a name."""

import pytest
from django.db import IntegrityError

from shubbak.cases.actions import drop_filter, keep_filter, rename_filter
from shubbak.cases.models import SavedFilter
from shubbak.cases.queries import QueueFilter, asked_by, counted, own_filter, saved_filters
from shubbak.cases.rules import Refused
from shubbak.people.queries import roles_of
from tests.cases.test_workflow import in_progress, referred


def kept(office, who="agent", name="هاتفية", tab="all", only=None, shared=None):
    return keep_filter(
        staff=office.staff[who],
        name=name,
        tab=tab,
        only=only or QueueFilter(channel="portal"),
        shared_with=office.units[shared] if shared else None,
        actor=office.actor(who),
        at=office.at,
    )


def lists_of(office, who):
    staff = office.staff[who]
    return list(saved_filters(staff, roles_of(staff, office.at)))


def test_what_was_asked_for_is_kept_whole(office):
    only = QueueFilter("technical-complaint", "portal", office.staff["agent"].pk, None, "water_network")
    found = own_filter(office.staff["agent"], kept(office, only=only, tab="unit").pk)
    assert (asked_by(found), found.tab) == (only, "unit")


def test_a_list_is_its_owners_until_it_is_shared_with_a_unit(office):
    kept(office)
    kept(office, name="لنا", shared="water_network")
    assert [line.name for line in lists_of(office, "colleague")] == ["لنا"]
    assert [line.name for line in lists_of(office, "agent")] == ["لنا", "هاتفية"]
    assert lists_of(office, "stranger") == []


def test_nothing_is_shared_with_a_unit_where_one_holds_no_position(office):
    with pytest.raises(Refused, match="not_of_this_unit"):
        kept(office, shared="electricity_network")


def test_a_shared_list_counts_for_each_reader_what_they_may_see(office, at):
    case = in_progress(office)
    referred(office)
    mine = kept(office, tab="mine", shared="water_network")
    assert case.assignee == office.staff["agent"]
    for who, count in (("agent", 1), ("colleague", 0), ("stranger", 0)):
        assert counted(office.staff[who], [mine], at) == {mine.pk: count}


def test_all_lists_are_counted_at_once(office, at, django_assert_num_queries):
    lists = [kept(office, name=str(number)) for number in range(4)]
    roles = roles_of(office.staff["agent"], at)
    with django_assert_num_queries(4):  # the keys of the units, opinions, committees, counts
        assert set(counted(office.staff["agent"], lists, at, roles).values()) == {0}
    with django_assert_num_queries(0):
        assert counted(office.staff["agent"], [], at, roles) == {}


def test_only_its_owner_renames_or_drops_a_list(office, at):
    line = kept(office, shared="water_network")
    for act in (drop_filter, lambda **deed: rename_filter(name="x", shared_with=None, **deed)):
        with pytest.raises(Refused, match="not_yours"):
            act(kept=line, actor=office.actor("colleague"), at=at)
    rename_filter(kept=line, name="جديد", shared_with=None, actor=office.actor("agent"), at=at)
    assert lists_of(office, "colleague") == []
    drop_filter(kept=line, actor=office.actor("agent"), at=at)
    assert not SavedFilter.objects.exists()


def test_two_lists_of_one_owner_have_two_names(office):
    kept(office)
    with pytest.raises(IntegrityError, match="one_filter_of_a_name"):
        kept(office)
    kept(office, who="colleague")


def test_thirty_lists_are_enough(office, monkeypatch):
    monkeypatch.setattr("shubbak.cases.actions.filters.MOST_KEPT", 2)
    kept(office, name="1")
    kept(office, name="2")
    with pytest.raises(Refused, match="enough_filters"):
        kept(office, name="3")
