"""Bills of a run, posted together."""

from uuid import uuid4

import pytest

from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import take_numbers
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import balance_of_account, dues_of
from shubbak.payments.ledger.references import rf_of
from shubbak.payments.ledger.rules import LedgerRefused, PayableFacts
from tests.payments.ledger_of_test import DAY, paid, payer, post_together


def rows(payers, amounts):
    numbers = take_numbers(code="bill", year=2026, count=len(amounts))
    return [
        PayableFacts(
            payer=someone.pk,
            kind="bill",
            origin=uuid4(),
            amount=amount,
            due_on=DAY,
            day=DAY,
            reference=f"2026/{number:07}",
            words={"ar": "فاتورة", "fr": "Facture\tn° 1"},
        )
        for someone, amount, number in zip(payers, amounts, numbers, strict=True)
    ]


def test_bills_of_a_run_are_owed_as_if_each_had_been_posted_alone(agency, at):
    first, second = payer(at), payer(at)
    post_together(rows([first, second, first], [100, 20, 3]), at)
    assert (dues_of(first.pk), dues_of(second.pk)) == (103, 20)
    assert balance_of_account("revenue:MAD") == -123
    bill = Payable.objects.get(reference="2026/0000003")
    assert (bill.rf, bill.words["fr"]) == (rf_of("2026/0000003"), "Facture\tn° 1")
    paid(first, [(bill, 3)], at)
    assert list(audit.problems()) == [*audit.gaps("bill", 2026, 3, 3)] == []


def test_one_wrong_row_and_none_is_posted(agency, at):
    someone = payer(at)
    bills = rows([someone, someone], [1, 2])
    with pytest.raises(LedgerRefused, match="posted_before"):
        post_together([*bills, bills[0]], at)
    with pytest.raises(LedgerRefused, match="nothing"):
        post_together(rows([someone], [0]), at)
    assert not Payable.objects.exists()
    assert list(audit.gaps("bill", 2026, 0, 0)) == [
        "series bill of 2026: the head says 3, there are 0 up to 0"
    ]


def test_nobody_owes_without_accounts(agency, at):
    [bill] = rows([payer(at)], [1])
    with pytest.raises(LedgerRefused, match="no_such_payer"):
        post_together([PayableFacts(uuid4(), "bill", uuid4(), 1, DAY, DAY, reference="7"), bill], at)


def test_a_number_with_letters_is_not_posted_in_bulk(agency, at):
    bill = PayableFacts(payer(at).pk, "bill", uuid4(), 1, DAY, DAY, reference="F2026")
    with pytest.raises(LedgerRefused, match="not_a_number"):
        post_together([bill], at)
