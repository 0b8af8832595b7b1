"""A letter of the commune arrives in the register of the urban agency, and its answer comes back."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps_desk import Clerk
from tests.journeys.steps_letters import (
    FOLDER,
    answers_from_model,
    goes_round,
    line_of,
    sends_form,
    takes_from_folder,
    worker_turns,
)
from tests.town import Town

pytestmark = pytest.mark.browser
AGENCY, COMMUNE = "الوكالة الحضرية لوادي الزيتون", "جماعة وادي الزيتون"
SUBJECT = "طلب رأي الوكالة في مشروع تهيئة ساحة السوق"
BODY = "وبعد،\n\nيشرفني أن أطلب رأيكم في المشروع."
NUMBERED = re.compile(r"\d+/\d{4}")
Desk = Callable[[str], Clerk]


def test_a_letter_goes_to_another_body_and_its_answer_returns(
    town: Town, desk: Desk, settings: Any, tmp_path: Path
) -> None:
    settings.SHUBBAK_SEALS = tmp_path
    draft = is_written_and_signed(desk("voirie@madina").page, town)
    worker_turns("madina", "omran", "madina")
    came = arrives(desk("dabt@omran").page, town)
    is_answered(desk("direction@omran").page, town, came)
    worker_turns("omran", "madina", "omran")
    answer_stands_beside(desk("dabt@madina").page, draft)


def is_written_and_signed(page: Page, town: Town) -> str:
    """A head writes to the agency by exchange and signs; the address of the draft."""
    page.goto(town.url("madina", f"{FOLDER}new"))
    page.fill("input[name=subject]", SUBJECT)
    page.fill("textarea[name=body]", BODY)
    page.get_by_role("button", name="حفظ المشروع").click()
    page.locator("a[href$='/addressees/add']").click()
    page.fill("input[name=name]", AGENCY)
    page.select_option("select[name=kind]", "administration")
    page.select_option("select[name=way]", "exchange")
    sends_form(page)
    goes_round(page, (), "عبد السلام أفيلال")
    takes_from_folder(page, town, "madina", SUBJECT, "sign")
    return page.url


def arrives(page: Page, town: Town) -> str:
    """Under a number of the agency's own register; the address of the letter there."""
    page.goto(town.url("omran", "/desk/registry/"))
    line = line_of(page, SUBJECT)
    expect(line.get_by_role("rowheader")).to_contain_text(NUMBERED)
    line.get_by_role("link").first.click()
    expect(page.get_by_role("region", name="المراسلات المرتبطة")).to_contain_text(COMMUNE)
    return page.url


def is_answered(page: Page, town: Town, letter: str) -> None:
    """The director answers and signs; the answer goes back the way the letter came."""
    page.goto(letter)
    page.get_by_role("link", name="إعداد جواب").click()
    answers_from_model(page, "reply-ar")
    expect(page.get_by_role("region", name="المرسل إليهم")).to_contain_text("التبادل بين الهيئات")
    goes_round(page, (), "فاطمة الزهراء بناني")
    takes_from_folder(page, town, "omran", "جواب", "sign")


def answer_stands_beside(page: Page, draft: str) -> None:
    """In the register of the commune, linked to the letter that it answers."""
    page.goto(draft)
    page.locator("a.button[href*='/letters/']").click()
    linked = page.get_by_role("region", name="المراسلات المرتبطة")
    expect(linked).to_contain_text("رقمها هناك")
    linked.get_by_role("listitem").filter(has_text="أُجيب عنها").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text(AGENCY)
    expect(page.get_by_role("region", name="المراسلات المرتبطة")).to_contain_text("جواب على المراسلة")
