"""The checker finds what is wrong, and nothing where all is well."""

from django.db import connection

from shubbak.cases.models import Case, CaseClock, CaseEvent
from shubbak.config.invariants import violations
from tests.cases.test_workflow import closed, in_progress


def test_a_day_of_work_violates_nothing(office, agency, at):
    closed(office)
    in_progress(office)
    assert violations(agency, at=at) == []


def test_a_state_that_no_step_led_to_is_found(office, agency, at):
    case = in_progress(office)
    Case.objects.filter(pk=case.pk).update(state="returned")
    assert any("history" in words for words in violations(agency, at=at))


def test_a_step_that_vanished_is_found(office, agency, at):
    case = in_progress(office)
    CaseEvent.objects.filter(case=case, step="take").delete()
    assert any("history" in words for words in violations(agency, at=at))


def test_an_open_case_without_a_clock_is_found(office, agency, at):
    case = in_progress(office)
    CaseClock.objects.filter(case=case).delete()
    assert any("no clock" in words for words in violations(agency, at=at))


def test_a_head_that_counted_too_far_is_found(office, agency, at):
    office.deposit()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_series SET last = last + 1")
    assert any("the head says 2" in words for words in violations(agency, at=at))
