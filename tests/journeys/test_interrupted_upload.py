"""A photograph of three pieces over a bad connection: cut, gone on with, left, and chosen again."""

from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, Request, Route, expect

from shubbak.documents.rules import LARGEST_PIECE
from tests.journeys import steps
from tests.portal.test_uploads import PHOTO
from tests.town import Town

pytestmark = pytest.mark.browser


class BadConnection:
    """Lets so many more pieces through, then cuts each; remembers where the pieces began."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.left = self.cuts = 0
        self.offsets: list[int] = []
        page.route("**/uploads/*", self.meet)

    def meet(self, route: Route, request: Request) -> None:
        if request.method != "PATCH":
            route.continue_()
        elif self.left:
            self.left -= 1
            self.offsets.append(int(request.headers["upload-offset"]))
            route.continue_()
        else:
            self.cuts += 1
            route.abort()

    def lets_through(self, pieces: int, *, then_cuts: int) -> None:
        """Wait until it has cut so many times after these pieces."""
        self.left, self.cuts = pieces, 0
        while self.cuts < then_cuts:
            self.page.wait_for_timeout(20)


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    cache.clear()
    taken = tmp_path / "العداد.png"
    taken.write_bytes(PHOTO)
    return taken


def test_an_upload_that_is_cut_goes_on_after_the_cut_and_after_the_page_was_left(
    page: Page, town: Town, photograph: Path
) -> None:
    connection = BadConnection(page)
    steps.begin(page, town, "miyah", "technical-complaint")
    page.goto(town.url("miyah", "/d/technical-complaint/q/photos"))
    page.locator("input[type=file]").set_input_files(photograph)
    connection.left = 1
    steps.go_on(page)
    expect(page.get_by_text("انقطع الاتصال")).to_be_visible()
    page.get_by_role("button", name="إعادة المحاولة الآن").click()
    connection.lets_through(1, then_cuts=1)
    page.reload()
    expect(page.get_by_text("ملفات لم تصل كاملة")).to_be_visible()
    connection.left = 9
    page.locator("input[type=file]").set_input_files(photograph)
    steps.go_on(page)
    expect(page.get_by_label("الاسم الكامل")).to_be_visible()
    assert connection.offsets == list(range(0, len(PHOTO), LARGEST_PIECE))
    page.go_back()
    expect(page.locator("#laid + .papers li")).to_have_count(1)
    expect(page.locator("#laid + .papers")).to_contain_text("العداد.png")
