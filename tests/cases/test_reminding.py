"""Reminding whoever a file waits for."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import advance, ask_for_papers, remind
from shubbak.cases.letters import render_message
from shubbak.cases.rules import AskedItem, Refused, StepFacts
from shubbak.journal.models import Leaf
from shubbak.notifications.models import Message


@pytest.fixture
def taken(office, at):
    """A file that the agent of the water network has in charge."""
    facts = StepFacts(unit="water_network")
    case = advance(case=office.deposit(), step="refer", actor=office.actor("counter"), at=at, facts=facts)
    return advance(case=case, step="take", actor=office.actor("agent"), at=at)


@pytest.fixture
def asked(office, at, taken):
    """The same file, waiting for a photograph from the person."""
    items = [AskedItem(requirement="photo", words="غير واضحة")]
    return ask_for_papers(case=taken, items=items, actor=office.actor("agent"), at=at).case


def refusal(**given):
    with pytest.raises(Refused) as refused:
        remind(**given)
    return refused.value.code


def test_the_head_reminds_the_colleague_in_charge(office, at, taken):
    remind(case=taken, actor=office.actor("head"), at=at)
    notice = Message.objects.get(template="desk:reminded")
    assert notice.address == "agent@miyah.example"
    assert "تذكير" in render_message(notice).subject
    assert Leaf.objects.filter(what="case.reminded", about=taken.number).count() == 1


def test_a_file_that_waits_for_the_person_reminds_the_person_of_what_was_asked(office, at, asked):
    before = Message.objects.filter(address="amina@example.ma").count()
    remind(case=asked, actor=office.actor("agent"), at=at + timedelta(days=2))
    sent = Message.objects.filter(address="amina@example.ma").order_by("created_at")
    assert sent.count() == before + 1
    said = render_message(sent.last())
    assert said.subject.startswith("تذكير")
    assert "غير واضحة" in said.text


def test_nobody_is_reminded_twice_on_one_day(office, at, taken):
    head = office.actor("head")
    remind(case=taken, actor=head, at=at)
    assert refusal(case=taken, actor=head, at=at + timedelta(hours=8)) == "reminded_before"
    remind(case=taken, actor=head, at=at + timedelta(days=1))


def test_nobody_reminds_themselves(office, at, taken):
    assert refusal(case=taken, actor=office.actor("agent"), at=at) == "nobody_to_remind"


def test_a_stranger_reminds_nobody(office, at, taken):
    assert refusal(case=taken, actor=office.actor("stranger"), at=at) == "not_yours"
