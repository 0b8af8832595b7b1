"""A unit is reminded once of what it has not answered."""

from datetime import timedelta

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.people.actions import appoint, enlist_staff, open_position, open_unit
from shubbak.registry.actions import dispatch, remind_units
from shubbak.registry.rules import Mention, Recipient
from tests.registry.office import arrived, clerk, open_books

WATER = Recipient("water", Mention.ATTRIBUTION, is_coordinator=True)


@pytest.fixture(autouse=True)
def house(agency, at):
    open_books(at)
    unit = open_unit(code="water", name={"ar": "مصلحة الماء"}, parent=None, actor=SYSTEM, at=at)
    head = enlist_staff(
        email="head@miyah.example", name="مينة", password="كلمة-طويلة-2026", actor=SYSTEM, at=at
    )
    post = open_position(code="head", title={"ar": "رئيسة"}, unit=unit, is_head=True, actor=SYSTEM, at=at)
    appoint(staff=head, position=post, actor=SYSTEM, starts=at, at=at)


@pytest.fixture
def letter(at):
    letter = arrived(at).mail
    dispatch(letter=letter, recipients=[WATER], staff=clerk(), at=at, remind_days=3)
    return letter


def test_the_head_is_reminded_three_days_before_and_once(letter):
    due = letter.due_at
    assert remind_units(at=due - timedelta(days=3, minutes=1)) == 0
    assert remind_units(at=due - timedelta(days=3)) == 1
    assert remind_units(at=due) == 0
    message = Message.objects.get(about_kind="letter_due")
    assert message.address == "head@miyah.example"
    assert "مصلحة الماء" in rendered(message).text


def test_what_was_answered_meanwhile_is_not_asked_for(letter, at):
    remind_units(at=letter.due_at)
    arrived(at, "outgoing", in_reply_to=letter.pk)
    with pytest.raises(Withdrawn):
        rendered(Message.objects.get(about_kind="letter_due"))


def test_nobody_is_reminded_of_a_letter_that_has_its_answer(letter, at):
    arrived(at, "outgoing", in_reply_to=letter.pk)
    assert remind_units(at=letter.due_at) == 0
