"""Direct debit at the portal: when bills are debited, from where, and how it is stopped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting.actions import hear_bank
from shubbak.payments.debiting.queries import mandate_on
from shubbak.payments.ledger.answers import BankWord
from shubbak.utility.subscriptions.models import Tie
from tests.payments.debits_of_test import RIB, debits, mandate, sent
from tests.payments.ledger_of_test import bill as asked
from tests.portal.test_bills import NOW, billed, holder, path_of, seen  # noqa: F401  fixtures
from tests.portal.test_contracts import invited, mother, opened, tenant_of, text  # noqa: F401  fixtures
from tests.utility.bills.street import bill


@pytest.fixture
def signed(opened):  # noqa: F811
    """The holder of a contract signed; something is due in ten days."""
    now = timezone.now()
    payer = opened.holdings.get().payer
    asked(payer, 100_00, now, due_on=now.date() + timedelta(days=10))
    return mandate(payer, now)


def page_of(browser, contract) -> str:
    return text(browser.get(f"/contract/{contract.number}/"))


def test_the_contract_says_from_which_account_and_nothing_more_of_it(signed, mother, opened):  # noqa: F811
    page = page_of(mother, opened)
    assert "4921" in page
    assert "ستُقتطع ابتداء من" in page
    assert RIB[:12] not in page
    assert signed.reference in page


def test_whoever_keeps_the_contract_stops_it(signed, mother, opened):  # noqa: F811
    path = f"/contract/{opened.number}/debit/stop"
    assert path in page_of(mother, opened)
    assert "4921" in text(mother.get(path))
    assert mandate_on(signed.payer_id, timezone.now().date())
    mother.post(path)
    assert mandate_on(signed.payer_id, timezone.now().date()) is None
    assert "4921" not in page_of(mother, opened)
    assert mother.post(path).status_code == 302


def test_who_was_shown_the_contract_does_not(signed, mother, opened):  # noqa: F811
    tenant = tenant_of()
    tenant.post(invited(mother))
    assert Tie.objects.count() == 2
    path = f"/contract/{opened.number}/debit/stop"
    assert path not in page_of(tenant, opened)
    tenant.post(path)
    assert mandate_on(signed.payer_id, timezone.now().date())


def test_who_only_proved_the_number_is_told_how(signed, visitor, opened):  # noqa: F811
    visitor.post("/bills", {"number": opened.number, "fact": "identity", "typed": "2913"})
    assert "سجلوا الدخول" in page_of(visitor, opened)
    visitor.post(f"/contract/{opened.number}/debit/stop")
    assert mandate_on(signed.payer_id, timezone.now().date())


def test_the_bill_says_that_it_is_debited_and_when_the_bank_did_not_pay(billed, holder):  # noqa: F811
    owed = bill(billed, "2025-12")
    mandate(owed.holding.payer, NOW)
    assert "لا يلزمكم القيام بأي شيء" in seen(holder, path_of(owed))[1]
    sent(NOW, on=owed.due_on + timedelta(days=3))
    debit = next(each for each in debits() if each.payable.origin == owed.pk)
    page = seen(holder, path_of(owed))[1]
    assert "ستُقتطع يوم" in page
    assert "بالاقتطاع البنكي" in page
    word = BankWord(debit.end_to_end, -debit.amount, "MAD", "bank:x", NOW.date(), "AM04")
    hear_bank(word=word, actor=SYSTEM, at=NOW)
    page = seen(holder, path_of(owed))[1]
    assert "لم يكن الرصيد كافيا" in page
    assert "لا يلزمكم" not in page
