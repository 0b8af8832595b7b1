"""What stands between the network and the nouns: problems for everything, limits, no cookies."""

import pytest
from django.test import Client

from shubbak.api.limits import DEPOSITS, Limit, network_of
from shubbak.config import settings as installed
from tests.api.test_deposits import fields_of


@pytest.mark.parametrize(
    "path", ["", "v1/", "v1/nothing", "v1/services/No!", "v1/cases/0/letters/0%0A1.pdf", "v2/x"]
)
def test_an_address_that_is_none_is_a_problem(caller, path):
    answer = caller.get(f"/api/{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_method_that_is_none_is_a_problem_that_names_the_others(caller):
    answer = caller.client.delete("/api/v1/services", HTTP_HOST="miyah.localhost")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json()["status"] == 405


def test_another_kind_of_body_is_a_problem(caller):
    answer = caller.client.post("/api/v1/deposits", {"a": "b"}, HTTP_HOST="miyah.localhost")
    assert (answer.status_code, answer.headers["Accept"]) == (415, "application/json")


def test_a_body_that_is_too_large_is_a_problem(caller):
    size = installed.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    answer = caller.post("/api/v1/deposits", b" " * size, **{"Idempotency-Key": "k"})
    assert answer.status_code == 413


@pytest.mark.asvs("2.2.1")
@pytest.mark.asvs("15.3.3")
def test_fields_that_are_missing_or_unknown_are_named(caller):
    answer = caller.post("/api/v1/deposits", {"answers": [], "x/y": 1}, **{"Idempotency-Key": "k"})
    assert fields_of(answer) == {"/service", "/answers", "/x~1y"}


@pytest.mark.asvs("16.3.4")
@pytest.mark.asvs("16.5.1")
def test_a_fault_is_a_problem_and_tells_nothing(caller, monkeypatch):
    def broken(*_):
        raise RuntimeError("the password is 1234")

    monkeypatch.setattr("shubbak.api.rest.deposits._deposited", broken)
    answer = caller.deposit()
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert "1234" not in answer.content.decode()


@pytest.mark.asvs("3.5.1")
def test_a_cookie_changes_nothing(caller):
    caller.client.cookies["language"] = "fr"
    caller.client.cookies["session"] = "stolen"
    answer = caller.get("/api/v1/services")
    assert answer.headers["Content-Language"] == "ar"
    assert "Set-Cookie" not in answer.headers


def test_no_token_against_forgery_is_asked_for(caller):
    caller.client = Client(enforce_csrf_checks=True)
    assert caller.deposit().status_code == 201


def test_a_network_that_asks_too_much_is_told_to_wait(caller, monkeypatch):
    monkeypatch.setattr("shubbak.api.rest.deposits.DEPOSITS", Limit("few", 2))
    caller.client = Client(REMOTE_ADDR="198.51.100.7")
    answers = [caller.deposit() for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].headers["Retry-After"]
    caller.client = Client(REMOTE_ADDR="203.0.113.7")
    assert caller.deposit().status_code == 201


@pytest.mark.asvs("4.1.3")
@pytest.mark.asvs("15.3.4")
def test_the_network_behind_our_own_proxy_is_counted_not_the_proxy(rf):
    def network(address, **headers):
        return network_of(rf.get("/", REMOTE_ADDR=address, headers=headers))

    assert network("127.0.0.1") == ""
    assert network("127.0.0.1", **{"X-Forwarded-For": "1.2.3.4, 203.0.113.9"}) == "203.0.113.0/24"
    assert network("203.0.113.9", **{"X-Forwarded-For": "1.2.3.4"}) == "203.0.113.0/24"
    assert DEPOSITS.per_hour > 0


def test_the_description_names_every_operation_once(caller):
    described = caller.get("/api/v1/openapi.json").json()
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert described["openapi"].startswith("3.1")
    assert len(names) == len(set(names)) >= 15


def test_a_service_shows_the_schema_of_its_answers(caller):
    shown = caller.get("/api/v1/services/technical-complaint").json()
    assert shown["answers_schema"]["$schema"].endswith("2020-12/schema")
    assert [paper["name"] for paper in shown["papers"]] == ["photo"]
    assert [clock["is_promised"] for clock in shown["clocks"]].count(True) == 1
    assert len(shown["sha256"]) == 64
