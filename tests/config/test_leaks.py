"""What is not for the public is not within its reach, whatever is typed into the address."""

import pickle

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher as Hasher
from django.core.cache import cache
from django.test import Client

from shubbak.agencies.shares import is_within
from shubbak.config import settings as house
from tests.cases.office import open_office
from tests.desk.conftest import sign_in

__all__ = ["sign_in"]
HOST = {"host": "miyah.localhost"}


@pytest.fixture
def office(agency, at):
    return open_office(at)


@pytest.mark.asvs("13.4.1")
@pytest.mark.asvs("13.4.3")
@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.git/HEAD",
        "/static/",
        "/static/../.git/config",
        "/static/%2e%2e/keys/secret",
        "/keys/secret",
    ],
)
def test_no_source_no_key_and_no_folder_is_served(office, path):
    assert Client(headers=HOST).get(path).status_code == 404


@pytest.mark.asvs("11.4.2")
def test_passwords_rest_under_argon2() -> None:
    """As in OWASP's password storage cheat sheet: 19 MiB and two rounds at least."""
    assert house.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert Hasher.memory_cost >= 19 * 1024
    assert Hasher.time_cost >= 2


@pytest.mark.asvs("7.2.3")
def test_a_session_cannot_be_guessed_and_can_be_left_from_every_page_of_the_desk(office, sign_in):
    session = sign_in("counter")
    assert len(session.cookies["session"].value) == 32, "of 36 letters and digits: 165 bits"
    for page in ("/desk/", "/desk/deposits/new", "/desk/search?words=x"):
        assert 'action="/staff/logout/"' in session.get(page).content.decode(), page


@pytest.mark.asvs("7.4.4")
@pytest.mark.asvs("14.3.1")
def test_signing_out_stands_on_the_pages_of_ones_own_sign_in_and_empties_the_browser(office, sign_in):
    session = sign_in("counter")
    for page in ("/staff/factors/", "/staff/password/", "/staff/reauthenticate/", "/staff/logout/"):
        assert session.get(page, follow=True).content.decode().count('action="/staff/logout/"') == 1, page
    assert session.post("/staff/logout/")["Clear-Site-Data"] == '"cache"'


@pytest.mark.asvs("14.2.2")
def test_the_cache_of_a_process_holds_counts_and_nothing_of_anybody(office, sign_in):
    case = office.deposit()
    sign_in("counter").get(f"/desk/cases/{case.pk}/")
    Client(headers=HOST).post("/track", {"number": case.number, "code": "0000 0000 0000 0"})
    kept = [pickle.loads(value) for value in cache._cache.values()]
    assert kept
    assert all(isinstance(each, int | float | list) for each in kept)
    assert all(isinstance(moment, float) for each in kept if isinstance(each, list) for moment in each)


@pytest.mark.asvs("16.4.1")
def test_no_address_forges_a_line_of_the_log(office, caplog):
    Client(headers=HOST).get("/x%0A2026-01-01%20CRITICAL%20forged%0D%0Amore")
    lines = [record.getMessage() for record in caplog.records]
    assert any("forged" in line for line in lines)
    assert not any("\n" in line or "\r" in line for line in lines)


@pytest.mark.asvs("16.3.3")
def test_a_limit_that_is_used_up_is_on_record(agency, at, caplog):
    asked = [is_within(what="look_up", network="192.0.2.0/24", share=3, at=at) for _ in range(5)]
    assert asked == [True, True, True, False, False]
    [line] = [record.getMessage() for record in caplog.records if "used up" in record.getMessage()]
    assert line == "the share of 'look_up' of this hour is used up by 192.0.2.0/24"
