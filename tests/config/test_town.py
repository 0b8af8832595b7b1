"""The served town of the HTTP and browser tests."""

import pytest
from playwright.sync_api import Page

from tests.town import Town


def test_a_name_that_no_agency_bears_is_not_found(town: Town) -> None:
    with town.client("nobody") as client:
        assert client.get("/").status_code == 404


@pytest.mark.browser
def test_chromium_reaches_an_agency_by_its_host_name(town: Town, page: Page) -> None:
    answer = page.goto(town.url("miyah"))
    assert answer
    assert answer.headers["content-language"] == "ar"
