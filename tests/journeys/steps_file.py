"""What a person does with their file once it is deposited: follow it, answer, read, rate, open it again."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import pypdfium2
import zxingcpp
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at, look_at_shared
from shubbak.cases.actions import run_clocks
from shubbak.notifications.actions import drain
from tests.journeys.steps import Deposited
from tests.town import Town

TRACK_THE_FILE = re.compile("تتبع الملف|متابعة المعاملة")
"""In Morocco, and in the Gulf."""


def follow(page: Page, file: Deposited) -> None:
    """The tracking page, from the receipt."""
    page.goto(file.address)
    page.get_by_role("main").get_by_role("link", name=TRACK_THE_FILE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(file.number)


def sees_stage(page: Page, stage: str, *, tag: str = "", unit: str = "") -> None:
    """Where the file stands in the words of the service, and with whom."""
    expect(page.locator(".timeline li[aria-current=step] .stage")).to_contain_text(stage)
    expect(page.locator(".page-head .tag")).to_contain_text(tag or stage)
    expect(page.locator(".where .unit")).to_contain_text(unit)


def sees(page: Page, *words: str) -> None:
    for said in words:
        expect(page.locator("main")).to_contain_text(said)


def send_asked_paper(page: Page, paper: Path) -> None:
    page.locator(".asked input[type=file]").set_input_files(paper)
    page.get_by_role("button", name="إرسال الوثيقة").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("توصلنا بما أرسلتم")


def read_decision(page: Page) -> None:
    page.get_by_role("link", name="قراءة القرار").click()
    expect(page.get_by_role("heading", name="إن كنتم لا توافقون")).to_be_visible()


def download_paper(page: Page, title: str) -> None:
    """A paper that the body issued opens as a PDF file."""
    address = page.get_by_role("link", name=title).first.get_attribute("href")
    beginning = "async address => (await (await fetch(address)).text()).slice(0, 5)"
    assert page.evaluate(beginning, address) == "%PDF-"


def checks_the_code(page: Page, town: Town, agency: str, title: str) -> None:
    """Whoever is given a paper reads its QR code, and the body says that it is genuine."""
    link = page.get_by_role("link", name=title).first.get_attribute("href")
    raw = page.evaluate(
        "async address => Array.from(new Uint8Array(await (await fetch(address)).arrayBuffer()))", link
    )
    with pypdfium2.PdfDocument(bytes(raw)) as document:
        picture = document[0].render(scale=3).to_pil().convert("L")
    code = zxingcpp.read_barcode(picture)
    assert code is not None, "the paper has no code"
    page.goto(town.url(agency, urlsplit(code.text).path))
    expect(page.get_by_text("هذا الوصل صحيح.")).to_be_visible()


def rate(page: Page, answers: dict[str, str]) -> None:
    page.get_by_role("link", name="أخبرونا برأيكم").click()
    for question, answer in answers.items():
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="إرسال رأيكم").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("سجلنا رأيكم.")


def reopen(page: Page, reason: str) -> None:
    page.get_by_role("link", name="إعادة فتح الملف").click()
    page.get_by_label("ما الذي لم يُحلّ؟").fill(reason)
    page.get_by_role("button", name="إعادة فتح الملف").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("أعيد فتح الملف")


def takes_own_step(page: Page, title: str, words: str) -> None:
    """A step that the service gives to the person, with what it asks them to write."""
    sees(page, title)
    page.locator("main a[href*='/steps/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.locator("[name=words]").fill(words)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[name=words]")).to_have_count(0)


def let_clocks_run(agency: str) -> None:
    """The turn of the clocks that the worker takes each minute."""
    _inside(agency, lambda: run_clocks(at=timezone.now()))


def read_messages(page: Page, town: Town, agency: str, address: str) -> None:
    """All messages of the town leave, and the person reads those that came to an address."""
    _inside(agency, lambda: drain(at=timezone.now(), limit=1_000))
    page.goto(town.url(agency, f"/messages/?to={quote(address)}"))


def _inside(agency: str, act: Callable[[], object]) -> None:
    look_at(Agency.objects.get(code=agency))
    try:
        act()
    finally:
        look_at_shared()


def pays_by_card(person: Page, link: str = "الأداء عبر الأنترنيت") -> None:
    """Through the page of the development gateway: no money moves."""
    person.get_by_role("link", name=link).click()
    person.get_by_role("button", name="متابعة الأداء").click()
    person.get_by_role("button", name="الانتقال إلى صفحة الأداء").click()
    person.locator("button[name=say][value=paid]").click()
    expect(person.get_by_role("heading", level=1)).to_contain_text("تم أداء")


def opens_the_contract(
    person: Page, town: Town, number: str, agency: str = "miyah", typed: str = "0042"
) -> None:
    """With its number and the end of the telephone of whoever asked for it."""
    person.goto(town.url(agency, "/bills"))
    person.locator("[name=number]").fill(number)
    person.locator("[name=fact][value=phone]").check()
    person.locator("[name=typed]").fill(typed)
    person.locator("main form button[type=submit]").click()
    expect(person.get_by_role("heading", level=1)).to_contain_text(number[:4])
