"""A bill is read, taken home as a paper and contested; its page says so, and nobody is cut for it."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.models import Bill
from tests.journeys.steps import go_on
from tests.journeys.test_arrear import at_home
from tests.town import Town
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import contract

pytestmark = pytest.mark.browser


@pytest.fixture
def billed(town: Town) -> Bill:
    connection.set_tenant(Agency.objects.get(code="miyah"))
    at = timezone.now()
    opened = contract(at, "W-9002")
    read(opened, date(2024, 12, 31), 1035)
    issued("2024-12", at)
    return bill(opened, "2024-12")


def test_a_bill_is_read_printed_and_contested(town: Town, person: Page, billed: Bill) -> None:
    home = at_home(person, town, billed.contract)
    home.locator("ul.results a").first.click()
    expect(person.get_by_role("heading", level=1)).to_contain_text("دجنبر 2024")
    with person.expect_download() as printed:
        person.locator("a[href$='.pdf']").first.click()
    assert printed.value.suggested_filename.endswith(".pdf")
    shown = person.url
    person.get_by_role("button", name="الاعتراض على الفاتورة").click()
    complains(person)
    person.goto(shown)
    expect(person.get_by_role("main")).to_contain_text("اعترضتم على هذه الفاتورة")
    assert Payable.objects.get(origin=billed.pk).held_since is not None


def complains(person: Page) -> None:
    """What the bill says is filled in; the rest is answered page by page."""
    answers = {"facts": "الفاتورة أعلى من المعتاد", "name": "أمينة بناني", "phone": "0661000041"}
    for _ in range(12):
        if person.locator("button", has_text="إيداع الآن").count():
            break
        for name, value in answers.items():
            if person.locator(f"[name={name}]").count():
                person.locator(f"[name={name}]").fill(value)
        for name, value in (("court", "false"), ("warned", "false"), ("preferred_channel", "sms")):
            choice = person.locator(f"input[name={name}][value={value}]")
            if choice.count():
                choice.check()
        go_on(person)
    person.get_by_role("button", name="إيداع الآن").click()
    person.wait_for_url("**/receipt*")
