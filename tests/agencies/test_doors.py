"""The host name chooses the body, and the body the language."""

import pytest
from django.test import Client

from shubbak.agencies.models import Agency


@pytest.fixture
def miyah(agency: Agency) -> Client:
    return Client(headers={"host": "miyah.localhost"})


def test_a_name_that_no_body_bears_is_not_found(db: None) -> None:
    assert Client(headers={"host": "nobody.example"}).get("/").status_code == 404


def test_a_browser_set_to_english_still_meets_arabic(miyah: Client) -> None:
    answer = miyah.get("/staff/login/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "ar"
    assert 'dir="rtl"' in answer.content.decode()


def test_a_language_once_chosen_stays(miyah: Client) -> None:
    miyah.cookies["language"] = "fr"
    assert miyah.get("/staff/login/").headers["Content-Language"] == "fr"


def test_a_language_that_the_body_does_not_speak_is_ignored(miyah: Client) -> None:
    miyah.cookies["language"] = "de"
    assert miyah.get("/staff/login/").headers["Content-Language"] == "ar"
