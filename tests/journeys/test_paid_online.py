"""A bill paid at the page of cards, on a telephone without scripts: refused first, then paid."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from shubbak.agencies.models import Agency
from shubbak.payments.ledger.queries import dues_of
from shubbak.payments.online.links import pay_path_for
from tests.payments.ledger_of_test import bill, payer
from tests.town import PATIENCE, Town
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


def test_a_bill_is_refused_by_one_card_and_paid_by_another(phone: Page, town: Town, gateway: Gateway) -> None:
    connection.set_tenant(Agency.objects.get(code="miyah"))
    at = timezone.now()
    someone = payer(at)
    owed = bill(someone, 40_776, at, words={"ar": "فاتورة الماء لشهر أكتوبر"})
    phone.goto(town.url("miyah", pay_path_for([owed.pk])))
    phone.get_by_label("البريد الإلكتروني").fill("zineb@example.ma")
    goes_to_the_card_page(phone)
    phone.get_by_role("button", name="Refuse").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("لم يتم الأداء")
    phone.get_by_role("link", name="إعادة المحاولة").click()
    goes_to_the_card_page(phone)
    phone.get_by_role("button", name="Pay").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile("تم أداء 407,76"))
    expect(phone.get_by_role("main")).to_contain_text("فاتورة الماء لشهر أكتوبر")
    assert dues_of(someone.pk) == 0


def goes_to_the_card_page(phone: Page) -> None:
    phone.get_by_role("button", name="متابعة الأداء").click()
    expect(phone.get_by_role("main")).to_contain_text("127.0.0.1")
    phone.get_by_role("button", name="الانتقال إلى صفحة الأداء").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Stand-in of a card page: no money moves")
