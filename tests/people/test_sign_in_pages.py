"""The pages of sign-in in a real browser: strict content policy, Arabic first, a security key that works."""

import pytest
from django.contrib.auth.hashers import make_password

from shubbak.people.models import Staff
from tests.people.conftest import PASSWORD

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def souad(fresh_agency):
    return Staff.objects.create(email="souad@miyah.example", name="سعاد", password=make_password(PASSWORD))


@pytest.fixture
def with_key(page):
    """A browser into which a security key is plugged."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def sign_in(page, town):
    page.goto(town.url(path="/staff/login/"))
    page.fill("input[name=login]", "souad@miyah.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_a_security_key_is_added_and_opens_the_desk(with_key, town, souad):
    page = with_key
    sign_in(page, town)
    page.goto(town.url(path="/staff/factors/keys/add/"))
    page.fill("input[name=password]", PASSWORD)
    page.click("#confirm")
    page.click("#add_key")
    page.wait_for_url("**/staff/factors/codes/")
    page.context.clear_cookies()
    sign_in(page, town)
    page.click("#use_key")
    page.wait_for_url("**/desk/**")
