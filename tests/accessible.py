"""What axe finds wrong in the page a browser shows, by the rules of WCAG 2.2 AA and good practice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_axe = Axe()


def breaks_no_rule(page: Page) -> None:
    """:raises AssertionError: naming each rule broken, with the first elements that break it."""
    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    found = _axe.run(page, options=options).response["violations"]
    assert [(broken["id"], [node["html"] for node in broken["nodes"]][:3]) for broken in found] == [], (
        page.url
    )
