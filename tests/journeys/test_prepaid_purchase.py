"""A prepaid meter is charged from a telephone: what money buys, the payment, the token; the token again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.config.demonstration.dwellings import contract_of_rank, open_contracts
from shubbak.config.demonstration.purchases import open_shop
from shubbak.utility.subscriptions.models import Contract
from tests.journeys.steps import go_on
from tests.town import PATIENCE, Town

pytestmark = pytest.mark.browser
RANK = 3
"""A home of the Gulf body with a prepaid meter."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ar-OM")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def contract(town: Town, settings: Any, tmp_path: Any) -> Contract:
    """Of the Gulf body, whose laboratory makes tokens for tests."""
    settings.SHUBBAK_VENDING = tmp_path
    look_at(Agency.objects.get(code="kahraba"))
    month = timezone.now().date().replace(day=1)
    open_shop("kahraba", month)
    open_contracts("kahraba", [RANK], month)
    opened = contract_of_rank("kahraba", RANK)
    assert opened
    return opened


def opens_the_meter(phone: Page, town: Town, contract: Contract) -> None:
    phone.goto(town.url("kahraba"))
    phone.get_by_role("link", name="شحن عداد الدفع المسبق").first.click()
    phone.get_by_label("رقم العداد أو العقدة").fill(contract.number)
    phone.get_by_label("آخر أربعة أرقام أو حروف منه").fill(
        contract.holdings.get().person.identity_number[-4:]
    )
    go_on(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("شحن عداد الدفع المسبق")


def pays(phone: Page) -> None:
    phone.get_by_role("button", name="متابعة الأداء").click()
    phone.get_by_role("button", name="الانتقال إلى صفحة الأداء").click()
    phone.locator("button[value=paid]").click()


def digits(phone: Page) -> str:
    shown = phone.locator(".digits")
    expect(shown).to_have_count(1)
    return "".join(re.findall(r"\d", shown.inner_text()))


def test_a_token_is_bought_and_shown_again_in_another_browser(
    phone: Page, browser: Browser, town: Town, contract: Contract
) -> None:
    opens_the_meter(phone, town, contract)
    phone.get_by_label("كم؟").fill("5")
    phone.get_by_role("button", name="عرض ما يقابله").click()
    expect(phone.get_by_role("heading", name="تفصيل المبلغ")).to_be_visible()
    phone.get_by_role("button", name=re.compile("أداء .*")).click()
    pays(phone)
    phone.get_by_role("button", name="إظهار رمز الشحن").click()
    expect(phone.get_by_text("TEST").first).to_be_visible()
    token = digits(phone)
    assert len(token) == 20
    other = browser.new_context(locale="ar-OM").new_page()
    opens_the_meter(other, town, contract)
    other.locator("#bought ~ .results a").first.click()
    assert digits(other) == token
    other.context.close()
