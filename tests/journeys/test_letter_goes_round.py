"""A letter goes round the house: entered, instructed, sent to its unit, accepted there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.registry.models import Handover
from tests.journeys.steps_desk import Clerk
from tests.town import Town

pytestmark = pytest.mark.browser
SUBJECT, INSTRUCTION = "طلب بيانات عن شبكة الماء", "للدراسة وإعداد جواب"


def enters(page: Page, town: Town) -> str:
    """The address of the letter."""
    page.goto(town.url("miyah", "/desk/registry/arrival"))
    page.fill("input[name=name]", "جمعية حي السلام")
    page.select_option("select[name=kind]", "association")
    page.fill("input[name=subject]", SUBJECT)
    page.keyboard.press("Enter")
    page.wait_for_url("**/entered")
    return page.url.removesuffix("/entered")


def sends_form(page: Page) -> None:
    page.click("main form button[type=submit]")
    expect(page.locator("[role=status]")).to_be_visible()


def test_a_letter_is_entered_instructed_sent_and_accepted(town: Town, desk: Callable[[str], Clerk]) -> None:
    office, head = desk("dabt@miyah").page, desk("direction@miyah").page
    letter = enters(office, town)
    head.goto(f"{letter}/instruct")
    head.fill("textarea[name=words]", INSTRUCTION)
    sends_form(head)
    office.goto(f"{letter}/dispatch")
    office.select_option("select[name=coordinator]", "water_network")
    sends_form(office)
    unit = desk("eau@miyah").page
    unit.goto(town.url("miyah", "/desk/"))
    unit.click("a[href$='/desk/registry/unit/']")
    row = unit.locator("tr", has_text=SUBJECT)
    expect(row).to_contain_text(INSTRUCTION)
    row.locator("form[action$='/accept'] button").click()
    expect(unit.locator("[role=status]")).to_be_visible()
    office.goto(letter)
    expect(office.locator("main")).to_contain_text("المراسلة لدى مصلحة شبكة الماء")
    look_at(Agency.objects.get(code="miyah"))
    assert Handover.objects.get(letter=letter.rpartition("/")[2]).state == "accepted"
