"""A bank pays a bill while its holder pays it online: one payment settles it, the other becomes credit."""

import re
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from shubbak.agencies.models import Agency
from shubbak.config.command_line import main
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.models import Payable, Transfer
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.payments.online.links import pay_path_for
from tests.payments.banks_of_test import owing
from tests.town import Town
from tools.bank_simulator.script import Run
from tools.bank_simulator.speaking import Secret, Speaker

pytestmark = pytest.mark.browser
OWED = 407_76
PAID, KEPT = re.compile("تم أداء 407,76"), "يُحفظ لكم مبلغ 407,76"


@pytest.fixture
def bank(town: Town, capsys: Any) -> Run:
    """A bank that the operator wrote down, at the counter of a contract that owes one bill."""
    connection.set_tenant(Agency.objects.get(code="miyah"))
    name = f"atlas-{token_hex(4)}"
    contract, _ = owing(timezone.now(), OWED, code=name)
    for words in (["register", name, "--ar", "بنك الأطلس"], ["key", name, f"{name}-1"]):
        assert main(["bank", *words, "--agency", "miyah"]) == 0
    secret = b64decode(capsys.readouterr().out.rpartition("secret ")[2])
    return Run(Speaker(town.url("miyah", "").rstrip("/"), f"{name}-1", Secret(secret)), contract.number)


@pytest.fixture
def owed(bank: Run) -> Payable:
    return Payable.objects.get(reference=bank.dues()["items"][0]["reference"])


def told_by_bank(bank: Run, owed: Payable) -> dict[str, Any]:
    answer = bank.pay(bank.body(OWED, (owed.reference, OWED)))
    assert (answer.status, answer.is_signed) == (201, True)
    return answer.told


def goes_to_pay(page: Page, town: Town, owed: Payable) -> None:
    """As far as the page of the gateway, where one press is left."""
    page.goto(town.url("miyah", pay_path_for([owed.pk])))
    page.get_by_role("button", name="متابعة الأداء").click()
    page.get_by_role("button", name="الانتقال إلى صفحة الأداء").click()
    expect(page.get_by_role("button", name="البطاقة مقبولة")).to_be_visible()


def presses(page: Page) -> None:
    page.get_by_role("button", name="البطاقة مقبولة").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PAID)


def one_settled_and_one_is_credit(owed: Payable) -> None:
    shares = Transfer.objects.filter(payable=owed, payment__isnull=False)
    assert sorted(shares.values_list("kind", "amount")) == [("overpaid", OWED), ("paid", OWED)]
    assert (dues_of(owed.payer_id), credit_of(owed.payer_id)) == (0, OWED)
    assert list(audit.problems()) == []


def test_what_the_bank_paid_first_is_credit_of_whoever_pays_online_after(
    page: Page, town: Town, bank: Run, owed: Payable
) -> None:
    goes_to_pay(page, town, owed)
    assert told_by_bank(bank, owed)["paid"] == OWED
    presses(page)
    expect(page.get_by_role("main")).to_contain_text(KEPT)
    one_settled_and_one_is_credit(owed)


def test_what_was_paid_online_first_is_told_to_the_bank_as_credit(
    page: Page, town: Town, bank: Run, owed: Payable
) -> None:
    goes_to_pay(page, town, owed)
    presses(page)
    assert told_by_bank(bank, owed)["items"] == [{"reference": owed.reference, "paid": 0, "credit": OWED}]
    one_settled_and_one_is_credit(owed)


def test_at_the_same_moment_one_of_them_pays_and_the_other_is_credit(
    page: Page, town: Town, bank: Run, owed: Payable
) -> None:
    goes_to_pay(page, town, owed)
    with ThreadPoolExecutor(1) as line:
        told = line.submit(told_by_bank, bank, owed)
        presses(page)
    by_bank = told.result()
    is_kept = page.get_by_role("main").get_by_text(KEPT).count()
    assert bool(is_kept) == (by_bank["paid"] == OWED)
    one_settled_and_one_is_credit(owed)
