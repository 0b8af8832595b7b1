"""A letter that waited too long is answered: drafted at its unit, agreed to, signed, sealed and sent."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.documents.test_papers import copied_with_poppler
from tests.journeys.steps_desk import Clerk
from tests.journeys.steps_file import read_messages, sees
from tests.journeys.steps_letters import (
    ANSWER,
    answers_from_model,
    enters_letter,
    goes_round,
    line_of,
    sends_to_unit,
    takes_from_folder,
    worker_turns,
)
from tests.town import Town

pytestmark = pytest.mark.browser
SENDER, SUBJECT, EMAIL = "تعاونية الواحة الخضراء", "طلب توسيع شبكة الماء", "waha@example.ma"
_FETCHED = "async address => [...new Uint8Array(await (await fetch(address)).arrayBuffer())]"
Desk = Callable[[str], Clerk]


def test_a_late_letter_is_answered_and_no_longer_red(
    person: Page,
    town: Town,
    desk: Desk,
    days_pass: Callable[[int], datetime],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.SHUBBAK_SEALS = tmp_path
    number = comes_to_the_unit(town, desk)
    days_pass(30)
    stands_in_red(town, desk, number)
    draft = is_drafted(town, desk, number)
    is_agreed_to_and_signed(town, desk)
    worker_turns("miyah")
    is_sealed_and_sent(town, desk, draft, person)
    is_closed(town, desk, number)


def comes_to_the_unit(town: Town, desk: Desk) -> str:
    """The number of the letter."""
    office = desk("dabt@miyah").page
    typed = {"name": SENDER, "subject": SUBJECT, "email": EMAIL}
    letter = enters_letter(office, town, "miyah", typed, {"kind": "company", "nature": "request"})
    number = office.locator(".number").inner_text().strip()
    sends_to_unit(office, letter, "water_network")
    return number


def stands_in_red(town: Town, desk: Desk, number: str) -> None:
    director = desk("direction@miyah").page
    director.goto(town.url("miyah", "/desk/registry/unanswered"))
    expect(director.locator("tr.late", has_text=number)).to_contain_text("متأخرة دون جواب")


def is_drafted(town: Town, desk: Desk, number: str) -> str:
    """Accepted at the unit, answered from a model, sent round to two; the address of the draft."""
    unit = desk("eau@miyah").page
    unit.goto(town.url("miyah", "/desk/registry/unit/"))
    line_of(unit, number).locator("form[action$='/accept'] button").click()
    line_of(unit, number).get_by_role("link", name="إعداد جواب").click()
    draft = answers_from_model(unit, "reply-ar")
    expect(unit.get_by_role("region", name="المرسل إليهم")).to_contain_text(EMAIL)
    goes_round(unit, ("إدريس الوزاني", "أمينة الراشدي"), "حسن بنجلون")
    return draft


def is_agreed_to_and_signed(town: Town, desk: Desk) -> None:
    for name, act in (("chef.eau", "visa"), ("secretariat", "visa"), ("direction", "sign")):
        takes_from_folder(desk(f"{name}@miyah").page, town, "miyah", "جواب", act)


def is_sealed_and_sent(town: Town, desk: Desk, draft: str, person: Page) -> None:
    unit = desk("eau@miyah").page
    unit.goto(draft)
    expect(unit.get_by_role("region", name="المرسل إليهم")).to_contain_text("أُرسلت")
    number = unit.get_by_role("heading", level=1).locator("bdi").first.inner_text()
    pdf = bytes(unit.evaluate(_FETCHED, f"{draft}/letter.pdf"))
    assert b"ETSI.CAdES.detached" in pdf
    text = copied_with_poppler(pdf)
    assert all(said in text for said in (number.split()[-1], SENDER, ANSWER.rstrip(".")))
    read_messages(person, town, "miyah", EMAIL)
    sees(person, number)


def is_closed(town: Town, desk: Desk, number: str) -> None:
    director = desk("direction@miyah").page
    director.goto(town.url("miyah", "/desk/registry/unanswered"))
    expect(line_of(director, number)).to_have_count(0)
