"""A pile of letters that was scanned at once is entered without a mouse, one after the other.

How many keys and how many seconds a letter took is printed, for docs and bench; no time is asserted here.
"""

import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.documents.reading import Said
from shubbak.registry.models import ScanPart
from shubbak.registry.scans import reading
from shubbak.registry.scans.parting import cut_batches
from tests.journeys.steps_desk import Clerk
from tests.registry.scanner import file_of, separator, written
from tests.town import Town

pytestmark = pytest.mark.browser
SENDER = "جمعية النخيل للتنمية"


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, name: str) -> None:
        self.page.keyboard.press(name)
        self.count += 1

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.count += len(words)


def scanned_at_the_desk(clerk: Clerk, town: Town, name: str, letters: int) -> None:
    """Letters with a separator sheet before each, added at the desk and cut by the worker.

    Whoever adds them enters all of them: what stays in the tray would come first in another test of the town.
    """
    look_at(Agency.objects.get(code="miyah"))
    sheets = [(separator(timezone.now()), written(f"{name} {rank}")) for rank in range(letters)]
    pages = [page for pair in sheets for page in pair][1:]
    clerk.page.goto(town.url("miyah", "/desk/registry/scans/"))
    pile = {"name": name, "mimeType": "application/pdf", "buffer": file_of(pages)}
    clerk.page.locator("input[type=file]").set_input_files(pile)
    clerk.page.get_by_role("button", name="إضافتها", exact=True).click()
    expect(clerk.page.locator("[role=status]").first).to_contain_text("قُبل ملف واحد")
    cut_batches(at=timezone.now())


def enters(clerk: Clerk, keys: Keys, subject: str) -> None:
    """From the box of the sender to the number; a sender who is known brings the kind along."""
    page = clerk.page
    expect(page.locator("input[name=name]")).to_be_focused()
    expect(page.locator(".scan-pages img").first).to_be_visible()
    keys.type(SENDER)
    keys.press("Tab")
    if not page.input_value("select[name=kind]"):
        for _ in range(3):  # citizen, company, association
            keys.press("ArrowDown")
    keys.press("Tab")
    keys.type(subject)
    keys.press("Enter")
    page.wait_for_url("**/entered")


def test_two_scanned_letters_are_entered_without_a_mouse(
    town: Town, desk: Callable[[str], Clerk], capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = desk("dabt@miyah")
    scanned_at_the_desk(clerk, town, "pile.pdf", letters=2)
    clerk.page.goto(town.url("miyah", "/desk/registry/scans/next"))
    told = []
    for subject in ("طلب دعم نشاط ثقافي", "طلب ترخيص بتنظيم حملة"):
        keys, began = Keys(clerk.page), time.monotonic()
        enters(clerk, keys, subject)
        lasted = time.monotonic() - began
        expect(clerk.page.get_by_role("link", name="النسخة الموالية")).to_be_focused()
        with clerk.page.expect_navigation():
            keys.press("Enter")
        told.append(f"{keys.count} keys, {lasted:.1f} s of the machine")
    with capsys.disabled():
        print(f"\narrival by keyboard: {'; '.join(told)}")
    entered = ScanPart.objects.filter(batch__name="pile.pdf", state="entered")
    assert {part.entry.mail.papers.filter(role="scan").count() for part in entered} == {1}
    assert entered.count() == 2


def test_what_was_read_from_the_scan_is_taken_by_one_key(
    town: Town,
    desk: Callable[[str], Clerk],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk, said = desk("dabt@miyah"), Said("سطات في 3 نونبر 2025\nعدد: 12/2025\nالموضوع: طلب دعم نشاط رياضي")
    scanned_at_the_desk(clerk, town, "read.pdf", letters=1)
    monkeypatch.setattr(reading, "said_in", lambda _document: said)
    reading.read_parts(at=timezone.now())
    part = ScanPart.objects.get(batch__name="read.pdf")
    clerk.page.goto(town.url("miyah", f"/desk/registry/arrival?part={part.pk}"))
    expect(clerk.page.locator("input[name=subject]")).to_have_value("")
    keys = Keys(clerk.page)
    takes(clerk, keys)
    with capsys.disabled():
        print(f"\narrival with what was read taken: {keys.count} keys")
    part.refresh_from_db()
    assert part.entry.subject.words == "طلب دعم نشاط رياضي"


def takes(clerk: Clerk, keys: Keys) -> None:
    """The sender is typed, the subject taken."""
    keys.type(SENDER)
    keys.press("Tab")
    if not clerk.page.input_value("select[name=kind]"):
        for _ in range(3):
            keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("F2")
    expect(clerk.page.locator("input[name=subject]")).to_have_value("طلب دعم نشاط رياضي")
    keys.press("Enter")
    clerk.page.wait_for_url("**/entered")
