"""Money laid on the counter, its receipt, and what goes back."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shubbak.journal.rules import SYSTEM
from shubbak.payments.cashier import audit
from shubbak.payments.cashier.actions import (
    close_shift,
    counter_receipt,
    note_unpaid_cheque,
    open_shift,
    print_receipt,
)
from shubbak.payments.cashier.extension import register_duty
from shubbak.payments.cashier.models import Receipt, Shift
from shubbak.payments.cashier.queries import expected_in, free_tills, receipt_numbered, shift_of, sums_of
from shubbak.payments.cashier.rules import CashierRefused, Means
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.actions import make_plan
from shubbak.payments.ledger.queries import balance_of_account, credit_of, dues_of, instalments_of
from tests.payments.cashier_of_test import FLOAT, member, opened, taking, till, took
from tests.payments.ledger_of_test import DAY, bill, paid, payer


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert [*ledger.problems(), *audit.problems()] == []


@pytest.fixture
def dutiable(monkeypatch):
    """Bills bear a quarter of a hundredth in cash."""
    monkeypatch.setattr("shubbak.payments.cashier.extension._duties", {})
    register_duty("bill", lambda payable, amount: round(amount * 0.0025))


def back(receipt, at, by=None, is_head=False):
    staff = by or receipt.shift.cashier
    return counter_receipt(receipt_id=receipt.pk, reason="wrong", staff=staff, is_head=is_head, at=at)


def test_two_bills_are_paid_in_cash_with_their_duty_and_change_is_given(dutiable, at):
    someone, shift = payer(at), opened(at)
    first, second = bill(someone, 592_77, at), bill(someone, 100_00, at)
    receipt = took(shift, someone, taking([(first, 592_77), (second, 100_00)], handed=700_00), at)
    assert (receipt.amount, receipt.duty, receipt.change) == (692_77, 1_48 + 25, 5_50)
    assert receipt.number == "2026-C1-000001"
    assert dues_of(someone.pk) == 0
    assert balance_of_account("duty:MAD") == -1_73
    assert expected_in(shift) == 200_00 + 694_50 == balance_of_account("cash:C1:MAD")


def test_who_pays_by_card_or_cheque_bears_no_duty(dutiable, at):
    someone, shift = payer(at), opened(at)
    owed = bill(someone, 100_00, at)
    for means in (Means.CARD, Means.CHEQUE):
        assert took(shift, someone, taking([(owed, 50_00)], means=means), at).duty == 0
    assert [balance_of_account(f"{name}:MAD") for name in ("card", "cheques")] == [50_00, 50_00]
    assert [(sum.means, sum.amount) for sum in sums_of(shift)] == [("card", 50_00), ("cheque", 50_00)]


def test_an_instalment_bears_what_the_bill_bears(dutiable, at):
    someone, shift = payer(at), opened(at)
    owed = bill(someone, 800_00, at)
    parts = [(DAY.replace(day=27), 400_00), (DAY.replace(day=28), 400_00)]
    plan = make_plan(payable_id=owed.pk, parts=parts, actor=SYSTEM, at=at, day=DAY)
    part = instalments_of(plan).first()
    assert took(shift, someone, taking([(part, 400_00)], handed=500_00), at).duty == 1_00


def test_what_is_paid_in_advance_is_credit(at):
    someone, shift = payer(at), opened(at)
    took(shift, someone, taking([(bill(someone, 30_00, at), 20_00)], advance=50_00), at)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (10_00, 50_00)


def test_sent_twice_it_is_taken_once(at):
    someone, shift, once = payer(at), opened(at), uuid4()
    owed = taking([(bill(someone, 30_00, at), 30_00)])
    assert took(shift, someone, owed, at, submission=once) == took(shift, someone, owed, at, submission=once)
    assert Receipt.objects.count() == 1


def test_what_was_paid_elsewhere_meanwhile_is_not_taken(at):
    someone, shift = payer(at), opened(at)
    owed = bill(someone, 30_00, at)
    paid(someone, [(owed, 10_00)], at)
    with pytest.raises(CashierRefused, match="paid_meanwhile"):
        took(shift, someone, taking([(owed, 30_00)]), at)
    assert took(shift, someone, taking([(owed, 20_00)]), at).serial == 1


def test_nobody_takes_at_the_till_of_another(at):
    someone, shift = payer(at), opened(at)
    with pytest.raises(CashierRefused, match="not_yours"):
        took(shift, someone, taking(advance=1_00), at, staff=member("karim", at))


def test_one_shift_of_a_cashier_and_one_of_a_till(at):
    first, other = opened(at), till(at, "C2")
    assert (shift_of(first.cashier), list(free_tills())) == (first, [other])
    with pytest.raises(CashierRefused, match="shift_open"):
        open_shift(till_id=other.pk, pieces=FLOAT, staff=first.cashier, at=at)
    with pytest.raises(CashierRefused, match="till_in_use"):
        opened(at, "karim")
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(till=other, cashier=first.cashier, opened_with=0, opened_at=at)


def test_a_cashier_takes_back_what_they_took_and_it_is_owed_again(dutiable, at):
    someone, shift = payer(at), opened(at)
    owed = bill(someone, 400_00, at)
    receipt = took(shift, someone, taking([(owed, 400_00)], handed=500_00), at)
    entry = back(receipt, at)
    assert (entry.number, entry.shift, dues_of(someone.pk)) == ("2026-R00001", shift, 400_00)
    assert (expected_in(shift), balance_of_account("duty:MAD")) == (200_00, 0)
    with pytest.raises(CashierRefused, match="countered_before"):
        back(receipt, at)


def test_after_the_closing_the_head_takes_it_back_out_of_the_safe(at):
    someone, shift = payer(at), opened(at)
    receipt = took(shift, someone, taking([(bill(someone, 50_00, at), 50_00)]), at)
    close_shift(
        shift_id=shift.pk, pieces={50_00: 5}, explanation="", staff=shift.cashier, is_head=False, at=at
    )
    with pytest.raises(CashierRefused, match="not_yours"):
        back(receipt, at)
    assert back(receipt, at, member("head", at), is_head=True).shift is None
    assert (balance_of_account("safe:MAD"), dues_of(someone.pk)) == (0, 50_00)


def test_a_cheque_that_the_bank_does_not_pay_opens_its_bills_again(at):
    someone, shift = payer(at), opened(at)
    owed = bill(someone, 50_00, at)
    receipt = took(shift, someone, taking([(owed, 50_00)], means=Means.CHEQUE), at)
    in_cash = took(shift, someone, taking(advance=1_00), at)
    note_unpaid_cheque(receipt_id=receipt.pk, reason="no cover", staff=member("head", at), at=at)
    assert (dues_of(someone.pk), balance_of_account("cheques:MAD")) == (50_00, 0)
    with pytest.raises(CashierRefused, match="not_a_cheque"):
        note_unpaid_cheque(receipt_id=in_cash.pk, reason="?", staff=member("head", at), at=at)


def test_a_print_is_counted(at):
    someone, shift = payer(at), opened(at)
    receipt = took(shift, someone, taking(advance=1_00), at)
    prints = [print_receipt(receipt_id=receipt.pk, staff=shift.cashier, at=at).printed for _ in range(2)]
    assert prints == [1, 2]
    assert receipt_numbered(" 2026-c1-000001") == receipt
    assert receipt_numbered("2026-C1-2") is None is receipt_numbered("x")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cashier_receipt SET amount = amount + 1, handed = handed + 1",
        "UPDATE cashier_receipt SET printed = -1",
        "DELETE FROM cashier_receipt",
        "DELETE FROM cashier_shift",
        "UPDATE cashier_shift SET opened_with = 1",
    ],
)
def test_the_database_keeps_what_was_taken(at, change):
    took(opened(at), payer(at), taking(advance=1_00), at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
