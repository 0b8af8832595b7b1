"""A complaint walks from the counter to the network and back."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import (
    advance,
    answer_observation,
    ask_for_papers,
    assign,
    close,
    reopen,
    return_to_counter,
    send_to_unit,
    take,
    tell,
    withdraw,
)
from shubbak.cases.models import CaseClock, CaseEvent, ClockHold, Decision, LetterNumber
from shubbak.cases.queries import tracking_view
from shubbak.cases.rules import AnswerItem, AskedItem, Refused, StepFacts
from shubbak.registry.models import Entry
from tests.cases.office import APPLICANT

PHOTO = AskedItem(requirement="photo", words="الصورة الأولى غير واضحة")


def referred(office):
    case = office.deposit()
    return send_to_unit(
        case=case, unit=office.units["water_network"], actor=office.actor("counter"), at=office.at
    )


def in_progress(office):
    return take(case=referred(office), actor=office.actor("agent"), at=office.at)


def returned(office, case=None):
    return return_to_counter(
        case=case or in_progress(office),
        result="founded",
        answer="أُصلح العطب.",
        actor=office.actor("agent"),
        at=office.at,
    )


def answered(office, case=None):
    return advance(case=case or returned(office), step="answer", actor=office.actor("counter"), at=office.at)


def closed(office):
    case = answered(office)
    tell(case=case, channel="phone", reached=True, words="أُخبرت", actor=office.actor("counter"), at=office.at)
    return close(case=case, actor=office.actor("counter"), at=office.at)


def refusal_of(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_the_counter_refers_and_the_unit_holds_the_file(office):
    case = referred(office)
    assert (case.state, case.unit.code, case.assignee) == ("referred", "water_network", None)


def test_whoever_takes_a_file_is_in_charge_of_it(office):
    assert in_progress(office).assignee == office.staff["agent"]


def test_a_file_is_given_to_nobody_who_works_elsewhere(office):
    case, head = referred(office), office.actor("head")
    call = lambda: assign(case=case, assignee=office.staff["stranger"], actor=head, at=office.at)  # noqa: E731
    assert refusal_of(call) == "not_theirs"
    assert assign(case=case, assignee=office.staff["colleague"], actor=head, at=office.at).assignee


@pytest.mark.asvs("2.3.4")
def test_of_two_who_take_only_the_first_has_it(office):
    case = referred(office)
    take(case=case, actor=office.actor("agent"), at=office.at)
    call = lambda: advance(case=case, step="take", actor=office.actor("colleague"), at=office.at)  # noqa: E731
    assert refusal_of(call) == "changed_meanwhile"


def test_another_unit_may_not_take_a_file(office):
    case = referred(office)
    assert refusal_of(lambda: take(case=case, actor=office.actor("stranger"), at=office.at)) == "not_yours"


def test_asking_for_a_paper_holds_the_clocks(office):
    case = in_progress(office)
    ask_for_papers(case=case, items=[PHOTO], actor=office.actor("agent"), at=office.at)
    case.refresh_from_db()
    states = dict(CaseClock.objects.filter(case=case).values_list("code", "state"))
    assert states == {"intervention": "held", "answer": "held", "completion": "running"}
    assert case.held


def test_papers_are_asked_for_once(office):
    case = in_progress(office)
    ask_for_papers(case=case, items=[PHOTO], actor=office.actor("agent"), at=office.at)
    case.refresh_from_db()
    answer_observation(case=case, words="لا صورة لدي", actor=APPLICANT, at=office.at)
    case.refresh_from_db()
    again = {"case": case, "items": [PHOTO], "at": office.at}
    assert refusal_of(lambda: ask_for_papers(**again, actor=office.actor("agent"))) == "asked_before"
    assert refusal_of(lambda: ask_for_papers(**again, actor=office.actor("head"))) == "asked_before"
    second = ask_for_papers(**again, reason="وثيقة ناقصة", actor=office.actor("head"))
    assert second.round == 2


def resumed(office):
    case = in_progress(office)
    ask_for_papers(case=case, items=[PHOTO], actor=office.actor("agent"), at=office.at)
    case.refresh_from_db()
    facts = StepFacts(reason="تكفي الصورة الأولى")
    return advance(case=case, step="resume", actor=office.actor("agent"), at=office.at, facts=facts)


def test_who_goes_on_without_the_paper_asks_for_it_no_more(office):
    case = resumed(office)
    view = tracking_view(case, "ar", office.at)
    assert (view.asked, view.may_answer) == ((), False)
    answer = lambda: answer_observation(case=case, words="هذه", actor=APPLICANT, at=office.at)  # noqa: E731
    assert refusal_of(answer) == "nothing_asked"


def test_after_going_on_without_the_paper_the_head_may_ask_again(office):
    case = resumed(office)
    head, words = office.actor("head"), "ظهر نقص آخر"
    second = ask_for_papers(case=case, items=[PHOTO], reason=words, actor=head, at=office.at)
    assert [row.round for row in case.observations.filter(answered_at=None)] == [second.round] == [2]


def test_an_answer_sets_the_clocks_running_again(office, at):
    case = in_progress(office)
    due = CaseClock.objects.get(case=case, code="intervention").due_at
    asked = ask_for_papers(case=case, items=[PHOTO], actor=office.actor("agent"), at=at)
    case.refresh_from_db()
    item = AnswerItem(item_id=asked.items.get().pk, words="هذه")
    answer_observation(case=case, answers=[item], actor=APPLICANT, at=at + timedelta(hours=5))
    clock = CaseClock.objects.get(case=case, code="intervention")
    assert clock.due_at == due + timedelta(hours=5)
    assert ClockHold.objects.get(clock=clock).ended_at == at + timedelta(hours=5)


@pytest.mark.promise("P21")
def test_what_was_asked_can_be_sent_though_the_clock_was_set_back(office, at):
    case = in_progress(office)
    due = CaseClock.objects.get(case=case, code="intervention").due_at
    asked = ask_for_papers(case=case, items=[PHOTO], actor=office.actor("agent"), at=at)
    item = AnswerItem(item_id=asked.items.get().pk, words="هذه")
    case.refresh_from_db()
    answer_observation(case=case, answers=[item], actor=APPLICANT, at=at - timedelta(hours=5))
    assert CaseClock.objects.get(case=case, code="intervention").due_at == due
    assert not ClockHold.objects.filter(ended_at=None).exists()


@pytest.mark.asvs("2.3.1")
def test_nothing_can_be_answered_that_was_not_asked(office):
    case = in_progress(office)
    assert refusal_of(lambda: answer_observation(case=case, actor=APPLICANT, at=office.at)) == "nothing_asked"


def test_a_result_brings_the_file_back_to_the_counter(office):
    case = returned(office)
    assert (case.state, case.unit.code, case.result) == ("returned", "customers", "founded")
    assert Decision.objects.get(case=case).reasons == "أُصلح العطب."


def test_the_answer_gets_a_number_of_the_outgoing_register(office):
    case = answered(office)
    assert LetterNumber.objects.get(letter__case=case).number == "ص-1/2026"
    assert Entry.objects.count() == 2


@pytest.mark.asvs("2.3.1")
def test_a_complaint_is_not_closed_before_the_person_was_told(office):
    case = answered(office)
    call = lambda: close(case=case, actor=office.actor("counter"), at=office.at)  # noqa: E731
    assert refusal_of(call) == "guard:outcome_told"


def test_only_the_counter_closes(office):
    case = answered(office)
    assert refusal_of(lambda: close(case=case, actor=office.actor("agent"), at=office.at)) == "not_yours"


def test_a_closed_file_has_no_clock_left(office):
    case = closed(office)
    assert case.closed_at == office.at
    assert not CaseClock.objects.filter(case=case, ended_at=None).exists()
    assert case.due_at is None


def test_the_person_may_withdraw(office):
    case = withdraw(case=referred(office), actor=APPLICANT, at=office.at)
    assert (case.state, case.result) == ("withdrawn", "withdrawn")


def test_a_reopened_file_has_no_result_and_a_new_clock(office, at):
    case = reopen(case=closed(office), reason="عاد العطب", actor=APPLICANT, at=at + timedelta(days=2))
    assert (case.state, case.result, case.closed_at, case.reopened) == ("reopened", "", None, 1)
    assert CaseClock.objects.filter(case=case, code="answer", ended_at=None).exists()


def test_a_file_is_not_reopened_after_its_time(office, at):
    case = closed(office)
    late = at + timedelta(days=30)
    call = lambda: reopen(case=case, reason="عاد", actor=APPLICANT, at=late)  # noqa: E731
    assert refusal_of(call) == "guard:within_reopening"


def test_a_step_without_its_reason_is_refused(office):
    case = returned(office)
    facts = StepFacts(unit="water_network")
    call = lambda: advance(  # noqa: E731
        case=case, step="send_back", actor=office.actor("counter"), at=office.at, facts=facts
    )
    assert refusal_of(call) == "guard:reason"


@pytest.mark.asvs("2.3.3")
@pytest.mark.asvs("16.5.3")
def test_a_refused_step_leaves_no_trace(office):
    case = answered(office)
    before = CaseEvent.objects.filter(case=case).count()
    refusal_of(lambda: close(case=case, actor=office.actor("counter"), at=office.at))
    case.refresh_from_db()
    assert (case.state, CaseEvent.objects.filter(case=case).count()) == ("answered", before)
