"""What passwords staff may choose, and how they change them."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.people.conftest import PASSWORD

PAGE = "/staff/password/"
LONG = "ثلاث كلمات لا يعرفها أحد غيري — and a little more of it: é ß 漢字 🙂 " * 2


@pytest.fixture
def client(souad) -> Client:
    cache.clear()
    client = Client(headers={"host": "miyah.localhost"})
    client.post("/staff/login/", {"login": souad.email, "password": PASSWORD})
    return client


def change(client: Client, new: str, present: str = PASSWORD) -> bool:
    sent = {"oldpassword": present, "password1": new, "password2": new}
    return client.post(PAGE, sent).status_code == 302


@pytest.mark.asvs("6.2.1")
@pytest.mark.asvs("6.2.4")
@pytest.mark.parametrize("new", ["a1!bÉ 7", "password", "password1", "12345678", "qwertyuiop"])
def test_a_short_or_common_password_is_refused(client, souad, new):
    assert not change(client, new)
    souad.refresh_from_db()
    assert souad.check_password(PASSWORD)


@pytest.mark.asvs("6.2.11")
@pytest.mark.parametrize("new", ["Miyah-2026", "souad2026", "Souad@miyah", "شباك-2026", "سُعاد 2026"])
def test_a_name_of_the_body_or_of_the_person_with_a_few_figures_is_refused(client, souad, new):
    assert not change(client, new)


@pytest.mark.asvs("6.2.11")
def test_a_sentence_in_which_such_a_name_stands_is_taken(client, souad):
    assert change(client, "miyah brings water to every house")


@pytest.mark.asvs("6.2.3")
def test_the_present_password_is_asked_for(client):
    assert not change(client, "كلمة-أخرى-2027", present="guess")


@pytest.mark.asvs("6.2.2")
@pytest.mark.asvs("6.2.5")
@pytest.mark.asvs("6.2.8")
@pytest.mark.asvs("6.2.9")
@pytest.mark.parametrize("new", ["only small letters", "  spaces around  ", LONG])
def test_any_characters_of_any_length_are_taken_as_they_are(client, souad, new):
    assert change(client, new)
    souad.refresh_from_db()
    assert souad.check_password(new)
    assert not souad.check_password(new.strip() if new.strip() != new else new.upper())


@pytest.mark.asvs("6.2.6")
@pytest.mark.asvs("6.2.7")
def test_the_boxes_mask_and_let_a_password_manager_in(client):
    boxes = re.findall(r"<input[^>]*password[^>]*>", client.get(PAGE).content.decode())
    assert len(boxes) >= 2
    assert all('type="password"' in box for box in boxes)
    assert not any("onpaste" in box or 'autocomplete="off"' in box for box in boxes)
