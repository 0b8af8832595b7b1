"""Beyond the share of a network: a question that a person can answer, and a way on."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from shubbak.cases.models import Case
from shubbak.portal import proving
from tests.portal.writing import FORM, answer, deposit, html, write_all

pytestmark = pytest.mark.asvs("2.4.1")


@pytest.fixture
def busy(visitor, office, settings) -> Client:
    """A browser of a network whose only deposit of this hour was made by somebody else."""
    settings.SHUBBAK_HOURLY_LIMITS = {"deposit": 1}
    write_all(visitor)
    deposit(visitor)
    other = Client(headers={"host": "miyah.localhost"})
    write_all(other)
    return other


def token_in(page) -> str:
    return re.search(r'name="proof" value="([^"]+)"', html(page))[1]


def right_answer(token: str) -> str:
    return str(signing.loads(token, salt="shubbak.portal.question/miyah")["right"])


def answered(client: Client, token: str, said: str):
    return client.post(f"{FORM}/review", {"submission_id": "any", "proof": token, "proof_answer": said})


def test_a_network_beyond_its_share_is_asked_a_question_and_told_when_the_hour_ends(busy):
    asked = deposit(busy)
    assert asked.status_code == 429
    assert 0 < int(asked["Retry-After"]) <= 3600
    assert "سؤال واحد قبل المتابعة" in html(asked)
    assert Case.objects.count() == 1


def test_the_right_answer_goes_on_with_what_was_sent(busy):
    token = token_in(deposit(busy))
    assert answered(busy, token, right_answer(token)).status_code == 302
    assert Case.objects.count() == 2


def test_figures_of_any_script_are_right(busy, at):
    token = token_in(deposit(busy))
    said = right_answer(token).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert answered(busy, token, f" {said} ").status_code == 302


def test_a_wrong_answer_gets_another_question(busy):
    token = token_in(deposit(busy))
    again = answered(busy, token, "99")
    assert again.status_code == 429
    assert "لم يكن هذا هو الجواب" in html(again)
    assert token_in(again) != token


def test_an_answer_counts_once(busy, settings):
    token = token_in(deposit(busy))
    said = right_answer(token)
    answered(busy, token, said)
    third = Client(headers={"host": "miyah.localhost"})
    write_all(third)
    assert answered(third, token, said).status_code == 429


def test_a_question_holds_for_ten_minutes_and_only_if_it_is_ours(agency, at):
    cache.clear()
    asked = proving.ask(at)
    said = right_answer(asked.token)
    assert not proving.is_right(asked.token, said, at + timedelta(minutes=11))
    assert not proving.is_right(asked.token[:-1] + "x", said, at)
    assert proving.is_right(asked.token, said, at + timedelta(minutes=9))


def test_both_kinds_of_questions_are_asked_in_words(agency, at):
    asked = [proving.ask(at) for _ in range(40)]
    assert {bool(question.days) for question in asked} == {True, False}
    assert not any(re.search(r"\d", question.words) for question in asked)


def test_the_pass_of_a_browser_is_counted_too(busy):
    token = token_in(deposit(busy))
    answered(busy, token, right_answer(token))
    statuses = []
    for _ in range(3):
        busy.post("/services/technical-complaint/start")
        busy.cookies.pop("draft-technical-complaint")
        write_all(busy)
        statuses.append(deposit(busy).status_code)
    assert statuses == [302, 302, 429]


def test_what_was_typed_travels_with_the_question(visitor, office, settings):
    settings.SHUBBAK_HOURLY_LIMITS = {"answer": 1}
    answer(visitor, "problem")
    asked = answer(visitor, "contact", name='"><b>أمينة')
    assert 'name="name" value="&quot;&gt;&lt;b&gt;أمينة"' in html(asked)
    assert 'name="csrfmiddlewaretoken" value="' in html(asked)


def test_a_link_of_a_message_is_opened_after_the_question_too(visitor, office, settings):
    settings.SHUBBAK_HOURLY_LIMITS = {"look_up": 1}
    visitor.get("/t/AAAAAAAAAAAAAAAAAAAAAA")
    token = token_in(visitor.get("/t/AAAAAAAAAAAAAAAAAAAAAA"))
    there = visitor.get("/t/AAAAAAAAAAAAAAAAAAAAAA", {"proof": token, "proof_answer": right_answer(token)})
    assert there.status_code == 404


def test_who_tries_questions_without_end_is_told_when_to_come_back(busy, settings):
    settings.SHUBBAK_HOURLY_LIMITS = {"deposit": 1, "proof": 1}
    deposit(busy)
    waits = deposit(busy)
    assert (waits.status_code, 'name="proof"' in html(waits)) == (429, False)
    assert "/offices" in html(waits)


def test_a_body_may_give_networks_more_or_less(visitor, office, agency, monkeypatch):
    monkeypatch.setattr("shubbak.agencies.middleware._remembered", {})
    agency.limits = {"answer": 1}
    agency.save(update_fields=["limits"])
    answer(visitor, "problem")
    assert answer(visitor, "problem").status_code == 429


def test_one_draft_is_no_store_of_its_own(visitor, office, monkeypatch):
    monkeypatch.setattr("shubbak.portal.limits.DRAFT_UPLOADS", 0)
    answer(visitor, "problem")
    told = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Metadata": "requirement cGhvdG8="}
    assert visitor.post(f"{FORM}/uploads", headers=told).status_code == 429
