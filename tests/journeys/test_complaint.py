"""A complaint with two photographs, in Arabic, from the sheet of the service to the page of the file."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.town import Town

pytestmark = pytest.mark.browser


def test_a_complaint_with_two_photographs_gets_a_number_and_is_followed(
    page: Page, town: Town, tmp_path: Path
) -> None:
    deposited = steps.deposit_complaint(page, town, steps.photographs(tmp_path, 2))
    expect(page.get_by_role("heading", level=1)).to_contain_text("أُودعت شكايتكم")
    page.context.clear_cookies()
    steps.track(page, town, "miyah", deposited.number, deposited.code)
    expect(page.locator(".papers").last).to_contain_text("photo-0.jpg")
