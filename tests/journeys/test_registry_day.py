"""A day at the registry office: a letter entered by keyboard, the day closed, signed and printed."""

import re
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.foundation.working_time.calendar import register_day
from shubbak.registry.models import DayClosing
from tests.documents.test_papers import copied_with_poppler
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser
_FETCHED = "async address => [...new Uint8Array(await (await fetch(address)).arrayBuffer())]"
AN_ARRIVAL = re.compile(r"و \d+/\d{4}")
SENDER, SUBJECT = "ولاية الجهة", "طلب عقد اجتماع"


def enters_by_keyboard(clerk: Clerk, town: Town, subject: str) -> None:
    """From the sender's box to the number without a mouse."""
    page = clerk.page
    page.goto(town.url("miyah", "/desk/registry/arrival"))
    expect(page.locator("input[name=name]")).to_be_focused()
    page.keyboard.insert_text(SENDER)
    page.keyboard.press("Tab")
    if not page.input_value("select[name=kind]"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(subject)
    page.keyboard.press("Enter")
    page.wait_for_url("**/entered")


def signs_and_prints(head: Clerk, town: Town) -> str:
    """The text of the printed register, read by the head once the day is signed."""
    page = head.page
    page.goto(town.url("miyah", "/desk/registry/days"))
    page.click("a[href$='/sign']")
    page.click("main form button[type=submit]")
    expect(page.locator("[role=status]")).to_be_visible()
    address = page.locator("a[href$='register.pdf']").first.get_attribute("href") or ""
    return copied_with_poppler(bytes(page.evaluate(_FETCHED, address)))


@pytest.fixture
def worked_morning(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten o'clock of a worked day that has not come yet: what arrives bears that very day."""
    agency = Agency.objects.get(code="miyah")
    look_at(agency)
    calendar = calendar_of(agency)
    day = register_day(calendar, timezone.now() + timedelta(days=1))
    monkeypatch.setattr(timezone, "now", lambda: calendar.instant(day, time(10)))


def test_a_day_of_the_registry_is_entered_closed_signed_and_printed(
    town: Town, worked_morning: None, desk: Callable[[str], Clerk]
) -> None:
    clerk = desk("dabt@miyah")
    enters_by_keyboard(clerk, town, SUBJECT)
    expect(clerk.page.locator(".number")).to_contain_text(AN_ARRIVAL)
    expect(clerk.page.get_by_role("link", name="المراسلة الموالية")).to_be_focused()
    clerk.page.keyboard.press("Enter")
    clerk.page.wait_for_url("**/arrival")
    enters_by_keyboard(clerk, town, "موضوع ثان")
    clerk.page.goto(town.url("miyah", "/desk/registry/days"))
    clerk.page.click("a[href$='/close/incoming']")
    clerk.page.click("main form button[type=submit]")
    expect(clerk.page.locator("[role=status]")).to_be_visible()
    printed = signs_and_prints(desk("direction@miyah"), town)
    assert SUBJECT in printed
    closing = DayClosing.objects.get(series__register__code="incoming")
    assert (closing.count > 0, closing.head is not None) == (True, True)
