"""Each service from its first question to its answer: the form on a telephone, the way that its pack walks
first, and the page that the person sees at the end. SHUBBAK_PROMISES is smoke (default: one service in
four), ci or full (all of them).
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shubbak.foundation.localized import pick
from tests.accessible import breaks_no_rule
from tests.journeys import steps_any, steps_file
from tests.town import PATIENCE, Town

pytestmark = pytest.mark.browser

PACKS = Path(__file__).resolve().parents[2] / "packs"
BODIES = {"utility": "miyah", "urban-agency": "omran", "commune": "madina", "authority": "kahraba"}
TOLD_ELSEWHERE = {
    "utility/technical-complaint",
    "urban-agency/planning-information-request",
    "commune/repair-permit",
    "authority/move-in",
}
"""Services with a journey of their own, step by step at the desk too."""
OPENED_BY_THE_BODY = {"utility/payment-difference", "authority/payment-difference"}
"""No page of the portal leads there: tests/cases/test_differences.py."""
KNOWN = {f"{path.parent.name}/{path.stem}" for path in PACKS.glob("*/*.yaml")}
SERVICES = sorted(KNOWN - TOLD_ELSEWHERE - OPENED_BY_THE_BODY)
WALKED = SERVICES[:: 4 if os.environ.get("SHUBBAK_PROMISES", "smoke") == "smoke" else 1]


@pytest.fixture(scope="module")
def telephone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        locale="ar-MA", reduced_motion="reduce", viewport={"width": 360, "height": 740}
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", WALKED)
def test_the_main_journey_of_a_pack(name: str, telephone: Page, town: Town, tmp_path: Path) -> None:
    body, _, service = name.partition("/")
    agency = BODIES[body]
    file = steps_any.deposit_by_the_form(telephone, town, agency, service, tmp_path)
    way = steps_any.way_of(file, agency)
    case = way.to_the_end()
    assert (case.state, case.result) == (
        way.spec.tests[0].expect["state"],
        way.spec.tests[0].expect["result"],
    )
    steps_file.follow(telephone, file)
    steps_file.sees(telephone, pick(way.spec.results[case.result], "ar"))
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 360
    breaks_no_rule(telephone)
