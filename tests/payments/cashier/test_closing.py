"""A drawer is counted, signed for by another, and brought to the bank."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from shubbak.payments.cashier import audit
from shubbak.payments.cashier.actions import close_shift, counter_receipt, end_till, remit_shift, sign_shift
from shubbak.payments.cashier.models import Shift
from shubbak.payments.cashier.queries import shifts_to_remit, shifts_to_sign
from shubbak.payments.cashier.rules import CashierRefused, Means
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.queries import balance_of_account
from tests.payments.cashier_of_test import member, opened, taking, took
from tests.payments.ledger_of_test import bill, payer


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert [*ledger.problems(), *audit.problems()] == []


@pytest.fixture
def shift(agency, at):
    """A float of 200, 100 taken in cash, 50 by cheque."""
    found, someone = opened(at), payer(at)
    took(found, someone, taking([(bill(someone, 100_00, at), 100_00)]), at)
    took(found, someone, taking([(bill(someone, 50_00, at), 50_00)], means=Means.CHEQUE), at)
    return found


def close(shift, pieces, at, explanation="", staff=None, is_head=False):
    by = staff or shift.cashier
    return close_shift(
        shift_id=shift.pk, pieces=pieces, explanation=explanation, staff=by, is_head=is_head, at=at
    )


def held(*names):
    return [balance_of_account(f"{name}:MAD") for name in names]


def test_a_drawer_that_holds_what_it_must_is_emptied_into_the_safe(shift, at):
    closed = close(shift, {100_00: 3}, at)
    assert (closed.number, closed.difference) == ("2026-C1-0001", 0)
    assert held("cash:C1", "safe") == [0, 100_00]
    assert list(shifts_to_sign()) == [closed]


def test_what_is_missing_is_explained_and_is_a_loss(shift, at):
    with pytest.raises(CashierRefused, match="explain"):
        close(shift, {100_00: 2}, at)
    assert close(shift, {100_00: 2}, at, "a note was false").difference == -100_00
    assert held("cash:C1", "losses", "safe") == [0, 100_00, 0]


def test_what_is_too_much_is_a_surplus(shift, at):
    assert close(shift, {100_00: 3, 5_00: 1}, at, "nobody came back").difference == 5_00
    assert held("cash:C1", "surplus", "safe") == [0, -5_00, 105_00]


def test_another_signs_then_it_goes_to_the_bank(shift, at):
    closed, head = close(shift, {100_00: 3}, at), member("head", at)
    with pytest.raises(CashierRefused, match="not_signed"):
        remit_shift(shift_id=closed.pk, bank="bank:attijari", slip="77", staff=head, at=at)
    with pytest.raises(CashierRefused, match="another_person"):
        sign_shift(shift_id=closed.pk, staff=shift.cashier, at=at)
    sign_shift(shift_id=closed.pk, staff=head, at=at)
    assert list(shifts_to_remit()) == [closed]
    remit_shift(shift_id=closed.pk, bank="bank:attijari", slip="77", staff=head, at=at)
    assert held("safe", "cheques", "bank:attijari") == [0, 0, 150_00]


def test_a_cheque_given_back_once_it_was_at_the_bank_leaves_the_bank(shift, at):
    closed, head = close(shift, {100_00: 3}, at), member("head", at)
    sign_shift(shift_id=closed.pk, staff=head, at=at)
    remit_shift(shift_id=closed.pk, bank="bank:attijari", slip="77", staff=head, at=at)
    cheque = closed.receipts.get(means="cheque")
    counter_receipt(receipt_id=cheque.pk, reason="of another", staff=head, is_head=True, at=at)
    assert held("cheques", "bank:attijari") == [0, 100_00]


def test_a_shift_is_closed_once_by_its_cashier_or_the_head(shift, at):
    with pytest.raises(CashierRefused, match="not_yours"):
        close(shift, {100_00: 3}, at, staff=member("karim", at))
    closed = close(shift, {100_00: 3}, at, staff=member("head", at), is_head=True)
    with pytest.raises(CashierRefused, match="no_shift"):
        close(shift, {100_00: 3}, at)
    with pytest.raises(CashierRefused, match="another_person"):
        sign_shift(shift_id=closed.pk, staff=member("head", at), at=at)


def test_the_database_keeps_what_was_counted_and_who_signed(shift, at):
    closed = close(shift, {100_00: 3}, at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Shift.objects.filter(pk=closed.pk).update(counted=1, explanation="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=closed.pk).update(signed_by=shift.cashier, signed_at=at)


def test_a_till_ends_once_nobody_stands_at_it(shift, at):
    with pytest.raises(CashierRefused, match="till_in_use"):
        end_till(till_id=shift.till_id, staff=member("head", at), at=at)
    close(shift, {100_00: 3}, at)
    end_till(till_id=shift.till_id, staff=member("head", at), at=at)
    with pytest.raises(CashierRefused, match="no_such_till"):
        opened(at)
