"""Who pays for others: one payment for all, the oldest first; each still owes its own."""

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import pay_for, reverse_payment, use_credit
from shubbak.payments.ledger.audit import problems
from shubbak.payments.ledger.queries import balance_of, credit_of, dues_of, open_payables
from shubbak.payments.ledger.rules import LedgerRefused
from tests.payments.ledger_of_test import DAY, bill, paid, payer

IN_A_ROW = "^in_a_row$"


@pytest.fixture
def two(agency, at):
    """Who pays, and two for whom they pay."""
    by, *others = (payer(at) for _ in range(3))
    for other in others:
        pay_for(payer=other.pk, by=by.pk, actor=SYSTEM, at=at)
    return by, *others


def all_of(by):
    return [(payable, payable.left) for payable in open_payables(by.pk)]


def test_one_payment_pays_what_each_owes(two, at):
    by, first, second = two
    bill(first, 700, at)
    bill(second, 500, at)
    paid(by, all_of(by), at)
    assert (dues_of(first.pk), dues_of(second.pk), all_of(by)) == (0, 0, [])
    assert not list(problems())


def test_what_it_pays_too_much_is_laid_on_what_they_owe_next(two, at):
    by, first, second = two
    bill(first, 700, at)
    paid(by, all_of(by), at, 1000)
    bill(second, 500, at)
    assert use_credit(payer=by.pk, actor=SYSTEM, at=at, day=DAY) == 300
    assert (credit_of(by.pk), dues_of(second.pk)) == (0, 200)
    assert not list(problems())


def test_money_that_did_not_come_is_owed_again_by_each_of_them(two, at):
    by, first, second = two
    bill(first, 700, at)
    payment = paid(by, all_of(by), at, 1000)
    bill(second, 500, at)
    use_credit(payer=by.pk, actor=SYSTEM, at=at, day=DAY)
    reverse_payment(payment_id=payment.pk, reason="", actor=SYSTEM, at=at, day=DAY)
    assert [balance_of(each.pk) for each in two] == [0, 700, 500]
    assert not list(problems())


def test_who_pays_for_others_is_paid_for_by_nobody(two, at):
    by, first, _ = two
    for payer_of, of in ((by, payer(at)), (payer(at), first), (by, by)):
        with pytest.raises(LedgerRefused, match=IN_A_ROW):
            pay_for(payer=payer_of.pk, by=of.pk, actor=SYSTEM, at=at)
