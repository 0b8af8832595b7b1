"""One act on many files: each for itself, so that one refusal does not undo the others."""

import pytest

from shubbak.cases.actions import advance, assign, take
from shubbak.cases.models import Case
from shubbak.cases.rules import StepFacts
from shubbak.journal.models import Leaf
from shubbak.notifications.models import Message

MANY = "/desk/many?tab=unit"


@pytest.fixture
def referred(office, at):
    """Three files in the hands of the water network, nobody in charge."""
    facts, counter = StepFacts(unit="water_network"), office.actor("counter")
    return [advance(case=office.deposit(), step="refer", actor=counter, at=at, facts=facts) for _ in range(3)]


def chosen(cases, act, **more):
    return {"file": [str(case.pk) for case in cases], "act": act, **more}


def said(client, posted):
    answer = client.post(MANY, posted, follow=True)
    assert answer.redirect_chain == [("/desk/?tab=unit", 302)]
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


def in_charge(cases):
    return {Case.objects.get(pk=case.pk).assignee_id for case in cases}


def test_files_are_taken_in_one_act_each_with_its_line_in_the_journal(office, sign_in, referred):
    assert said(sign_in("agent"), chosen(referred, "take")) == [("success", "صارت في عهدتكم 3 ملفات.")]
    assert in_charge(referred) == {office.staff["agent"].pk}
    assert Leaf.objects.filter(what="case.take").count() == 3


def test_one_refusal_does_not_undo_the_others_and_says_why(office, sign_in, at, referred):
    take(case=referred[1], actor=office.actor("colleague"), at=at)
    done, refused = said(sign_in("agent"), chosen(referred, "take"))
    assert done == ("success", "صار في عهدتكم ملفان.")
    assert refused[0] == "warning"
    assert referred[1].number in refused[1]
    assert "مسند إلى زميل" in refused[1]
    assert in_charge(referred) == {office.staff["agent"].pk, office.staff["colleague"].pk}


def test_the_head_deals_files_out(office, sign_in, referred):
    agent = office.staff["agent"]
    assert said(sign_in("head"), chosen(referred, "assign", assignee=agent.pk))[0][0] == "success"
    assert in_charge(referred) == {agent.pk}


def test_a_file_is_not_dealt_to_somebody_of_another_unit(office, sign_in, referred):
    client, stranger = sign_in("secretary"), office.staff["stranger"]
    ((level, words),) = said(client, chosen(referred[:1], "assign", assignee=stranger.pk))
    assert level == "warning"
    assert "لا يعمل" in words
    assert in_charge(referred) == {None}


def test_nobody_chosen_is_said(sign_in, referred):
    ((level, words),) = said(sign_in("head"), chosen(referred[:1], "assign", assignee=""))
    assert level == "warning"
    assert "اختاروا من يُكلَّف بالملف" in words


def test_a_clerk_who_heads_nobody_has_nobody_to_deal_to(office, sign_in, referred):
    colleague = office.staff["colleague"]
    assert said(sign_in("agent"), chosen(referred, "assign", assignee=colleague.pk))[0][0] == "warning"
    assert in_charge(referred) == {None}
    assert sign_in("agent").get("/desk/").context["assignable"] == []


def test_reminders_leave_for_each_file_and_not_twice(office, sign_in, at, referred):
    for case in referred:
        assign(case=case, assignee=office.staff["agent"], actor=office.actor("head"), at=at)
    client = sign_in("head")
    assert said(client, chosen(referred, "remind")) == [("success", "أُرسل تذكير بـ 3 ملفات.")]
    assert Message.objects.filter(template="desk:reminded").count() == 3
    assert [level for level, _ in said(client, chosen(referred, "remind"))] == ["warning"]


def test_files_of_others_are_left_alone_and_not_named(office, sign_in, referred):
    ((level, words),) = said(sign_in("stranger"), chosen(referred[:2], "take"))
    assert level == "warning"
    assert not any(case.number in words for case in referred)
    assert in_charge(referred) == {None}


@pytest.mark.parametrize("posted", [{"act": "take"}, {"act": "take", "file": ["x"]}])
def test_without_a_choice_nothing_happens_and_it_is_said(sign_in, referred, posted):
    assert said(sign_in("agent"), posted) == [("warning", "اختاروا ملفا واحدا على الأقل.")]


def test_the_list_one_came_from_is_the_list_one_returns_to(office, sign_in):
    client, case = sign_in("counter"), office.deposit(channel="phone")
    answer = client.post("/desk/many?tab=all&channel=phone", chosen([case], "take"))
    assert answer["Location"] == "/desk/?tab=all&channel=phone"
    assert client.get("/desk/many?tab=all")["Location"] == "/desk/?tab=all"
