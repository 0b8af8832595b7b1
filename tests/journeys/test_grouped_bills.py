"""A commune with two contracts: grouped at the desk, billed on one paper, paid in one go at a bank."""

from base64 import b64decode
from collections.abc import Callable
from datetime import date
from secrets import token_hex
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.config.command_line import main
from shubbak.payments.ledger.references import rf_of
from shubbak.utility.bills.grouped import GroupedBill, grouped_bill
from shubbak.utility.subscriptions.models import Contract, Group
from shubbak.utility.subscriptions.queries import membership_of
from tests.journeys.steps_desk import Clerk
from tests.town import Town
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.institution import commune
from tests.utility.subscriptions.village import contract
from tools.bank_simulator.script import Run
from tools.bank_simulator.speaking import Secret, Speaker

pytestmark = pytest.mark.browser
PERIOD = "2024-12"


@pytest.fixture
def schools(town: Town) -> list[Contract]:
    """Two contracts of a commune that were read."""
    connection.set_tenant(Agency.objects.get(code="miyah"))
    at = timezone.now()
    holder = commune(at)
    opened = [contract(at, f"W-93{rank:02}", holder=holder) for rank in (1, 2)]
    for each in opened:
        read(each, date(2024, 12, 31), 1035)
    return opened


@pytest.fixture
def bank(town: Town, capsys: Any) -> Speaker:
    name = f"groups-{token_hex(4)}"
    for words in (["register", name, "--ar", "بنك الأطلس"], ["key", name, f"{name}-1"]):
        assert main(["bank", *words, "--agency", "miyah"]) == 0
    secret = b64decode(capsys.readouterr().out.rpartition("secret ")[2])
    return Speaker(town.url("miyah", "").rstrip("/"), f"{name}-1", Secret(secret))


def grouped_at_the_desk(clerk: Clerk, first: Contract, second: Contract) -> Group:
    page = clerk.page
    page.goto(clerk.town.url("miyah", f"/desk/contracts/{first.number}"))
    page.get_by_role("link", name="فتح مجموعة فواتير").click()
    page.get_by_role("button", name="فتحها").click()
    membership = membership_of(first)
    assert membership is not None
    page.get_by_role("link", name=membership.group.number).click()
    page.get_by_role("link", name="إضافة عقدة").click()
    page.fill("input[name=contract]", second.number)
    page.get_by_role("button", name="إضافتها").click()
    expect(page.get_by_role("main")).to_contain_text(second.number[4:])
    return membership.group


def at_home(person: Page, town: Town, group: Group) -> Page:
    person.goto(town.url("miyah", "/bills"))
    person.fill("input[name=number]", group.number)
    person.check("input[name=fact][value=identity]")
    person.fill("input[name=typed]", "3987")
    person.get_by_role("main").get_by_role("button").first.click()
    person.wait_for_url("**/group/*/")
    return person


def told(group: Group) -> GroupedBill:
    found = grouped_bill(group, PERIOD)
    assert found is not None
    return found


def test_an_institution_pays_all_of_its_bills_in_one_go(
    town: Town, desk: Callable[[str], Clerk], person: Page, schools: list[Contract], bank: Speaker
) -> None:
    group = grouped_at_the_desk(desk("guichet@miyah"), *schools)
    group.memberships.update(starts=date(2024, 11, 1))
    issued(PERIOD, timezone.now())
    at_home(person, town, group).get_by_role("link", name="دجنبر 2024").click()
    for each in schools:
        expect(person.get_by_role("table").first).to_contain_text(each.number[:4])
    with person.expect_download() as printed:
        person.locator("a[href$='.pdf']").first.click()
    assert printed.value.suggested_filename == f"grouped-{group.number}.pdf"
    counter = Run(bank, rf_of(group.number))
    owed = told(group).left
    assert counter.pay(counter.body(owed)).told["paid"] == owed > 0
    person.reload()
    expect(person.get_by_role("main")).to_contain_text("كل فواتيرها مؤداة")
    assert [line.left for line in told(group).lines] == [0, 0]
