"""The pages are drawn from plain data in both directions, weigh little, and keep WCAG 2.2 AA."""

import gzip
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from shubbak.portal import bundle
from tests.accessible import breaks_no_rule, broken_rules
from tests.design.gallery import LANGUAGES, PORTAL, drawn, served, shown_pages

NAMES = sorted(shown_pages())


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One for all, which fetches the sheets and fonts once; each test goes to its own page."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_heading_and_no_style_of_its_own(name: str) -> None:
    html = drawn(name, "ar")
    assert html.count("<h1") == 1
    assert " style=" not in html
    assert "<script>" not in html


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_breaks_no_rule_and_never_scrolls_sideways(
    name: str, language: str, gallery: str, window: Page
) -> None:
    window.goto(f"{gallery}/{language}/{name}")
    breaks_no_rule(window)
    window.set_viewport_size({"width": 320, "height": 640})
    wide = window.evaluate("document.documentElement.scrollWidth")
    window.set_viewport_size({"width": 360, "height": 740})
    assert wide <= 320


@pytest.mark.browser
def test_the_dark_pages_keep_their_contrast(gallery: str, window: Page) -> None:
    window.emulate_media(color_scheme="dark")
    for name in ("home", "receipt", "tracking", "question-error", "bill"):
        window.goto(f"{gallery}/ar/{name}")
        assert broken_rules(window, ["color-contrast"]) == [], name
    window.emulate_media(color_scheme="light")


def test_the_home_page_weighs_less_than_60_kilobytes_without_fonts() -> None:
    static = PORTAL / "static" / "shubbak"
    parts = [drawn("home", "ar").encode(), (static / "site.css").read_bytes()]
    assert sum(len(gzip.compress(part)) for part in parts) < 60 * 1024


@pytest.mark.parametrize("name", sorted(bundle.BUNDLES))
def test_a_bundle_says_what_its_sheets_say(name: str) -> None:
    assert (bundle.TARGET / name).read_text(encoding="utf-8") == bundle.bundle(name)


def test_sheets_keep_to_logical_properties() -> None:
    physical = re.compile(
        r"(?<![-\w])(margin|padding|border)-(left|right|top|bottom)|(?<![-\w])(left|right|width|height):"
    )
    for sheet in bundle.SOURCES.glob("*.css"):
        text = re.sub(r"@media[^{]*", "", sheet.read_text(encoding="utf-8"))
        assert not physical.search(text), sheet.name


def test_every_sheet_is_in_a_bundle() -> None:
    assert {sheet.stem for sheet in bundle.SOURCES.glob("*.css")} == {
        n for names in bundle.BUNDLES.values() for n in names
    }
