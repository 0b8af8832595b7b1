"""Deposits of the other services, each by the questions of its form, in Arabic."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.steps import Deposited, begin, deposit_now, go_on
from tests.town import Town


def ask_about_a_plot(page: Page, town: Town, email: str) -> Deposited:
    """A titled plot in Guelmim, asked by its owner."""
    begin(page, town, "omran", "planning-information-request")
    _place(page, "guelmim", "دوار تيغمرت")
    page.get_by_label("رسم عقاري").check()
    page.get_by_label("رقم الرسم العقاري").fill("12345/31")
    go_on(page)
    page.get_by_label("مالك العقار").check()
    go_on(page)
    page.get_by_label("ماذا تريدون أن تعرفوا بالضبط؟").fill("كم طابقا يمكن بناؤه؟")
    go_on(page)
    page.get_by_label("الاسم الكامل").fill("كريم العلوي")
    page.get_by_label("البريد الإلكتروني").fill(email)
    go_on(page)
    return deposit_now(page)


def ask_for_a_permit(page: Page, town: Town, papers: list[Path]) -> Deposited:
    """The owner of a house of the old town wants to paint its facade."""
    begin(page, town, "madina", "repair-permit")
    page.get_by_label("صباغة الواجهة أو إصلاحها").check()
    page.get_by_label("صفوا الأشغال بإيجاز").fill("صباغة الواجهة بالجير الأبيض.")
    go_on(page)
    page.get_by_label("لا", exact=True).check()
    go_on(page)
    _place(page, "medina", "زنقة الحدادين، رقم 7")
    page.get_by_label("مالك", exact=True).check()
    go_on(page)
    _hand_in(page, papers[0])
    _hand_in(page, papers[1])
    _identify(page, "فاطمة الحداد", "البطاقة الوطنية للتعريف", "L123481")
    page.get_by_role("textbox", name="الهاتف").fill("0661000042")
    go_on(page)
    return deposit_now(page)


def move_in(page: Page, town: Town, papers: list[Path], account: str) -> Deposited:
    """A tenant moves into a flat tomorrow and wants water there; with a lease and an identity card."""
    begin(page, town, "kahraba", "move-in")
    page.get_by_label("المياه", exact=True).check()
    go_on(page)
    page.get_by_label("مستأجر").check()
    go_on(page)
    page.get_by_label("شقة").check()
    go_on(page)
    _place(page, "khuwair", "شارع الخوير، مبنى 12")
    page.get_by_label("رقم حساب المياه").fill(account)
    page.get_by_label("قراءة عداد المياه اليوم").fill("1012")
    go_on(page)
    tomorrow = timezone.now() + timedelta(days=1)
    page.get_by_label("متى تريدون تفعيل الخدمة؟").fill(f"{tomorrow:%d %m %Y}")
    go_on(page)
    _hand_in(page, papers[0])
    _hand_in(page, papers[1])
    _identify(page, "سعيد الرواحي", "البطاقة الوطنية للتعريف", "71234567")
    page.get_by_role("textbox", name="الهاتف المتحرك").fill("92345678")
    go_on(page)
    return deposit_now(page)


def _place(page: Page, district: str, street: str) -> None:
    """The place by its address."""
    page.locator("input[value=address]").check()
    page.locator("select").select_option(district)
    page.get_by_label("الزنقة أو الشارع").fill(street)
    go_on(page)


def _hand_in(page: Page, paper: Path) -> None:
    here = page.url
    page.locator("input[type=file]").first.set_input_files(paper)
    go_on(page)
    expect(page).not_to_have_url(here)


def _identify(page: Page, name: str, kind: str, number: str) -> None:
    page.get_by_label("الاسم الكامل").fill(name)
    page.get_by_label(kind).check()
    page.get_by_label("رقم وثيقة الهوية").fill(number)
    go_on(page)
