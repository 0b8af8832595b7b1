"""What axe finds wrong in the page a browser shows, by the rules of WCAG 2.2 AA and good practice."""

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RULES: Mapping[str, Any] = {"type": "tag", "values": list(TAGS)}
_RUN = """async only => {
    const found = await axe.run({runOnly: only, resultTypes: ["violations"], preload: {assets: ["media"]}});
    return found.violations.map(broken => [broken.id, broken.nodes.slice(0, 3).map(node => node.html)]);
}"""


def broken_rules(page: Page, only: Mapping[str, Any] | list[str] = RULES) -> list[tuple[str, list[str]]]:
    """Each rule that the page breaks, with the first elements that break it.

    Only what is broken comes back from the browser: all that axe finds right would be megabytes.
    """
    page.evaluate(AXE_SCRIPT)
    return [(rule, elements) for rule, elements in page.evaluate(_RUN, only)]


def breaks_no_rule(page: Page) -> None:
    """:raises AssertionError: naming each rule broken, with the first elements that break it."""
    assert broken_rules(page) == [], page.url
