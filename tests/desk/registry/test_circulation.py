"""A letter goes round the house through the desk: instructed, sent, accepted, sent back, passed on."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from shubbak.registry.models import Handover, Instruction

OFFICE = "/desk/registry/"
UNIT = f"{OFFICE}unit/"


def address(letter):
    return f"{OFFICE}letters/{letter.pk}"


def page_of(client, way):
    return client.get(way).content.decode()


@pytest.fixture
def sent(clerk, entered):
    """A letter on its way to the water network, with a copy for the customers' unit; gives letter and both
    ways.
    """

    def send(**changes):
        letter = entered(**changes)
        typed = {"coordinator": "water_network", "mention_coordinator": "attribution", "copy_1": "customers"}
        answer = clerk.post(f"{address(letter)}/dispatch", {**typed, "remind_days": "3"})
        assert answer["Location"] == address(letter)
        return letter, *Handover.objects.filter(letter=letter)

    return send


def test_the_director_writes_what_is_to_be_done_and_until_when(clerk, sign_in, entered):
    letter, director = entered(), sign_in("director")
    typed = {"words": "للدراسة وإعداد جواب", "due_on": "2026-12-01"}
    assert director.post(f"{address(letter)}/instruct", typed)["Location"] == address(letter)
    assert Instruction.objects.get().due_at.isoformat() == "2026-12-01T22:59:00+00:00"
    assert "للدراسة وإعداد جواب" in page_of(clerk, address(letter))


@pytest.mark.parametrize("who", ["clerk", "auditor", "agent"])
def test_only_those_who_lead_write_on_a_letter(sign_in, entered, who):
    letter = entered()
    assert sign_in(who).get(f"{address(letter)}/instruct").status_code == 404


def test_a_letter_goes_to_one_unit_with_copies_and_its_page_says_where_it_is(clerk, sent):
    letter, coordinating, copy = sent()
    assert (coordinating.is_coordinator, coordinating.remind_days) == (True, 3)
    assert (copy.mention, copy.remind_days) == ("information", None)
    assert "water_network" in page_of(clerk, address(letter))
    again = clerk.post(f"{address(letter)}/dispatch", {"copy_1": "electricity_network"})
    assert again.status_code == 302
    assert Handover.objects.count() == 3


def test_what_the_domain_refuses_is_said_above_the_form(clerk, sent):
    letter, *_ = sent()
    twice = {"copy_1": "electricity_network", "copy_2": "electricity_network"}
    assert clerk.post(f"{address(letter)}/dispatch", twice).status_code == 409


def test_a_unit_finds_its_letters_opens_one_and_accepts_it(sign_in, sent):
    letter, coordinating, _ = sent(subject="طلب بيانات الشبكة")
    agent = sign_in("agent")
    assert "طلب بيانات الشبكة" in page_of(agent, UNIT)
    assert "طلب بيانات الشبكة" in page_of(agent, address(letter))
    assert agent.post(f"{OFFICE}handovers/{coordinating.pk}/accept")["Location"] == UNIT
    coordinating.refresh_from_db()
    assert (coordinating.state, coordinating.answered_by.name) == ("accepted", "agent")


def test_a_unit_answers_for_itself_alone(clerk, sign_in, sent):
    letter, coordinating, _ = sent()
    for client in (sign_in("stranger"), clerk):
        assert client.post(f"{OFFICE}handovers/{coordinating.pk}/accept").status_code == 404
    assert sign_in("stranger").get(address(letter)).status_code == 404
    assert str(letter.pk) not in page_of(sign_in("stranger"), UNIT)


def test_a_letter_goes_back_with_a_reason_and_is_out_of_the_units_sight(clerk, sign_in, sent):
    letter, coordinating, _ = sent()
    agent, back = sign_in("agent"), f"{OFFICE}handovers/{coordinating.pk}/return"
    assert agent.post(back, {"reason": ""}).status_code == 200
    assert agent.post(back, {"reason": "من اختصاص مصلحة أخرى"})["Location"] == UNIT
    assert agent.get(address(letter)).status_code == 404
    assert "من اختصاص مصلحة أخرى" in page_of(clerk, address(letter))


def test_what_was_accepted_is_passed_on(sign_in, sent):
    letter, coordinating, _ = sent()
    agent, way = sign_in("agent"), f"{OFFICE}handovers/{coordinating.pk}"
    assert agent.post(f"{way}/pass-on", {"unit": "electricity_network"}).status_code == 409
    agent.post(f"{way}/accept")
    assert agent.post(f"{way}/pass-on", {"unit": "electricity_network"})["Location"] == UNIT
    assert str(letter.pk) in page_of(sign_in("stranger"), UNIT)


def test_a_letter_that_needs_no_answer_is_filed_with_a_reason(clerk, sign_in, sent):
    letter, coordinating, _ = sent()
    agent, way = sign_in("agent"), f"{OFFICE}handovers/{coordinating.pk}"
    agent.post(f"{way}/accept")
    assert f"{way}/settle" in page_of(agent, UNIT)
    assert agent.post(f"{way}/settle", {"reason": ""}).status_code == 200
    assert agent.post(f"{way}/settle", {"reason": "للإخبار فقط"})["Location"] == UNIT
    assert str(letter.pk) in page_of(agent, f"{UNIT}?done=1")
    assert "للإخبار فقط" in page_of(clerk, address(letter))
    assert str(letter.pk) not in page_of(clerk, f"{OFFICE}unanswered")


def test_a_late_letter_is_red_in_its_unit(sign_in, sent, monkeypatch):
    letter, *_ = sent()
    monkeypatch.setattr(timezone, "now", lambda: letter.due_at + timedelta(days=1))
    assert 'class="late"' in page_of(sign_in("agent"), UNIT)


def test_a_copy_that_was_noted_is_done(sign_in, sent):
    letter, _, copy = sent()
    counter = sign_in("counter")
    counter.post(f"{OFFICE}handovers/{copy.pk}/accept")
    assert str(letter.pk) not in page_of(counter, UNIT)
    assert str(letter.pk) in page_of(counter, f"{UNIT}?done=1")


def test_a_confidential_letter_is_opened_by_the_head_of_its_unit_alone(sign_in, sent):
    letter, *_ = sent(register="confidential", subject="شأن سري")
    assert "شأن سري" in page_of(sign_in("head"), address(letter))
    assert sign_in("agent").get(address(letter)).status_code == 404


def test_a_long_list_of_a_unit_costs_no_more_questions(sign_in, sent, django_assert_max_num_queries):
    sent()
    agent = sign_in("agent")
    page_of(agent, UNIT)
    for n in range(3):
        sent(subject=f"مراسلة {n}")
    with django_assert_max_num_queries(14):
        found = page_of(agent, UNIT)
    assert len(re.findall("handovers/[0-9]+/accept", found)) == 4


def test_every_page_of_the_desk_says_how_many_letters_wait(sign_in, sent):
    sent()
    agent, away = sign_in("agent"), sign_in("auditor")
    said = '1<span class="visually-hidden"> لم تُقبل أو لم تُقرأ بعد'
    for page in ("/desk/", "/desk/contacts/", "/desk/registry/circulars"):
        assert said in agent.get(page).content.decode()
    assert "unread" not in away.get("/desk/registry/").content.decode()
    agent.post(f"/desk/registry/handovers/{Handover.objects.get(is_coordinator=True).pk}/accept")
    assert "unread" not in agent.get("/desk/").content.decode()
