"""Direct debit: a clerk enters the mandate, two people collect, the bank pays, the bill is paid."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from lxml import etree
from playwright.sync_api import Page, expect

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.payments.debiting.direct_debit import NAMESPACE
from shubbak.payments.ledger.models import Payable
from shubbak.utility.subscriptions.models import Contract
from tests.accessible import breaks_no_rule
from tests.journeys.steps_desk import Clerk
from tests.payments.debiting.test_schema import SCHEMA
from tests.payments.debits_of_test import IBAN, RIB
from tests.payments.reconciling.test_importing import HEAD, entry
from tests.payments.reports_of_test import lot, on_debit, report
from tests.town import Town
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.village import contract

pytestmark = pytest.mark.browser


@pytest.fixture
def owing(town: Town) -> Contract:
    """A contract with a bill that nobody has paid."""
    connection.set_tenant(Agency.objects.get(code="miyah"))
    opened = contract(timezone.now(), f"W-{uuid4().hex[:6]}")
    read(opened, date(2024, 11, 30), 1012)
    issued("2024-11", timezone.now())
    return opened


def test_a_bill_is_paid_by_direct_debit(desk: Callable[[str], Clerk], person: Page, owing: Contract) -> None:
    clerk, head, leader = (desk(f"{name}@miyah") for name in ("clientele", "chef.caisse", "direction"))
    owed = Payable.objects.get(payer__holdings__contract=owing)
    enters_the_mandate(clerk, owing.number)
    begins(head)
    approves(leader)
    content = takes_the_file(head)
    name = name_of_debit(content, owed)
    brings_the_report(head, name)
    brings_the_statement(head, owed.amount, name)
    owed.refresh_from_db()
    assert owed.is_settled
    sees_it_paid(person, head.town, owing.number)


def enters_the_mandate(clerk: Clerk, number: str) -> None:
    page = clerk.page
    page.goto(clerk.town.url("miyah", f"/desk/contracts/{number}"))
    page.get_by_role("link", name="الاقتطاع البنكي").click()
    page.get_by_role("link", name="تسجيل إذن موقع").click()
    page.get_by_label("رقم الحساب الذي يُقتطع منه").fill(RIB[:-1])
    page.get_by_role("button", name="تسجيل الإذن").click()
    expect(page.get_by_role("main")).to_contain_text("24 رقما")
    page.get_by_label("رقم الحساب الذي يُقتطع منه").fill(f"{RIB[:3]} {RIB[3:6]} {RIB[6:22]} {RIB[22:]}")
    page.get_by_role("button", name="تسجيل الإذن").click()
    expect(page.get_by_role("main")).to_contain_text("4921")


def begins(head: Clerk) -> None:
    page = head.page
    page.goto(head.town.url("miyah", "/desk/money/debits/account"))
    page.get_by_label("الحساب الذي ترد عليه الاقتطاعات").fill(IBAN)
    page.get_by_label("رقم الهيئة بصفتها دائنا").fill("MA98ZZZ0001")
    page.get_by_role("button", name="الاحتفاظ به").click()
    page.get_by_role("link", name="دفعة اقتطاعات جديدة").click()
    calendar = calendar_of(Agency.objects.get(code="miyah"))
    day = calendar.next_worked(calendar.local_day(timezone.now()) + timedelta(days=30))
    page.get_by_label("يوم الاقتطاع").fill(day.isoformat())
    page.get_by_role("button", name="انتقاء ما حل أجله").click()
    expect(page.get_by_role("main")).to_contain_text("انتُقيت الاقتطاعات")


def opens_the_last(clerk: Clerk) -> Page:
    page = clerk.page
    page.goto(clerk.town.url("miyah", "/desk/money/debits/"))
    page.get_by_role("link", name=re.compile("^D20")).first.click()
    return page


def approves(leader: Clerk) -> None:
    page = opens_the_last(leader)
    page.get_by_role("link", name="المصادقة على الدفعة").click()
    page.get_by_role("button", name="المصادقة").click()
    expect(page.get_by_role("main")).to_contain_text("صودق على الدفعة")


def takes_the_file(head: Clerk) -> bytes:
    page = opens_the_last(head)
    page.get_by_role("link", name="إعداد الملف للبنك").click()
    page.get_by_role("button", name="إعداد الملف").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="أخذ الملف للبنك").click()
    return coming.value.path().read_bytes()


def name_of_debit(content: bytes, owed: Payable) -> str:
    """What the bank reads: the file is one of the standard, and asks for the bill."""
    root = etree.fromstring(content)
    SCHEMA.assertValid(root)
    inside = {None: NAMESPACE}
    [debit] = [
        each
        for each in root.iterfind(".//DrctDbtTxInf", inside)
        if each.findtext("RmtInf/Strd/CdtrRefInf/Ref", namespaces=inside) == owed.rf
    ]
    return str(debit.findtext("PmtId/EndToEndId", namespaces=inside))


def brings_the_report(head: Clerk, name: str) -> None:
    """The bank means to take the debit."""
    page = opens_the_last(head)
    page.get_by_role("link", name="تقرير البنك عن الملف").click()
    breaks_no_rule(page)
    file = name.rpartition("-")[0]
    content = report(file, lot(f"{file}-FRST", on_debit(name, "ACCP"), status="PART"), status="PART")
    page.get_by_label("الملف").set_input_files(
        {"name": "pain.xml", "mimeType": "application/xml", "buffer": content}
    )
    page.get_by_role("button", name="استيراده").click()
    expect(page.get_by_role("main")).to_contain_text("قبل البنك اقتطاعا واحدا")
    breaks_no_rule(page)


def brings_the_statement(head: Clerk, amount: int, name: str) -> None:
    page = head.page
    content = HEAD.format(name=name, inside=entry(amount, end_to_end=name, bank=name)).encode()
    page.goto(head.town.url("miyah", "/desk/money/statements/new"))
    page.get_by_label("الملف").set_input_files(
        {"name": "camt.xml", "mimeType": "application/xml", "buffer": content}
    )
    page.get_by_role("button", name="استيراده").click()
    expect(page).to_have_url(re.compile("/desk/money/$"))


def sees_it_paid(person: Page, town: Town, number: str) -> None:
    """The holder, by the end of the identity number."""
    person.goto(town.url("miyah", "/bills"))
    person.locator("[name=number]").fill(number)
    person.locator("[name=typed]").fill("2913")
    person.locator("main form button[type=submit]").click()
    expect(person.get_by_role("main")).to_contain_text("4921")
    expect(person.locator(".results .tag").first).to_have_text(re.compile("مؤدا"))
