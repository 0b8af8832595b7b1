"""A deposit through the API: one post, one entry, one answer."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.cases.actions import rotate_code
from shubbak.cases.models import Case
from shubbak.registry.models import Entry
from tests.documents.hostile import PDF


def pdf(name="photo.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def fields_of(answer) -> set[str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return {error["pointer"] for error in answer.json()["errors"]}


def test_the_answer_holds_number_code_and_until_when_the_body_answers(caller):
    answer = caller.deposit()
    shown = answer.json()
    assert answer.status_code == 201
    assert shown["number"].startswith("1/")
    assert len(shown["code"]) == 13
    assert shown["due_at"].endswith(("+00:00", "+01:00"))
    assert answer.headers["Location"] == shown["links"]["self"]


def test_the_code_of_the_answer_opens_the_case(caller):
    shown = caller.deposit().json()
    case = caller.get(shown["links"]["self"], **{"Shubbak-Code": shown["code"]})
    assert case.json()["number"] == shown["number"]


def test_a_repetition_gets_the_same_bytes(caller):
    first, second = caller.deposit("once"), caller.deposit("once")
    assert first.content == second.content
    assert Entry.objects.count() == 1


def test_a_repetition_gets_the_same_bytes_after_the_code_was_drawn_anew(caller, office, at):
    first = caller.deposit("once")
    rotate_code(case=Case.objects.get(), actor=office.actor("counter"), at=at)
    again = caller.deposit("once")
    assert first.content == again.content
    opened = caller.get(first.json()["links"]["self"], **{"Shubbak-Code": again.json()["code"]})
    assert opened.status_code == 404


def test_a_repetition_gets_the_same_bytes_when_its_files_are_long_at_home(caller):
    sent = caller.upload(pdf()).json()["id"]
    papers = [{"document": sent, "requirement": "photo"}]
    assert caller.deposit("once", papers=papers).content == caller.deposit("once", papers=papers).content


@pytest.mark.asvs("8.2.2")
def test_a_file_of_one_deposit_is_not_taken_for_another(caller):
    papers = [{"document": caller.upload(pdf()).json()["id"], "requirement": "photo"}]
    assert caller.deposit(papers=papers).status_code == 201
    assert fields_of(caller.deposit(papers=papers)) == {"/papers/0/document"}


def test_another_body_with_the_same_key_is_refused(caller):
    caller.deposit("once")
    other = caller.deposit("once", answers={"problem": "leak"})
    assert (other.status_code, other.json()["type"]) == (422, "urn:shubbak:problem:key-reused")


@pytest.mark.parametrize("changes", [{"answers": {"problem": "no such"}}, {"service": "none"}])
def test_the_same_key_with_a_body_that_cannot_stand_is_refused_as_another(caller, changes):
    caller.deposit("once")
    assert caller.deposit("once", **changes).json()["type"] == "urn:shubbak:problem:key-reused"


@pytest.mark.parametrize("key", [None, "", "é", "x" * 256, "two words"])
def test_without_a_proper_key_nothing_is_written(caller, key):
    headers = {} if key is None else {"Idempotency-Key": key}
    answer = caller.post("/api/v1/deposits", {"service": "technical-complaint", "answers": {}}, **headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:shubbak:problem:key-missing")


@pytest.mark.asvs("2.2.1")
@pytest.mark.asvs("2.2.2")
def test_each_answer_that_must_be_corrected_is_named(caller):
    answer = caller.deposit(answers={"problem": None, "since": "tomorrow", "colour": "blue"})
    assert answer.status_code == 422
    assert fields_of(answer) == {"/answers/problem", "/answers/since", "/answers/colour"}


def test_the_words_are_in_the_language_that_was_asked_for(caller):
    body = {"service": "technical-complaint", "answers": {}, "unknown": 1}
    answers = [
        caller.post("/api/v1/deposits", body, **{"Accept-Language": language, "Idempotency-Key": "k"})
        for language in ("fr-MA,fr;q=0.9", "en", "zz")
    ]
    assert [answer.headers["Content-Language"] for answer in answers] == ["fr", "en", "ar"]
    assert len({answer.json()["title"] for answer in answers}) == 3


def test_a_telephone_that_is_none_is_named(caller):
    answer = caller.deposit(applicant={"name": "سعاد", "phone": "12"})
    assert fields_of(answer) == {"/applicant/phone"}


def test_somebody_deposits_for_another(caller):
    caller.deposit(applicant={"name": "سعاد"}, on_behalf_of={"name": "الحاجة فاطمة"})
    case = Case.objects.get()
    assert (case.applicant.name, case.submitter.name) == ("الحاجة فاطمة", "سعاد")


def test_a_character_that_no_text_needs_is_dropped(caller):
    assert caller.deposit(applicant={"name": "سعاد\x00\x01"}).status_code == 201
    assert Case.objects.get().applicant.name == "سعاد"


@pytest.mark.parametrize("body", [b"{", b'{"service": NaN}', b'"\\ud800"', b"[" * 5000, b"\xff"])
def test_what_is_no_json_is_refused(caller, body):
    answer = caller.post("/api/v1/deposits", body, **{"Idempotency-Key": str(uuid4())})
    assert answer.status_code in (400, 422)


def test_a_service_may_close_this_door(caller, monkeypatch):
    monkeypatch.setattr("shubbak.api.rest.deposits.CHANNEL", "no such channel")
    assert fields_of(caller.deposit()) == {"/service"}


@pytest.mark.asvs("1.3.3")
def test_control_characters_are_stripped_before_anything_is_kept(caller):
    caller.deposit(answers={"name": "أمينة\x00 بن\x1bاني"}, applicant={"name": "ليلى\x00 العلوي"})
    case = Case.objects.get()
    assert (case.answers["name"], case.applicant.name) == ("أمينة بناني", "ليلى العلوي")


@pytest.mark.asvs("15.3.5")
@pytest.mark.asvs("15.3.7")
def test_a_text_that_comes_as_a_list_or_a_mapping_is_refused_by_name(caller):
    assert fields_of(caller.deposit(answers={"name": ["أمينة"]})) == {"/answers/name"}
    assert fields_of(caller.deposit(answers={"since": {"day": "2026-11-16"}})) == {"/answers/since"}


def test_an_address_with_nul_is_no_address(caller):
    assert caller.get("/api/v1/services/%00").status_code == 404
    assert caller.get("/services/%00").status_code == 404
    assert caller.get("/services?words=%00").status_code == 400
