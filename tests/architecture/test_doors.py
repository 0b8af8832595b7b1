"""No door of the desk opens to a stranger."""

from typing import Any

from django.test import Client

from tests.architecture.doors import open_to_strangers

HOST = "miyah.localhost"


def test_no_address_beyond_the_public_ones_answers_a_stranger(agency: Any) -> None:
    assert open_to_strangers(Client(), HOST, "shubbak.config.urls") == []


def test_a_door_left_open_is_found(agency: Any, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.architecture.planted_urls"
    found = open_to_strangers(Client(), HOST, settings.ROOT_URLCONF)
    assert found == ["/desk/cases/1/ (get)", "/desk/cases/1/ (post)", "/desk/remove (get)"]
