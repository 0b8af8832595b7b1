"""A bill that nobody pays: reminded, given notice, cut by an order of somebody who leads, paid, restored."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.notifications.periodic import turn_of
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.arrears.queries import calendar_here, rules_on
from shubbak.utility.arrears.rules import first_day_to_cut
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import print_contract_number
from tests.journeys import steps_file
from tests.journeys.steps_desk import Clerk, sign_in
from tests.town import Town
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.village import contract
from tests.utility.subscriptions.village import person as somebody

pytestmark = pytest.mark.browser
NOTICED, LED = "facturation@miyah", "chef.facturation@miyah"
PHONE = "+212661009001"
"""Of nobody else in the town: a telephone gets three texts a day."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], datetime]:
    """Set the clock of the house; gives the instant."""

    def set_to(moment: datetime) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def late(town: Town, clock: Any) -> Contract:
    """A contract of which a bill is late; its holder was reminded three weeks ago."""
    connection.set_tenant(Agency.objects.get(code="miyah"))
    at = timezone.now()
    opened: Contract = contract(at, "W-9001", holder=somebody(at, phone=PHONE))
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    turn_of("arrears.follow")(at)
    clock(at + timedelta(days=20))
    return opened


def chosen_alone(page: Page, opened: Contract) -> None:
    """Of the whole list only this contract."""
    for box in page.locator("input[name=chosen]").all():
        box.uncheck()
    page.locator("li", has_text=print_contract_number(opened.number)).get_by_role("checkbox").check()


def at_the_desk(clerk: Clerk, path: str) -> Page:
    clerk.page.goto(clerk.town.url("miyah", f"/desk/{path}"))
    return clerk.page


def at_home(person: Page, town: Town, opened: Contract) -> Page:
    """The person gives number and second fact."""
    person.goto(town.url("miyah", "/bills"))
    person.fill("input[name=number]", opened.number)
    person.check("input[name=fact][value=identity]")
    person.fill("input[name=typed]", "2913")
    person.get_by_role("main").get_by_role("button").first.click()
    person.wait_for_url("**/contract/*/")
    return person


def was_reminded(person: Page, town: Town) -> None:
    steps_file.read_messages(person, town, "miyah", PHONE)
    steps_file.sees(person, "في أجلها")
    connection.set_tenant(Agency.objects.get(code="miyah"))


def test_an_arrear_leads_to_its_cut_and_its_payment_to_the_reconnection(
    town: Town, desk: Callable[[str], Clerk], person: Page, late: Contract, clock: Any
) -> None:
    was_reminded(person, town)
    agent, head = desk(NOTICED), desk(LED)
    page = at_the_desk(agent, "arrears/due/notice")
    chosen_alone(page, late)
    page.get_by_role("button", name="توجيه الإنذار").click()
    expect(page.get_by_role("status")).to_contain_text("الإنذارات الموجهة")
    expect(at_home(person, town, late).get_by_role("main")).to_contain_text("قد يُقطع التزويد ابتداء من")
    cut_on_the_day(head, agent, late, clock)
    person.reload()
    expect(person.get_by_role("main")).to_contain_text("التزويد مقطوع")
    steps_file.pays_by_card(person)
    at_home(person, town, late)
    expect(person.get_by_role("main")).to_contain_text("سيُعاد التزويد")
    noted_as_made(agent, late)
    person.reload()
    expect(person.get_by_role("main")).not_to_contain_text("سيُعاد التزويد")
    assert Arrear.objects.get(contract=late).state == "ended"


def cut_on_the_day(head: Clerk, agent: Clerk, late: Contract, clock: Any) -> None:
    """The first day that the notice lets, and on which one may be cut."""
    found = Arrear.objects.get(contract=late)
    day = first_day_to_cut(found.cut_from, calendar_here(), rules_on(found.cut_from), home=True)
    clock(datetime.combine(day, time(10), UTC))
    for clerk, name in ((head, LED), (agent, NOTICED)):
        sign_in(clerk.page, clerk.town, name)  # a month has gone by
    page = at_the_desk(head, "arrears/due/cut")
    chosen_alone(page, late)
    page.get_by_role("button", name="إصدار أوامر القطع").click()
    expect(page.get_by_role("status")).to_contain_text("الأوامر الصادرة")
    clock(datetime.combine(day, time(10, 20), UTC))
    noted_as_made(agent, late)


def noted_as_made(agent: Clerk, late: Contract) -> None:
    page = at_the_desk(agent, "arrears/orders")
    waiting = page.locator("section[aria-labelledby=waiting] li", has_text=print_contract_number(late.number))
    waiting.get_by_role("link", name="نُفذ").click()
    page.get_by_label("الفرقة").fill("فرقة 3")
    page.get_by_role("button", name="تسجيل").click()
    expect(page.get_by_role("status")).to_contain_text("سُجل ذلك")
