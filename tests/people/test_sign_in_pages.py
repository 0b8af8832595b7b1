"""The pages of sign-in in a real browser: strict content policy, Arabic first, a security key that works."""

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page

from shubbak.agencies.models import Agency
from shubbak.people.models import Staff
from tests.people.conftest import PASSWORD
from tests.town import Town

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
def souad(fresh_agency: Agency) -> Staff:
    return Staff.objects.create(email="souad@miyah.example", name="سعاد", password=make_password(PASSWORD))


@pytest.fixture
def with_key(page: Page) -> Page:
    """A browser into which a security key is plugged."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def sign_in(page: Page, town: Town) -> None:
    page.goto(town.url(path="/staff/login/"))
    page.fill("input[name=login]", "souad@miyah.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_a_security_key_is_added_and_opens_the_desk(with_key: Page, town: Town, souad: Staff) -> None:
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
