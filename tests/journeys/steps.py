"""The steps of a journey, each a sentence: what a person does at the portal, in Arabic."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.documents.hostile import picture
from tests.town import Town

DEPOSIT_NOW = re.compile("إيداع الآن|تقديم المعاملة")
"""In Morocco, and in the Gulf."""


@dataclass(frozen=True)
class Deposited:
    """What stands on the receipt."""

    number: str
    code: str
    address: str


def go_on(page: Page) -> None:
    page.get_by_role("button", name="متابعة", exact=True).click()


def begin(page: Page, town: Town, agency: str, service: str) -> None:
    """From the sheet of the service to its first question."""
    page.goto(town.url(agency, f"/services/{service}"))
    page.locator(f"a[href$='/services/{service}/start']").first.click()
    expect(page.locator(".progress-words")).to_be_visible()


def photographs(folder: Path, number: int) -> list[Path]:
    """So many pictures, each another one."""
    taken = []
    for rank in range(number):
        taken.append(folder / f"photo-{rank}.jpg")
        taken[-1].write_bytes(picture("JPEG", (400 + rank, 300)))
    return taken


def answer_complaint(page: Page, pictures: list[Path]) -> None:
    """No water since the second of January, in the street of roses."""
    page.get_by_label("انقطاع الماء").check()
    go_on(page)
    page.get_by_label("الجيران متضررون كذلك").check()
    go_on(page)
    page.get_by_label("منذ متى؟").fill("٢ ١ ٢٠٢٦")
    go_on(page)
    page.get_by_label("عنوان آخر").check()
    page.get_by_label("الحي", exact=True).select_option("nakhil")
    page.get_by_label("الزنقة أو الشارع").fill("زنقة الورد، رقم 12")
    go_on(page)
    if pictures:
        page.locator("input[type=file]").set_input_files(pictures)
    go_on(page)
    page.wait_for_url(lambda address: not address.endswith("/photos"))  # the pieces go first


def give_contact(page: Page, name: str = "أمينة بناني", channel: str = "رسالة قصيرة") -> None:
    page.get_by_label("الاسم الكامل").fill(name)
    page.get_by_role("textbox", name="الهاتف").fill("0661000041")
    page.get_by_label(channel).check()
    go_on(page)


def deposit_now(page: Page) -> Deposited:
    """From the review to the receipt."""
    page.get_by_role("button", name=DEPOSIT_NOW).click()
    expect(page.locator(".receipt .number")).to_be_visible()
    return Deposited(
        number=page.locator(".receipt .number").inner_text().strip(),
        code=page.locator(".receipt .code").inner_text().strip(),
        address=page.url,
    )


def deposit_complaint(page: Page, town: Town, pictures: list[Path]) -> Deposited:
    begin(page, town, "miyah", "technical-complaint")
    answer_complaint(page, pictures)
    give_contact(page)
    return deposit_now(page)


def track(page: Page, town: Town, agency: str, number: str, code: str) -> None:
    """With number and code to the page of the file."""
    page.goto(town.url(agency, "/track"))
    page.get_by_label("رقم التسجيل").fill(number)
    page.get_by_label("رمز التتبع").fill(code)
    page.get_by_role("button", name="تتبع", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
