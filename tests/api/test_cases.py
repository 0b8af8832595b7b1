"""Following a file and acting on it, by its number and code alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shubbak.cases.actions import advance, ask_for_papers, close, return_to_counter, send_to_unit, take, tell
from shubbak.cases.models import Case
from shubbak.cases.rules import AskedItem
from tests.api.test_deposits import fields_of, pdf


@pytest.fixture
def deposited(caller):
    return caller.deposit().json()


@pytest.fixture
def follow(caller, deposited):
    """Ask for a link of the case, or post to it, with its code."""

    def followed(link, body=None, **headers):
        path = link if link.startswith("/") else follow_links()[link]
        headers = {"Shubbak-Code": deposited["code"], **headers}
        return caller.get(path, **headers) if body is None else caller.post(path, body, **headers)

    def follow_links():
        own = {"Shubbak-Code": deposited["code"]}
        return caller.get(deposited["links"]["self"], **own).json()["links"]

    return followed


def _in_progress(office, case, at):
    unit = office.units["water_network"]
    case = send_to_unit(case=case, unit=unit, actor=office.actor("counter"), at=at)
    return take(case=case, actor=office.actor("agent"), at=at)


@pytest.fixture
def asked(office, deposited):
    """The unit asks for a photograph."""
    case, at = Case.objects.get(), timezone.now()
    case = _in_progress(office, case, at)
    items = [AskedItem(requirement="photo", words="صورة العداد")]
    return ask_for_papers(case=case, items=items, actor=office.actor("agent"), at=at)


@pytest.fixture
def ended(office, deposited):
    """Answered, told and closed."""
    case, at = Case.objects.get(), timezone.now()
    agent, counter = office.actor("agent"), office.actor("counter")
    case = _in_progress(office, case, at)
    case = return_to_counter(case=case, result="founded", answer="أُصلح العطب.", actor=agent, at=at)
    case = advance(case=case, step="answer", actor=counter, at=at)
    tell(case=case, channel="phone", reached=True, words="أُخبرت.", actor=counter, at=at)
    return close(case=case, actor=counter, at=at)


@pytest.mark.parametrize("number", ["1-2025", "77-2026", "0", "x", "1%002", "9" * 40])
def test_absent_and_wrong_are_one_answer(caller, deposited, number):
    wrong = caller.get(deposited["links"]["self"], **{"Shubbak-Code": "1234 5678 9012 3"})
    absent = caller.get(f"/api/v1/cases/{number}", **{"Shubbak-Code": deposited["code"]})
    assert (wrong.status_code, absent.status_code) == (404, 404)
    assert wrong.content == absent.content


def test_without_a_code_nothing_is_looked_for(caller, deposited):
    answer = caller.get(deposited["links"]["self"])
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Shubbak-Code")


def test_after_five_wrong_codes_the_number_is_shut_for_a_while(caller, deposited):
    path = deposited["links"]["self"]
    for _ in range(5):
        caller.get(path, **{"Shubbak-Code": "0000 0000 0000 0"})
    shut = caller.get(path, **{"Shubbak-Code": deposited["code"]})
    assert shut.status_code == 429
    assert int(shut.headers["Retry-After"]) > 0


def test_the_code_may_be_written_as_people_write_it(caller, deposited):
    code = deposited["code"]
    typed = f"{code[:4]}-{code[4:8]} {code[8:]}"
    assert caller.get(deposited["links"]["self"], **{"Shubbak-Code": typed}).status_code == 200


def test_a_case_says_where_it_is_until_when_and_why(follow):
    shown = follow("self").json()
    assert shown["where"] == {"unit": "customers", "phones": ["+212523000000"], "place": ""}
    assert [stage["mark"] for stage in shown["stages"]].count("now") == 1
    assert shown["due"]["explanation"]
    assert max(day["rank"] or 0 for day in shown["due"]["days"]) == 10


def test_only_the_acts_that_are_open_have_links(follow, ended):
    links = follow("self").json()["links"]
    assert {"ratings", "reopening"} <= set(links)
    assert not {"messages", "papers", "withdrawal", "observations"} & set(links)


def test_the_receipt_is_a_paper_and_the_same_each_time(follow, deposited):
    first, second = follow(deposited["links"]["receipt"]), follow(deposited["links"]["receipt"])
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content == second.content
    assert first.content.startswith(b"%PDF")


def test_a_receipt_whose_signature_follows_says_so(follow, deposited):
    assert follow(deposited["links"]["verification"]).json()["signed"] is False


def test_what_is_asked_is_answered_with_a_file(caller, follow, asked):
    [observation] = follow("observations").json()["observations"]
    sent = caller.upload(pdf()).json()["id"]
    body = {"items": [{"item": observation["items"][0]["id"], "papers": [sent]}]}
    answered = follow(observation["links"]["answer"], body)
    assert answered.status_code == 200
    assert answered.json()["observations"] == []
    [paper] = answered.json()["papers"]
    assert b"".join(follow(paper["links"]["self"]).streaming_content).startswith(b"%PDF")


def test_an_item_that_was_not_asked_is_named(follow, asked):
    [observation] = follow("observations").json()["observations"]
    answer = follow(observation["links"]["answer"], {"items": [{"item": 999999, "words": "x"}]})
    assert fields_of(answer) == {"/items/0/item"}


def test_an_empty_answer_is_refused_in_words(follow, asked):
    [observation] = follow("observations").json()["observations"]
    answer = follow(observation["links"]["answer"], {})
    assert (answer.status_code, answer.json()["reason"]) == (409, "guard:correction")


def test_a_message_stands_on_the_file(follow):
    shown = follow("messages", {"words": "متى تأتي الفرقة؟"})
    assert shown.status_code == 201
    assert [line["words"] for line in shown.json()["messages"]] == ["متى تأتي الفرقة؟"]


def test_a_further_paper_is_added(caller, follow):
    sent = caller.upload(pdf()).json()["id"]
    shown = follow("papers", {"document": sent, "requirement": "photo"})
    assert [paper["id"] for paper in shown.json()["papers"]] == [sent]


def test_the_paper_of_another_case_is_not_there(caller, follow):
    sent = caller.upload(pdf()).json()["id"]
    other = caller.deposit(papers=[{"document": sent, "requirement": "photo"}]).json()
    stolen = follow(follow("self").json()["links"]["self"] + f"/papers/{sent}")
    own = caller.get(other["links"]["self"] + f"/papers/{sent}", **{"Shubbak-Code": other["code"]})
    assert (stolen.status_code, own.status_code) == (404, 200)


def test_a_request_is_taken_back_once(follow):
    path = follow("self").json()["links"]["withdrawal"]
    assert follow(path, {"reason": "حُل المشكل"}).json()["closed_at"]
    assert (follow(path, {}).status_code, follow(path, {}).json()["reason"]) == (409, "step_closed")


def test_a_closed_case_is_rated_once_and_reopened(follow, ended):
    path = follow("self").json()["links"]["ratings"]
    assert follow(path, {"face": 2, "solved": False}).status_code == 201
    assert follow(path, {"face": 5}).json()["reason"] == "rated_before"
    reopened = follow("reopening", {"reason": "لا يزال الماء مقطوعا"})
    assert reopened.json()["closed_at"] is None


def test_a_closed_case_is_not_reopened_after_its_time(follow, ended):
    Case.objects.update(closed_at=timezone.now() - timedelta(days=40))
    links = follow("self").json()["links"]
    assert "reopening" not in links
    answer = follow(links["self"] + "/reopening", {"reason": "متأخر"})
    assert answer.json()["reason"] == "guard:within_reopening"


def test_the_letters_of_the_body_are_linked_as_papers(follow, ended, deposited):
    letters = follow(deposited["links"]["self"]).json()["letters"]
    [answer] = [letter for letter in letters if letter["number"]]
    printed = follow(answer["links"]["pdf"])
    assert (printed.headers["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_letter_of_nobody_is_not_there(follow, deposited):
    link = deposited["links"]["self"] + "/letters/00000000-0000-4000-8000-000000000000.pdf"
    assert follow(link).status_code == 404
