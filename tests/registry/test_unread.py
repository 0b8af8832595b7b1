"""How many letters wait for somebody, told on every page of the desk by one cheap question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from shubbak.people.rules import Roles
from shubbak.registry.actions import accept, dispatch, give_back
from shubbak.registry.models import Handover
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


def test_letters_of_years_are_not_read_to_count_those_that_wait(at):
    """The small index is asked, however many letters a unit has accepted."""
    for _ in range(20):
        [_, copy] = sent(at)
        plain = {"letter": copy.letter, "unit": copy.unit, "mention": copy.mention, "sent_by": copy.sent_by}
        Handover.objects.bulk_create(Handover(**plain, sent_at=at, state="passed_on") for _ in range(200))
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        cursor.execute("ANALYZE")
        assert waiting("billing") == 20
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "letters_to_accept" in plan, plan
