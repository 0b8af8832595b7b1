"""The pages of administration, in Arabic on a telephone and in French on a screen: WCAG 2.2 AA holds."""

import pytest
from playwright.sync_api import Page

from tests.desk.test_pages import faults, sign_in, speak
from tests.town import Town

pytestmark = pytest.mark.browser
PAGES = {
    "home": "",
    "units": "units",
    "unit": "units/water_network",
    "describe": "units/water_network/describe",
    "staff": "staff",
    "member": "staff/5",
    "grant": "staff/5/grant",
    "services": "services",
    "service": "services/technical-complaint",
    "propose": "proposals/new",
    "draft": "services/technical-complaint/draft",
    "letters": "services/technical-complaint/letters",
    "wording": "services/technical-complaint/letters/answer",
    "blocks": "texts",
    "block": "texts/new",
    "presence": "presence",
    "turn": "turns/new",
    "body": "body",
    "mailbox": "body/mailbox",
    "announce": "body/announce",
    "hours": "body/hours",
    "colours": "body/colours",
    "screens": "screens",
    "new-screen": "screens/new",
    "calendar": "calendar?year=2027",
    "day": "calendar/day?day=2027-03-10&what=confirmed",
    "ramadan": "calendar/ramadan?starts=2027-02-08",
}


@pytest.mark.parametrize(("language", "width"), [("ar", 360), ("fr", 1280)])
def test_every_page_of_administration_is_accessible(
    town: Town, page: Page, language: str, width: int
) -> None:
    sign_in(page, town, "direction")
    speak(page, town, language)
    page.set_viewport_size({"width": width, "height": 800})
    broken = []
    for name, path in PAGES.items():
        page.goto(town.url("miyah", f"/desk/administration/{path}"))
        broken += faults(page, f"administration-{name}-{width}-{language}")
    assert broken == []
