"""The steps of a head's day: who has what, an absent colleague's files, labels, lists, reminders."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import appoint, enlist_staff, grant_role, note_absence, open_position
from shubbak.people.models import Staff, Unit
from tests.journeys.steps_desk import Clerk
from tests.promises.matrix.objects import complaint

ABSENT, THERE = "سناء بنجلون", "يوسف الكتاني"
EMAIL = "sanae@miyah.example"


def two_files_of_an_absent_colleague(at: datetime) -> list[str]:
    """Two complaints in the charge of a new colleague of the technician, who is away by now."""
    look_at(Agency.objects.get(code="miyah"))
    place, since = Unit.objects.get(code="water_network"), at - timedelta(days=2)
    absent = enlist_staff(email=EMAIL, name=ABSENT, password="كلمة-طويلة-2026", actor=SYSTEM, at=since)
    title = {"ar": "تقنية الشبكة", "fr": "Technicienne réseau"}
    post = open_position(code="water-2", title=title, unit=place, actor=SYSTEM, at=since)
    appoint(staff=absent, position=post, actor=SYSTEM, starts=since, at=since)
    grant_role(staff=absent, role="agent", unit=place, actor=SYSTEM, starts=since, at=since)
    files = [complaint(name, "water_network", EMAIL, at).case for name in ("first", "second")]
    there, days = Staff.objects.get(email="eau@miyah.example"), {"starts": at, "ends": at + timedelta(days=5)}
    note_absence(staff=absent, stand_in=there, actor=SYSTEM, at=at, **days)
    return [file.number for file in files]


@dataclass(frozen=True)
class Head:
    """The head of a unit at their own browser."""

    clerk: Clerk

    @property
    def page(self) -> Page:
        return self.clerk.page

    def reads_who_has_what(self) -> None:
        self.page.get_by_role("link", name="توزيع الملفات", exact=True).click()
        expect(self.page.get_by_role("region", name="الغائبون اليوم")).to_contain_text(ABSENT)
        line = self.page.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=ABSENT))
        expect(line.get_by_role("cell").first).to_contain_text("2")

    def hands_over(self, colleague: str, to: str, reason: str) -> None:
        self.page.get_by_role("link", name=f"نقل الملفات – {colleague}").click()
        self.page.get_by_label(to).check()
        self.page.get_by_label("السبب").fill(reason)
        self.page.get_by_role("button", name="نقل الملفات").click()
        self._said("نُقل ملفان.")

    def makes_label(self, word: str) -> None:
        self.page.get_by_role("link", name="العلامات").click()
        self.page.get_by_role("link", name="علامة جديدة").click()
        self.page.get_by_label("الكلمة (بالعربية)").fill(word)
        self.page.get_by_label("برقوقي").check()
        self.page.get_by_role("button", name="إحداث العلامة").click()
        self._said("أُحدثت العلامة")

    def labels(self, files: list[str], word: str) -> None:
        self.page.goto(self.clerk.town.url(self.clerk.agency, "/desk/?tab=all"))
        self._tick(files)
        self.page.get_by_label("أي علامة").select_option(label=word)
        self.page.get_by_role("button", name="وضعها").click()
        self._said("صارت العلامة على ملفين.")

    def keeps_list(self, word: str, name: str) -> None:
        """The queue narrowed to a label, under a name."""
        self.page.get_by_label("العلامة:").select_option(label=word)
        self.page.get_by_role("button", name="تصفية", exact=True).click()
        self.page.get_by_role("link", name="حفظ هذه اللائحة باسم").click()
        self.page.get_by_label("اسم اللائحة").fill(name)
        self.page.get_by_role("button", name="حفظ اللائحة").click()
        kept = self.page.get_by_role("navigation", name="لوائح محفوظة باسم")
        expect(kept.locator("[aria-current]")).to_contain_text(f"{name} 2")

    def reminds(self, files: list[str]) -> None:
        self._tick(files)
        self.page.get_by_role("button", name="تذكير").click()
        self._said("أُرسل تذكير بملفين.")

    def _tick(self, files: list[str]) -> None:
        for number in files:
            self.page.get_by_role("checkbox", name=number).check()

    def _said(self, words: str) -> None:
        expect(self.page.get_by_role("status").first).to_contain_text(words)
