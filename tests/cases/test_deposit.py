"""A deposit becomes one entry, one number, one case."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shubbak.cases.models import Case, CaseClock, CaseEvent
from shubbak.cases.rules import DepositInvalid, PersonFacts, SubmissionConflict
from shubbak.notifications.models import Message
from shubbak.registry.models import Entry, Series


def test_the_first_deposit_of_a_year_is_number_one(office):
    case = office.deposit()
    assert case.number == "1/2026"
    assert Case.objects.get(pk=case.pk).entry.number == 1


def test_numbers_follow_one_another(office):
    assert [office.deposit().number for _ in range(3)] == ["1/2026", "2/2026", "3/2026"]


def test_a_case_is_read_back_as_it_was_deposited(office):
    case = Case.objects.get(pk=office.deposit().pk)
    assert case.title["ar"].startswith("انقطاع الماء")
    assert (case.state, case.unit.code, case.applicant.name) == ("deposited", "customers", "أمينة بناني")
    assert case.answers["phone"] == "+212661000041"


def test_a_retry_returns_the_first_case(office):
    key = uuid4()
    first, second = office.deposit(submission_id=key), office.deposit(submission_id=key)
    assert first.pk == second.pk
    assert Entry.objects.count() == 1


def test_the_same_key_with_other_answers_is_refused(office):
    key = uuid4()
    office.deposit(submission_id=key)
    with pytest.raises(SubmissionConflict):
        office.deposit(submission_id=key, answers={"problem": "leak"})


def test_a_deposit_without_its_problem_writes_nothing(office):
    with pytest.raises(DepositInvalid) as refusal:
        office.deposit(answers={"problem": None})
    assert "problem" in refusal.value.problems
    assert not Entry.objects.exists()


def test_clocks_start_with_the_deposit(office, at):
    case = office.deposit()
    clocks = {clock.code: clock for clock in CaseClock.objects.filter(case=case)}
    assert clocks["intervention"].due_at == at + timedelta(hours=12)
    assert case.due_at == clocks["intervention"].due_at
    assert case.risk_at == at + timedelta(hours=9)


def test_the_person_is_written_to_in_the_same_transaction(office):
    case = office.deposit()
    message = Message.objects.get(about_id=str(case.pk))
    assert (message.template, message.address) == ("acknowledgement", "amina@example.ma")


def test_an_instant_that_goes_back_does_not_turn_the_register_back(office, at):
    later = office.deposit(at=at + timedelta(minutes=5))
    earlier = office.deposit(at=at)
    assert earlier.entry.received_at == later.entry.received_at
    assert earlier.entry.number == later.entry.number + 1


def test_the_year_turns_where_the_agency_is(office, at):
    eve = at.replace(month=12, day=31, hour=23, minute=30)  # half past midnight in Casablanca
    assert office.deposit(at=eve).number == "1/2027"
    assert Series.objects.get(year=2027).last == 1


def test_a_deposit_on_behalf_of_another_keeps_both(office):
    concerned = _person("الحاج علي")
    case = office.deposit(on_behalf_of=concerned)
    assert (case.applicant.name, case.submitter.name) == ("الحاج علي", "أمينة بناني")


def test_the_history_begins_with_the_deposit(office):
    case = office.deposit()
    assert list(CaseEvent.objects.filter(case=case).values_list("what", "target")) == [
        ("deposited", "deposited")
    ]


def _person(name):
    return PersonFacts(name=name)
