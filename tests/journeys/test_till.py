"""A day at the till: two bills paid in cash, the drawer counted, the difference seen by another."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.payments.cashier.models import Receipt
from shubbak.payments.ledger.queries import dues_of
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import holding_on
from tests.journeys.steps_desk import Clerk
from tests.town import Town
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.village import contract

pytestmark = pytest.mark.browser
NOVEMBER, DECEMBER = date(2024, 11, 30), date(2024, 12, 31)


@pytest.fixture
def owing(town: Town) -> Contract:
    """A contract with two bills that nobody has paid."""
    connection.set_tenant(Agency.objects.get(code="miyah"))
    at = timezone.now()
    opened = contract(at, "W-TILL")
    for rank, day in enumerate((NOVEMBER, DECEMBER), start=1):
        read(opened, day, 1000 + 12 * rank)
        issued(f"{day:%Y-%m}", at)
    return opened


def test_two_bills_are_paid_in_cash_and_the_drawer_is_counted(
    desk: Callable[[str], Clerk], owing: Contract
) -> None:
    head, page = desk("chef.caisse@miyah"), desk("caisse@miyah").page
    sets_a_till_up(head)
    begins_at_it(page)
    finds(page, owing.number)
    page.get_by_role("button", name="متابعة").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("رسم التمبر على الأداء نقدا")
    page.keyboard.type("500")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("يُرجع للزبون")
    holder = holding_on(owing, timezone.now().date())
    assert holder is not None
    assert dues_of(holder.payer_id) == 0
    prints_the_receipt(page)
    counts_a_dirham_less(page)
    sees_the_difference(head)


def sets_a_till_up(head: Clerk) -> None:
    page = head.page
    page.goto(head.town.url("miyah", "/desk/cashier/tills/new"))
    page.get_by_label("الرمز الذي يظهر على الوصولات").fill("K7")
    page.get_by_label(re.compile("اسم الصندوق.*بالعربية")).fill("صندوق وكالة المسيرة")
    page.get_by_role("button", name="إحداثه").click()
    expect(page.get_by_role("main")).to_contain_text("أُحدث الصندوق")


def begins_at_it(page: Page) -> None:
    page.get_by_role("link", name="الصندوق", exact=True).click()
    page.get_by_role("link", name=re.compile("البدء هنا.*K7")).click()
    expect(page.get_by_label("200,00")).to_be_focused()
    page.get_by_label("100,00").fill("2")
    page.get_by_role("button", name="تم عد الرصيد الأولي").click()


def finds(page: Page, number: str) -> None:
    """The field has the focus already: nobody reaches for a mouse."""
    expect(page.get_by_label("رقم العقد أو الفاتورة أو الوصل")).to_be_focused()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.locator(".till-bills > li")).to_have_count(2)


def prints_the_receipt(page: Page) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="طبع الوصل").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(re.compile("وصل أداء"))
    assert Receipt.objects.latest("taken_at").printed == 1
    opened.value.close()


def counts_a_dirham_less(page: Page) -> None:
    """What was taken is the float and what the receipt says: a dirham of it is missing."""
    taken = Receipt.objects.latest("taken_at").total + 200_00 - 1_00
    page.goto(page.url.partition("/receipts")[0])
    page.get_by_role("link", name="حصتي").click()
    page.get_by_role("link", name="العد والإقفال").click()
    expect(page.get_by_label("200,00")).to_be_focused()
    page.get_by_label("1,00", exact=False).last.fill(str(taken // 100))
    page.get_by_label("0,01").fill(str(taken % 100))
    page.get_by_role("button", name="تم عد الدرج").click()
    expect(page.get_by_role("main")).to_contain_text("أعيدوا العد، أو اشرحوا السبب")
    page.get_by_label("سبب الفرق في العد").fill("قطعة نقدية سقطت تحت الصندوق")
    page.get_by_role("button", name="تم عد الدرج").click()
    expect(page.get_by_role("main")).to_contain_text("يوجد فرق في العد مع تعليله")


def sees_the_difference(head: Clerk) -> None:
    page = head.page
    page.goto(head.town.url("miyah", "/desk/cashier/shifts/"))
    expect(page.get_by_role("main")).to_contain_text("-1,00")
    page.get_by_role("link", name="خديجة بنعلي").first.click()
    expect(page.get_by_role("main")).to_contain_text("قطعة نقدية سقطت تحت الصندوق")
    page.get_by_role("link", name="توقيع محضر الحصر").click()
    page.get_by_role("button", name="أوقّع").click()
    expect(page.get_by_role("main")).to_contain_text("وُقّع محضر الحصر")
