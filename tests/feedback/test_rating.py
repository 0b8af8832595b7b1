"""What people say once their case is closed."""

from datetime import timedelta

import pytest

from shubbak.cases.rules import Refused
from shubbak.feedback.actions import rate, reopen
from shubbak.feedback.queries import may_rate, rating_of
from shubbak.feedback.rules import FeedbackRefused
from tests.cases.office import APPLICANT, open_office
from tests.cases.test_workflow import closed, referred


@pytest.fixture
def office(agency, at):
    return open_office(at)


def rated(case, at, face=4):
    return rate(case=case, face=face, solved=True, words="شكرا", actor=APPLICANT, at=at)


def test_a_closed_case_is_rated_once(office, at):
    case = closed(office)
    assert rated(case, at) == rating_of(case)
    with pytest.raises(FeedbackRefused, match="rated_before"):
        rated(case, at)


def test_an_open_case_is_not_rated(office, at):
    with pytest.raises(FeedbackRefused, match="not_closed"):
        rated(referred(office), at)


def test_a_sixth_face_does_not_exist(office, at):
    with pytest.raises(FeedbackRefused, match="not_a_face"):
        rated(closed(office), at, face=6)


def test_a_reopened_case_may_be_rated_again_once_it_is_closed(office, at):
    case = closed(office)
    rated(case, at)
    again = reopen(case=case, reason="عاد المشكل", actor=APPLICANT, at=at + timedelta(days=1))
    assert not may_rate(again)
    assert rating_of(again) is None


def test_reopening_needs_a_reason(office, at):
    with pytest.raises(Refused, match="guard:reason"):
        reopen(case=closed(office), reason=" ", actor=APPLICANT, at=at)
