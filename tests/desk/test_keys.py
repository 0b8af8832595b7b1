"""A clerk's hands stay on the keyboard: the queue, a file, a note, in a real browser."""

from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.actions import deposit
from shubbak.cases.models import Case, UnsentAct
from shubbak.catalogue.queries import current_service
from tests.cases.office import ANSWERS, APPLICANT
from tests.desk.test_pages import sign_in
from tests.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture
def three_files(town: Town) -> Town:
    """The town with three complaints that came in just now."""
    look_at(Agency.objects.get(code="miyah"))
    for _ in range(3):
        deposit(
            service_version=current_service("technical-complaint"),
            answers=dict(ANSWERS),
            channel="portal",
            language="ar",
            submission_id=uuid4(),
            actor=APPLICANT,
            at=timezone.now(),
        )
    return town


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_files_are_chosen_taken_and_walked_through_by_keyboard(three_files: Town, page: Page) -> None:
    sign_in(page, three_files, "clientele")
    expect(page.locator(".bulk")).to_be_hidden()
    press(page, "KeyJ", "KeyX", "KeyJ", "KeyX")
    expect(page.locator("[data-chosen] b")).to_have_text("2")
    press(page, "Escape")
    expect(page.locator(".bulk")).to_be_hidden()
    press(page, "KeyX", "KeyK", "KeyX", "KeyT")
    expect(page.locator("[data-said-once]")).to_contain_text("صار في عهدتكم ملفان")
    assert Case.objects.filter(assignee__email="clientele@miyah.example").count() == 2
    press(page, "KeyJ", "Enter")
    expect(page.locator(".beside")).to_contain_text("1")
    first = page.url
    press(page, "KeyJ")
    page.wait_for_url(lambda address: "/cases/" in address and address != first)
    press(page, "KeyK")
    page.wait_for_url(first)
    press(page, "KeyM")
    expect(page.locator("#note_words")).to_be_focused()


def test_a_note_survives_the_end_of_the_session(three_files: Town, page: Page) -> None:
    sign_in(page, three_files, "clientele")
    press(page, "KeyJ", "Enter")
    page.wait_for_url("**/cases/**")
    here = page.url
    press(page, "KeyM")
    page.keyboard.type("اتصلت")
    expect(page.locator("[data-keep*='acts/note']")).to_contain_text("حُفظت المسودة")
    assert UnsentAct.objects.get().typed == {"words": "اتصلت"}
    page.context.clear_cookies()
    page.keyboard.type(" بالفرقة")
    expect(page.locator("[data-keep*='acts/note']")).to_contain_text("انتهت الجلسة")
    sign_in(page, three_files, "clientele")
    page.goto(here)
    expect(page.locator("#note_words")).to_have_value("اتصلت بالفرقة")
    page.click("form[action*='acts/note'] button >> nth=0")
    expect(page.locator("[data-said-once]")).to_be_visible()
    assert not UnsentAct.objects.exists()
