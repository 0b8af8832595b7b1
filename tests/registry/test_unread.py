"""How many letters wait for somebody, told on every page of the desk by one cheap question."""

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from shubbak.people.rules import Roles
from shubbak.registry.actions import accept, dispatch, give_back
from shubbak.registry.queries import Unread, unread_by
from shubbak.registry.rules import Mention, Recipient
from tests.registry.office import arrived, clerk, open_books

WATER = Recipient("water", Mention.ATTRIBUTION, is_coordinator=True)
COPY = Recipient("billing", Mention.INFORMATION)


@pytest.fixture(autouse=True)
def house(agency, at):
    open_books(at)
    for code in ("water", "billing"):
        open_unit(code=code, name={"ar": code}, parent=None, actor=SYSTEM, at=at)


def sent(at, **more):
    return dispatch(letter=arrived(at, **more).mail, recipients=(WATER, COPY), staff=clerk(), at=at)


def waiting(*units, headed=()):
    return unread_by(clerk(), Roles(units=frozenset(units), headed=frozenset(headed))).letters


def test_what_was_sent_waits_until_it_is_accepted_or_sent_back(at):
    [first, copy], _second = sent(at), sent(at)
    assert (waiting("water"), waiting("billing"), waiting("water", "billing")) == (2, 2, 4)
    accept(handover=first, staff=clerk(), at=at)
    give_back(handover=copy, reason="ليست لنا", staff=clerk(), at=at)
    assert (waiting("water"), waiting("billing")) == (1, 1)


def test_what_is_confidential_waits_for_the_head_alone(at):
    sent(at, secrecy="confidential")
    assert (waiting("water"), waiting("water", headed=["water"])) == (0, 1)


def test_whoever_works_in_no_unit_costs_no_question(at, django_assert_num_queries):
    sent(at)
    somebody = clerk()
    with django_assert_num_queries(0):
        assert unread_by(somebody, Roles()) == Unread()
    with django_assert_num_queries(1):
        assert unread_by(somebody, Roles(units=frozenset({"water"}))) == Unread(letters=1)
