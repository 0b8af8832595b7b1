"""Drafts save themselves, and become one case."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import begin_draft, deposit_draft, drop_draft, save_draft, sweep_drafts
from shubbak.cases.models import Draft
from shubbak.cases.queries import draft_by_token, drafts_of
from tests.cases.office import ANSWERS, APPLICANT


@pytest.fixture
def begun(office, at):
    return begin_draft(service_version=office.service, language="ar", at=at)


def test_whoever_holds_the_token_finds_the_draft(begun, at):
    draft, token = begun
    assert draft_by_token(token, at) == draft
    assert draft_by_token("another", at) is None


def test_answers_are_laid_over_the_earlier_ones(begun, at):
    draft, token = begun
    save_draft(draft=draft, answers={"problem": "leak", "area": "mine"}, at=at)
    save_draft(draft=draft, answers={"area": None, "since": "2026-11-16"}, page="where", at=at)
    kept = draft_by_token(token, at)
    assert kept.answers == {"problem": "leak", "since": "2026-11-16"}
    assert kept.page == "where"


def test_a_draft_is_kept_for_thirty_days_after_its_last_answer(begun, at):
    draft, token = begun
    save_draft(draft=draft, answers={"problem": "leak"}, at=at + timedelta(days=20))
    assert draft_by_token(token, at + timedelta(days=49))
    assert draft_by_token(token, at + timedelta(days=51)) is None
    assert sweep_drafts(at=at + timedelta(days=51)) == 1


def test_a_draft_deposited_twice_is_one_case(begun, at):
    draft, token = begun
    save_draft(draft=draft, answers=ANSWERS, at=at)
    first = deposit_draft(draft=draft, actor=APPLICANT, at=at)
    assert deposit_draft(draft=draft_by_token(token, at), actor=APPLICANT, at=at) == first
    assert list(drafts_of([token], at)) == []


def test_a_dropped_draft_is_gone(begun):
    drop_draft(draft=begun[0])
    assert not Draft.objects.exists()
