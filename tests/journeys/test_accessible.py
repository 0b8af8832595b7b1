"""Every page on the way of a deposit keeps WCAG 2.2 AA: Arabic on a telephone, French on a wide screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.accessible import breaks_no_rule
from tests.journeys import steps, steps_file
from tests.town import PATIENCE, Town

pytestmark = pytest.mark.browser

TELEPHONE, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
GUIDE = (
    "/",
    "/services?words=zzz",
    "/services/technical-complaint",
    "/offices",
    "/track",
    "/nothing",
    "/v/",
    "/messages/",
)
ABOUT = ("receipt", "message", "paper", "withdraw")


@pytest.fixture
def telephone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="ar-MA", timezone_id="Africa/Casablanca", viewport=TELEPHONE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def is_sound(page: Page) -> None:
    """The page as it stands, and how wide it is."""
    breaks_no_rule(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def is_sound_in_both(page: Page, town: Town, path: str) -> None:
    for language, size in (("ar", TELEPHONE), ("fr", WIDE)):
        speak(page, town, language)
        page.set_viewport_size(size)
        page.goto(town.url("miyah", path))
        is_sound(page)
    speak(page, town, "ar")
    page.set_viewport_size(TELEPHONE)


def speak(page: Page, town: Town, language: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": town.url("miyah")}])


def test_the_pages_of_the_guide_are_accessible(telephone: Page, town: Town) -> None:
    for path in GUIDE:
        is_sound_in_both(telephone, town, path)


def test_the_bodies_of_a_house_are_accessible(telephone: Page, town: Town) -> None:
    telephone.goto(f"http://localhost:{town.port}/")
    is_sound(telephone)
    for agency in ("omran", "madina", "kahraba"):
        telephone.goto(town.url(agency))
        is_sound(telephone)


def test_a_deposit_is_accessible_from_its_first_question_to_its_receipt(
    telephone: Page, town: Town, tmp_path: Path
) -> None:
    steps.begin(telephone, town, "miyah", "technical-complaint")
    steps.go_on(telephone)
    is_sound(telephone)
    steps.answer_complaint(telephone, steps.photographs(tmp_path, 1))
    is_sound_in_both(telephone, town, "/d/technical-complaint/q/photos")
    is_sound_in_both(telephone, town, "/services/technical-complaint/start")
    telephone.goto(town.url("miyah", "/d/technical-complaint/q/contact"))
    steps.give_contact(telephone)
    is_sound_in_both(telephone, town, "/d/technical-complaint/review")
    telephone.reload()
    file = steps.deposit_now(telephone)
    steps_file.follow(telephone, file)
    here = telephone.url.partition(str(town.port))[2]
    for page in ("", *ABOUT):
        is_sound_in_both(telephone, town, f"{here}{page}")
