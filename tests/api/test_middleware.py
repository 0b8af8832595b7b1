"""What stands around the API's door: nothing that is for browsers."""

import pytest


@pytest.mark.parametrize("path", ["/api/v1/services", "/api/v1/openapi.json", "/api/nothing"])
def test_an_answer_of_the_api_runs_nothing_and_stands_in_no_frame(caller, path):
    answer = caller.get(path)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert "Cookie" not in answer.headers["Vary"]
    assert not answer.cookies


def test_a_page_has_its_own_rules(caller):
    assert "script-src 'self'" in caller.get("/").headers["Content-Security-Policy"]


def test_the_bare_host_has_no_api(caller):
    assert caller.client.get("/api/v1/services", HTTP_HOST="localhost").status_code == 404
