"""What one network may do at the portal in an hour: each kind of request has its share."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.portal.writing import answer, deposit, photograph, write_all

BOTH = {"host": "miyah.localhost"}


def deposit_anew(visitor: Client):
    visitor.cookies.clear()
    write_all(visitor)
    return deposit(visitor)


ASKED = {
    "answer": lambda visitor: answer(visitor, "problem"),
    "upload": lambda visitor: answer(visitor, "photos", photos=photograph()),
    "look_up": lambda visitor: visitor.post("/track", {"number": "77/2026", "code": "0" * 13}),
    "deposit": deposit_anew,
}


@pytest.mark.asvs("2.3.2")
@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize("what", ASKED)
def test_a_network_has_its_share_of_each_kind_of_request(visitor, office, settings, what):
    settings.SHUBBAK_HOURLY_LIMITS = {what: 2}
    *within, beyond = (ASKED[what](visitor) for _ in range(3))
    assert 429 not in {page.status_code for page in within}
    assert beyond.status_code == 429
    assert int(beyond["Retry-After"]) > 0
    elsewhere = Client(headers=BOTH, REMOTE_ADDR="203.0.113.7")
    assert ASKED[what](elsewhere).status_code != 429


@pytest.mark.asvs("6.3.1")
def test_sign_in_is_shut_for_the_network_that_guesses_and_open_to_its_owner_elsewhere(office):
    cache.clear()

    def sign_in(password, address):
        client = Client(headers=BOTH, REMOTE_ADDR=address)
        client.post("/staff/login/", {"login": "agent@miyah.example", "password": password})
        return client.get("/staff/factors/").status_code == 200

    assert not any(sign_in("guess", "198.51.100.7") for _ in range(6))
    assert not sign_in("كلمة-طويلة-2026", "198.51.100.9")
    assert sign_in("كلمة-طويلة-2026", "203.0.113.7")


@pytest.mark.asvs("6.3.1")
def test_tries_are_counted_for_all_processes_together(office, monkeypatch):
    monkeypatch.setattr("shubbak.people.sign_in.TRIES_AN_HOUR", 3)
    for _ in range(4):
        cache.clear()  # another process has counted nothing yet
        client = Client(headers=BOTH)
        client.post("/staff/login/", {"login": "agent@miyah.example", "password": "كلمة-طويلة-2026"})
    assert client.get("/staff/factors/").status_code == 302


@pytest.mark.asvs("4.1.3")
@pytest.mark.asvs("15.3.4")
def test_a_client_cannot_say_that_it_is_another(visitor, office, settings):
    settings.SHUBBAK_HOURLY_LIMITS = {"look_up": 2}
    client = Client(headers=BOTH, REMOTE_ADDR="198.51.100.7")
    for rank in range(3):
        invented = {"X-Forwarded-For": f"10.{rank}.0.1"}
        answer = client.post("/track", {"number": "77/2026", "code": "0" * 13}, headers=invented)
    assert answer.status_code == 429
