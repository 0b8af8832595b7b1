"""Signing in: a password, then a second factor, or nothing of the desk."""

import base64
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from shubbak.agencies.models import Agency
from shubbak.journal.models import Leaf, LeafContent
from shubbak.people.actions import end_sessions, reset_second_factor
from shubbak.people.models import Staff
from shubbak.people.sign_in import SecondFactorAdapter
from tests.people.conftest import ADMINISTRATOR, PASSWORD

LOGIN, FACTORS, ACTIVATE = "/staff/login/", "/staff/factors/", "/staff/factors/totp/activate/"
HOST = {"host": "miyah.localhost"}


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    cache.clear()


@pytest.fixture
def client(agency: Agency) -> Client:
    return Client(headers=HOST)


def sign_in(client: Client, staff: Staff, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": staff.email, "password": password})


def confirm(client: Client) -> None:
    assert client.post("/staff/reauthenticate/", {"password": PASSWORD}).status_code == 302


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def set_up_application(client: Client) -> str:
    """Activate an authenticator application, the password typed once more; gives its secret."""
    confirm(client)
    secret = str(client.get(ACTIVATE).context["form"].secret)
    answer = client.post(ACTIVATE, {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def reaches_desk(client: Client) -> bool:
    return not client.get("/desk/").headers.get("Location", "").startswith("/staff/")


@pytest.mark.asvs("6.3.3")
def test_the_password_alone_opens_no_page_of_the_desk(client: Client, souad: Staff) -> None:
    assert sign_in(client, souad).headers["Location"] == "/desk/"
    assert client.get("/desk/").headers["Location"] == FACTORS


def test_an_account_of_the_demonstration_needs_no_second_factor(client: Client, souad: Staff) -> None:
    Staff.objects.filter(pk=souad.pk).update(is_demo=True)
    sign_in(client, souad)
    assert reaches_desk(client)


def test_after_setting_the_application_up_the_desk_opens(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    set_up_application(client)
    assert reaches_desk(client)


@pytest.mark.asvs("6.3.3")
def test_from_then_on_the_password_leads_to_the_second_step(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    secret = set_up_application(client)
    cache.clear()
    other = Client(headers=HOST)
    assert sign_in(other, souad).headers["Location"].startswith("/staff/factors/authenticate/")
    assert other.get("/staff/password/").status_code == 302
    assert (
        other.post("/staff/factors/authenticate/", {"code": code_of(secret)}).headers["Location"] == "/desk/"
    )
    assert reaches_desk(other)


def test_a_wrong_code_does_not_open_the_desk(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    set_up_application(client)
    other = Client(headers=HOST)
    sign_in(other, souad)
    answer = other.post("/staff/factors/authenticate/", {"code": "000000"})
    assert answer.status_code == 200
    assert other.get("/staff/password/").status_code == 302


def lines(what: str) -> list[tuple[str, str]]:
    return [(leaf.about, leaf.actor_kind) for leaf in Leaf.objects.filter(what=what).order_by("index")]


@pytest.mark.asvs("16.3.1")
def test_who_comes_in_and_goes_is_on_record(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    client.post("/staff/logout/")
    assert lines("staff.signed_in") == lines("staff.signed_out") == [(f"staff/{souad.pk}", "staff")]


@pytest.mark.asvs("16.2.5")
@pytest.mark.asvs("16.3.1")
def test_whoever_was_not_let_in_is_on_record_without_what_they_typed(client: Client, souad: Staff) -> None:
    sign_in(client, souad, "wrong")
    client.post(LOGIN, {"login": "nobody-2026@x.ma", "password": "x"})
    failed = lines("staff.sign_in_failed")
    assert failed == [(f"staff/{souad.pk}", "system"), ("staff/unknown", "system")]
    kept = [*LeafContent.objects.values_list("content", "party")]
    assert "2026@x" not in str(kept)
    assert "wrong" not in str(kept)
    assert lines("staff.signed_in") == []


@pytest.mark.asvs("16.3.1")
def test_a_wrong_second_step_is_on_record_and_opens_nothing(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    set_up_application(client)
    other, before = Client(headers=HOST), len(lines("staff.signed_in"))
    sign_in(other, souad)
    other.post("/staff/factors/authenticate/", {"code": "000000"})
    assert lines("staff.sign_in_failed") == [(f"staff/{souad.pk}", "system")]
    assert len(lines("staff.signed_in")) == before


@pytest.mark.asvs("16.3.1")
def test_a_security_key_that_answers_wrongly_is_on_record_and_opens_nothing(
    client: Client, souad: Staff
) -> None:
    sign_in(client, souad)
    set_up_application(client)
    other, before = Client(headers=HOST), len(lines("staff.signed_in"))
    sign_in(other, souad)
    other.post("/staff/factors/authenticate/", {"credential": '{"id": "x", "type": "public-key"}'})
    assert lines("staff.sign_in_failed") == [(f"staff/{souad.pk}", "system")]
    assert len(lines("staff.signed_in")) == before


@pytest.mark.asvs("7.4.3")
@pytest.mark.asvs("7.5.1")
def test_a_new_factor_ends_every_other_session_and_is_on_record(client: Client, souad: Staff) -> None:
    elsewhere = Client(headers=HOST)
    for each in (client, elsewhere):
        sign_in(each, souad)
    set_up_application(client)
    assert elsewhere.get(FACTORS).headers["Location"].startswith(LOGIN)
    assert client.get(FACTORS).status_code == 200
    assert Leaf.objects.filter(what="staff.second_factor_changed", about=f"staff/{souad.pk}").exists()


def test_the_only_second_factor_cannot_be_removed(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    set_up_application(client)
    answer = client.post("/staff/factors/totp/deactivate/")
    assert answer.status_code == 200
    assert Authenticator.objects.filter(user=souad, type=Authenticator.Type.TOTP).exists()


@pytest.mark.asvs("6.4.3")
def test_who_lost_the_telephone_is_let_in_again_to_set_another_one_up(
    client: Client, souad: Staff, at: datetime
) -> None:
    sign_in(client, souad)
    set_up_application(client)
    reset_second_factor(staff=souad, actor=ADMINISTRATOR, at=at)
    other = Client(headers=HOST)
    sign_in(other, souad)
    assert client.get(FACTORS).headers["Location"].startswith(LOGIN)
    assert other.get("/desk/").headers["Location"] == FACTORS


@pytest.mark.asvs("11.3.1")
@pytest.mark.asvs("11.3.2")
@pytest.mark.asvs("11.3.3")
def test_the_secret_of_an_application_rests_encrypted(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    secret = set_up_application(client)
    stored = Authenticator.objects.get(user=souad, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    assert base64.b32decode(secret).hex() not in stored
    assert SecondFactorAdapter().decrypt(stored) == secret


@pytest.mark.asvs("6.2.2")
@pytest.mark.asvs("7.4.3")
def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client: Client, souad: Staff) -> None:
    elsewhere = Client(headers=HOST)
    for each in (client, elsewhere):
        sign_in(each, souad)
    new = "كلمة-أخرى-2027"
    client.post("/staff/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert elsewhere.get(FACTORS).status_code == 302
    assert client.get(FACTORS).status_code == 200
    assert Leaf.objects.filter(what="staff.password_changed").exists()


@pytest.mark.asvs("7.4.5")
def test_ending_the_sessions_of_somebody_works_at_once(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    end_sessions(staff=souad)
    assert client.get(FACTORS).headers["Location"].startswith(LOGIN)


@pytest.mark.asvs("8.4.1")
@pytest.mark.asvs("3.5.4")
def test_a_session_of_one_body_is_nothing_to_another(
    client: Client, souad: Staff, other_agency: Agency
) -> None:
    sign_in(client, souad)
    answer = client.get(FACTORS, headers={"host": "madina.localhost"})
    assert answer.headers["Location"].startswith(LOGIN)


@pytest.mark.asvs("6.3.1")
def test_attempts_are_limited(client: Client, souad: Staff) -> None:
    for _ in range(5):
        sign_in(client, souad, "wrong")
    answer = sign_in(client, souad)
    assert answer.status_code == 200
    assert client.get(FACTORS).status_code == 302


@pytest.mark.asvs("7.4.2")
def test_a_closed_account_does_not_open(client: Client, souad: Staff) -> None:
    Staff.objects.filter(pk=souad.pk).update(is_active=False)
    sign_in(client, souad)
    assert client.get(FACTORS).status_code == 302


@pytest.mark.asvs("6.3.4")
@pytest.mark.parametrize("page", ["signup/", "email/", "password/reset/", "3rdparty/", "password/set/"])
def test_pages_that_a_body_does_not_need_do_not_exist(client: Client, page: str) -> None:
    assert client.get(f"/staff/{page}").status_code == 404


def test_an_address_in_any_letters_signs_in(client: Client, souad: Staff) -> None:
    client.post(LOGIN, {"login": "SOUAD@miyah.example", "password": PASSWORD})
    assert client.get(FACTORS).status_code == 200


@pytest.mark.asvs("3.4.3")
def test_no_page_of_sign_in_carries_a_script_of_its_own(client: Client, souad: Staff) -> None:
    sign_in(client, souad)
    confirm(client)
    for page in (FACTORS, ACTIVATE, "/staff/factors/keys/add/", "/staff/password/"):
        html = client.get(page).content.decode()
        assert "<h1>" in html, page
        inline = [
            tag for tag in html.split("<script")[1:] if "src=" not in tag and "application/json" not in tag
        ]
        assert not inline, page
        assert "onclick" not in html


def test_the_password_has_one_name_whoever_wrote_the_words(client: Client, agency: Agency) -> None:
    """The libraries behind the page have their own translations."""
    page = client.post("/staff/login/", {"login": "x@miyah.example", "password": "no"}, headers=HOST)
    assert "كلمة المرور" in page.content.decode()
    assert "كلمة السر" not in page.content.decode()
