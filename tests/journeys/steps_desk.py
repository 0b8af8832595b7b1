"""The steps of a journey at the desk, each a sentence: what staff do, in Arabic."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from playwright.sync_api import Locator, Page, expect

from shubbak.config.demonstration.town import PASSWORD
from tests.journeys.steps import Deposited
from tests.town import Town

NOTHING: Mapping[str, str] = {}
ADD_A_PAPER = re.compile("إضافة (وثيقة|مستند)")
ADD_THE_PAPER = re.compile("إضافة (الوثيقة|المستند)")
PAPER_ADDED = re.compile("أضيفت الوثيقة إلى الملف|أضيف المستند إلى المعاملة")
THE_PERSON_TOO = re.compile("(المعني بالأمر|المتعامل) أيضا")
NEXT_STEP = re.compile("الخطوة (الموالية|التالية)")
"""In Morocco, and in the Gulf."""


@dataclass(frozen=True)
class Clerk:
    """A member of staff at their own browser, with the name by which they sign in."""

    page: Page
    town: Town
    agency: str

    def opens(self, file: Deposited) -> Self:
        """Finds the file by its number, which leads straight to it."""
        self.page.goto(self.town.url(self.agency, "/desk/"))
        box = self.page.get_by_role("searchbox")
        box.fill(file.number)
        box.press("Enter")
        expect(self.page.locator(".case-number")).to_have_text(file.number)
        return self

    def takes_step(self, title: str, answers: Mapping[str, str] = NOTHING) -> Self:
        """A step of the service, by its button; `answers` are given by the labels of its form."""
        self.page.get_by_role("region", name=NEXT_STEP).get_by_role("link", name=title, exact=True).click()
        self._answers(answers)
        self.page.get_by_role("button", name=title, exact=True).click()
        return self._done(f"سُجّل: {title}.")

    def asks_for(self, paper: str, why: str) -> Self:
        """Asks the person for one paper of the service."""
        self.page.get_by_role("link", name="مرة واحدة").click()
        self.page.get_by_label(paper, exact=True).check()
        self.page.get_by_label(f"ما ينقص: {paper}").fill(why)
        self.page.get_by_role("button", name="إرسال الطلب").click()
        return self._done("الأجل متوقف إلى حين جوابه.")

    def adds_paper(self, paper: str, file: Path) -> Self:
        self.page.get_by_text("أعمال أخرى").click()
        self.page.get_by_role("link", name=ADD_A_PAPER).click()
        self.page.get_by_label(paper).check()
        self.page.locator("input[type=file]").set_input_files(file)
        self.page.get_by_label(THE_PERSON_TOO).check()
        self.page.get_by_role("button", name=ADD_THE_PAPER).click()
        return self._done(PAPER_ADDED)

    def tells(self, words: str, channel: str = "الهاتف") -> Self:
        """Tells the person the result and writes down what was said."""
        panel = self.page.get_by_role("region", name="إبلاغ المعني بالأمر")
        box = panel.locator("details")
        if box.get_attribute("open") is None:
            box.locator("summary").click()
        panel.get_by_label(channel, exact=True).check()
        panel.get_by_label("نعم، أُبلغ بالنتيجة").check()
        panel.get_by_label("ما قيل").fill(words)
        panel.get_by_role("button", name="إبلاغ المعني بالأمر بالنتيجة").click()
        return self._done("سُجّل الإبلاغ في الملف.")

    def sees(self, *words: str) -> Self:
        for said in words:
            expect(self.page.locator("main")).to_contain_text(said)
        return self

    def sees_clocks(self, standing: int, running: int) -> Self:
        """So many delays stand still, so many run."""
        expect(self.page.locator(".clock")).to_have_count(standing + running)
        expect(self.page.locator(".clock.hold")).to_have_count(standing)
        return self

    def _answers(self, answers: Mapping[str, str]) -> None:
        for label, value in answers.items():
            choices = self.page.get_by_role("group", name=label)
            if choices.count():
                choices.get_by_label(value, exact=True).check()
            else:
                _write(self.page.get_by_label(label), value)

    def _done(self, words: str | re.Pattern[str]) -> Self:
        expect(self.page.get_by_role("status")).to_contain_text(words)
        return self


def _write(box: Locator, value: str) -> None:
    if box.evaluate("box => box.tagName") == "SELECT":
        box.select_option(label=value)
    else:
        box.fill(value)


def sign_in(page: Page, town: Town, name: str) -> Clerk:
    """`name` is the address of a demonstration account without its last part: ``guichet@miyah``."""
    agency = name.rpartition("@")[2]
    page.goto(town.url(agency, "/staff/login/?next=/desk/"))
    page.fill("input[type=email]", f"{name}.example")
    page.fill("input[type=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/")
    return Clerk(page, town, agency)
