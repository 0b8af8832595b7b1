"""A bill paid at the page of cards, on a telephone without scripts: refused first, then paid."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from shubbak.agencies.models import Agency
from shubbak.payments.ledger.queries import dues_of
from shubbak.utility.bills.models import Bill
from tests.journeys.test_arrear import at_home
from tests.town import PATIENCE, Town
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import contract
from tools.gateway_stand_in import Gateway, served

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="ar-MA"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def gateway(town: Town, settings: Any, tmp_path: Any) -> Iterator[Gateway]:
    """The stand-in of the card page, with which the water utility has a contract."""
    stand_in = Gateway("TEST1234", "600001")
    server = served(stand_in)
    settings.SHUBBAK_GATEWAYS = tmp_path
    address = f"http://127.0.0.1:{server.server_address[1]}/fim/est3Dgate"
    keys = f"URL={address}\nCLIENT_ID=600001\nSTORE_KEY=TEST1234\n"
    (tmp_path / "miyah.cmi").write_text(keys)
    yield stand_in
    server.shutdown()
    server.server_close()


@pytest.fixture
def billed(town: Town) -> Bill:
    connection.set_tenant(Agency.objects.get(code="miyah"))
    at = timezone.now()
    opened = contract(at, "W-9003")
    read(opened, date(2024, 12, 31), 1035)
    issued("2024-12", at)
    return bill(opened, "2024-12")


def test_a_bill_is_refused_by_one_card_and_paid_by_another(
    phone: Page, town: Town, gateway: Gateway, billed: Bill
) -> None:
    at_home(phone, town, billed.contract).locator("ul.results a").first.click()
    shown, asked = phone.url, phone.locator(".bill-head .sum b").inner_text()
    phone.get_by_role("link", name="أداء الفاتورة").click()
    phone.get_by_label("البريد الإلكتروني").fill("zineb@example.ma")
    goes_to_the_card_page(phone)
    phone.get_by_role("button", name="Refuse").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("لم يتم الأداء")
    phone.get_by_role("link", name="إعادة المحاولة").click()
    goes_to_the_card_page(phone)
    phone.get_by_role("button", name="Pay").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile(f"تم أداء {asked}"))
    phone.goto(shown)
    expect(phone.get_by_role("main")).to_contain_text("أُديت يوم")
    assert dues_of(billed.holding.payer_id) == 0


def goes_to_the_card_page(phone: Page) -> None:
    phone.get_by_role("button", name="متابعة الأداء").click()
    expect(phone.get_by_role("main")).to_contain_text("127.0.0.1")
    phone.get_by_role("button", name="الانتقال إلى صفحة الأداء").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Stand-in of a card page: no money moves")
