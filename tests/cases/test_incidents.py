"""One cause, many files: each keeps its number, person and clocks, and ends with the others."""

import pytest

from shubbak.cases.actions import (
    advance,
    advance_incident,
    link_to_incident,
    open_incident,
    say_of_incident,
    withdraw,
)
from shubbak.cases.audit import problems
from shubbak.cases.letters import rendered_letter
from shubbak.cases.models import Case, Incident, Telling
from shubbak.cases.queries import tracking_view
from shubbak.cases.queries.incidents import incident_of, stepping_members, to_link
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.queries import spec_of
from shubbak.notifications.models import Message
from tests.cases.office import APPLICANT

WORDS = "انكسرت قناة رئيسية في حي النخيل، والفرقة في عين المكان."
RESULT = StepFacts(result="founded", answer="أُصلحت القناة وعاد الماء.")


@pytest.fixture
def lead(office):
    """A complaint in progress at the water network."""
    facts = StepFacts(unit="water_network")
    case = advance(
        case=office.deposit(), step="refer", actor=office.actor("counter"), at=office.at, facts=facts
    )
    return advance(case=case, step="take", actor=office.actor("agent"), at=office.at)


@pytest.fixture
def incident(office, lead):
    return open_incident(case=lead, words=WORDS, actor=office.actor("agent"), at=office.at)


@pytest.fixture
def members(office, incident):
    """Two complaints of other people, linked by the counter as they come in."""
    cases = [office.deposit(answers={"name": name}) for name in ("سعاد", "حميد")]
    spread = link(office, incident, cases)
    assert (spread.done, spread.refused) == (2, [])
    return [Case.objects.get(pk=case.pk) for case in cases]


def link(office, incident, cases, who="counter"):
    return link_to_incident(cases=cases, incident=incident, actor=office.actor(who), at=office.at)


def for_all(office, case, step, facts, who="agent"):
    fresh = Case.objects.get(pk=case.pk)
    return advance_incident(case=fresh, step=step, actor=office.actor(who), at=office.at, facts=facts)


def codes(spread):
    return [refused.code for _, refused in spread.refused]


def states(*cases):
    return [Case.objects.get(pk=case.pk).state for case in cases]


def test_a_member_keeps_its_number_and_clocks_and_goes_to_the_unit_of_the_lead(office, lead, members):
    for member in members:
        assert (member.state, member.unit.code) == ("in_incident", "water_network")
        assert sorted(member.clocks.filter(state="running").values_list("code", flat=True)) == [
            "answer",
            "intervention",
        ]
    assert incident_of(lead).files == incident_of(members[0]).open == 3
    assert list(problems()) == []


def test_its_person_is_told_once_in_words_that_name_nobody(office, lead, incident, members):
    said = rendered_letter(members[0], members[0].letters.get(name="incident_known"), "ar").text
    assert WORDS in said
    assert lead.number not in said
    leave = StepFacts(reason="عداد آخر.")
    advance(case=members[0], step="leave_incident", actor=office.actor("head"), at=office.at, facts=leave)
    link(office, incident, [Case.objects.get(pk=members[0].pk)], "head")
    told = Message.objects.filter(about_id=str(members[0].pk), template="incident_known")
    assert told.count() == 1


def test_the_tracking_page_says_that_the_cause_is_known_and_how_many_files_it_has(office, lead, members):
    for case in (lead, members[1]):
        known = tracking_view(case, "ar", office.at).incident
        assert (known.words, known.files) == (WORDS, 3)


def test_news_reach_everybody_under_their_own_number(office, lead, incident, members):
    spread = say_of_incident(
        incident=incident, words="يعود الماء ليلا.", actor=office.actor("head"), at=office.at
    )
    assert spread.done == 3
    for case in (lead, *members):
        said = rendered_letter(case, case.letters.get(name="incident_news"), "ar").text
        assert "يعود الماء ليلا." in said
        assert case.number in said
    assert tracking_view(members[0], "ar", office.at).incident.words == "يعود الماء ليلا."


def test_a_step_for_all_is_taken_for_each_and_everybody_gets_their_own_answer(office, lead, members):
    assert for_all(office, lead, "resolve", RESULT).done == 2
    assert for_all(office, lead, "answer", StepFacts(), "counter").done == 2
    assert states(lead, *members) == ["answered"] * 3
    for case in members:
        said = rendered_letter(case, case.letters.filter(name="answer").latest("at"), "ar").text
        assert "أُصلحت القناة وعاد الماء." in said
        assert case.number in said


def test_what_one_file_refuses_is_named_and_does_not_stop_the_others(office, lead, members):
    withdraw(case=members[0], actor=APPLICANT, at=office.at)
    leave = StepFacts(reason="عداد آخر.")
    other = advance(
        case=members[1], step="leave_incident", actor=office.actor("head"), at=office.at, facts=leave
    )
    third = office.deposit(answers={"name": "منى"})
    link(office, Incident.objects.get(), [third])
    Case.objects.filter(pk=third.pk).update(unit=office.units["electricity_network"])
    spread = for_all(office, lead, "resolve", RESULT)
    assert (spread.done, codes(spread), spread.refused[0][0].number) == (0, ["not_yours"], third.number)
    assert states(members[0], other) == ["withdrawn", "referred"]


def test_a_step_is_offered_for_as_many_files_as_may_take_it(office, lead, incident, members):
    spec = spec_of(lead.service_version)
    assert [stepping_members(incident, spec, step) for step in ("resolve", "ask")] == [2, 0]


def test_the_incident_is_over_with_the_last_of_its_files(office, lead, incident, members):
    for step, facts, who in (("resolve", RESULT, "agent"), ("answer", StepFacts(), "counter")):
        for_all(office, lead, step, facts, who)
    Telling.objects.update(reached=True, message_id=None)
    assert for_all(office, lead, "close", StepFacts(), "counter").done == 2
    incident.refresh_from_db()
    assert (incident.over_at, states(lead, *members)) == (office.at, ["closed"] * 3)
    assert tracking_view(members[0], "ar", office.at).incident is None


def test_where_the_lead_is_withdrawn_the_oldest_member_leads(office, incident, members):
    withdraw(case=incident.lead, actor=APPLICANT, at=office.at)
    incident.refresh_from_db()
    assert (incident.lead, incident.over_at) == (members[0], None)
    assert for_all(office, members[0], "resolve", RESULT).done == 1


def test_a_file_that_its_person_opens_again_goes_on_by_itself(office, lead, incident, members):
    for step, facts, who in (("resolve", RESULT, "agent"), ("answer", StepFacts(), "counter")):
        for_all(office, lead, step, facts, who)
    Telling.objects.update(reached=True, message_id=None)
    for_all(office, lead, "close", StepFacts(), "counter")
    reason = StepFacts(reason="ما زال مقطوعا.")
    again = advance(
        case=Case.objects.get(pk=members[0].pk), step="reopen", actor=APPLICANT, at=office.at, facts=reason
    )
    assert incident_of(again) is None


def test_files_are_not_linked_twice_nor_to_what_is_answered_nor_by_anybody(office, lead, incident, members):
    assert codes(link(office, incident, [members[0]])) == ["step_closed"]
    assert codes(link(office, incident, [Case.objects.get(pk=lead.pk)], "head")) == ["incident_already"]
    assert codes(link(office, incident, [office.deposit()], "stranger")) == ["not_yours"]
    for_all(office, lead, "resolve", RESULT)
    assert codes(link(office, incident, [office.deposit()])) == ["incident_over"]


@pytest.mark.parametrize(
    ("who", "words", "code"), [("stranger", WORDS, "not_yours"), ("agent", " ", "empty")]
)
def test_not_everybody_opens_an_incident_nor_without_words(office, lead, who, words, code):
    with pytest.raises(Refused, match=code):
        open_incident(case=lead, words=words, actor=office.actor(who), at=office.at)


def test_a_lead_or_member_opens_no_other_incident(office, lead, incident, members):
    for case in (lead, members[0]):
        with pytest.raises(Refused, match="incident_already"):
            open_incident(case=case, words=WORDS, actor=office.actor("agent"), at=office.at)


def test_files_like_the_lead_are_offered_until_an_incident_has_them(office, lead, incident, members):
    free = office.deposit()
    assert to_link(office.staff["counter"], lead, office.at) == [free]
