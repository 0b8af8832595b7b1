"""What is not for the public is not within its reach, whatever is typed into the address."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher as Hasher
from django.test import Client

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
