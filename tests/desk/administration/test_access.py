"""For whoever is no administrator the pages of administration do not exist."""

import re

import pytest
from django.urls import URLPattern, reverse

from shubbak.desk.administration.urls import urlpatterns

SAMPLES = {"unit_code": "water_network", "deed": "words", "service_code": "technical-complaint"}


def address(route: URLPattern, staff_id: int) -> str:
    wanted = route.pattern.converters
    return reverse(route.name, kwargs={name: SAMPLES.get(name, staff_id) for name in wanted})


def told(answer) -> tuple[int, str]:
    """What was answered, without the address that was asked for."""
    return answer.status_code, re.sub(r"next=[^\"]*", "", answer.content.decode())


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("role", ["agent", "head", "counter", "secretary"])
def test_staff_are_answered_as_for_an_address_that_is_not_there(office, sign_in, role):
    client = sign_in(role)
    absent = told(client.get("/desk/administration/no-such-page"))
    for route in urlpatterns:
        for ask in (client.get, client.post):
            answer = told(ask(address(route, office.staff["agent"].pk)))
            assert answer[1].splitlines() == absent[1].splitlines(), route.name
            assert answer == absent, route.name


@pytest.mark.asvs("8.2.1")
def test_strangers_are_led_to_the_sign_in(office, client):
    answer = client.get("/desk/administration/staff", headers={"host": "miyah.localhost"})
    assert answer["Location"].startswith("/staff/login/")


def test_only_administrators_find_the_way_in_the_menu(office, sign_in, administrator):
    way = 'href="/desk/administration/"'
    assert way in administrator.get("/desk/").content.decode()
    assert way not in sign_in("head").get("/desk/").content.decode()
