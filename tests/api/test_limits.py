"""What one network may ask of the API in an hour: each kind of request has its share."""

import pytest
from django.test import Client

from shubbak.api.limits import Limit
from tests.api.test_deposits import pdf

HEADERS = {"Shubbak-Code": "0000 0000 0000 0"}
ASKED = {
    "shubbak.api.rest.uploads.UPLOADS": lambda caller: caller.upload(pdf("photo.pdf")),
    "shubbak.api.rest.deposits.DEPOSITS": lambda caller: caller.deposit(),
    "shubbak.api.opening.READS": lambda caller: caller.get("/api/v1/cases/77-2026", **HEADERS),
    "shubbak.api.rest.service.READS": lambda caller: caller.get("/api/v1/services"),
    "shubbak.api.rest.messages.ACTS": lambda caller: caller.post(
        "/api/v1/cases/77-2026/messages", {"words": "x"}, **HEADERS
    ),
}


@pytest.mark.asvs("2.3.2")
@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize("share", ASKED)
def test_a_network_has_its_share_of_each_kind_of_request(caller, monkeypatch, share):
    monkeypatch.setattr(share, Limit(f"few-{share}", 2))
    caller.client = Client(REMOTE_ADDR="198.51.100.7")
    *within, beyond = (ASKED[share](caller) for _ in range(3))
    assert 429 not in {answer.status_code for answer in within}
    assert beyond.status_code == 429
    assert int(beyond.headers["Retry-After"]) > 0
    caller.client = Client(REMOTE_ADDR="203.0.113.7")
    assert ASKED[share](caller).status_code != 429
