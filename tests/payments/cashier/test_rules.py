"""Change, counts, and who may take back what."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.payments.cashier.rules import (
    CashierRefused,
    Means,
    Taking,
    account_of,
    coins_of,
    counted,
    expected,
    refuse_counter_entry,
    refuse_taking,
)


@given(st.integers(1, 10**9), st.integers(0, 10**6), st.integers(0, 10**6))
def test_change_is_what_was_handed_less_all_that_was_asked(amount, duty, more):
    taking = Taking(Means.CASH, ((uuid4(), amount),), handed=amount + duty + more)
    assert refuse_taking(taking, amount + duty) == more


@pytest.mark.parametrize(
    ("taking", "code"),
    [
        (Taking(Means.CASH, (), handed=5), "nothing"),
        (Taking(Means.CASH, ((uuid4(), -1),), advance=5), "nothing"),
        (Taking(Means.CASH, (), advance=500, handed=499), "too_little"),
        (Taking(Means.CHEQUE, (), advance=500), "cheque_missing"),
        (Taking(Means.CARD, (), advance=500), "reference_missing"),
    ],
)
def test_what_cannot_be_taken_is_refused(taking, code):
    with pytest.raises(CashierRefused, match=code):
        refuse_taking(taking, taking.amount)


def test_a_bill_is_named_once_in_a_payment():
    bill = uuid4()
    with pytest.raises(CashierRefused, match="too_many"):
        refuse_taking(Taking(Means.CASH, ((bill, 1), (bill, 1)), handed=2), 2)


def test_each_till_has_a_drawer_and_cheques_lie_together():
    assert [account_of(means, "C1") for means in Means] == ["cash:C1", "cheques", "card"]


def test_a_drawer_is_counted_by_its_pieces():
    assert counted({200_00: 3, 50: 1}) == 600_50
    assert (coins_of("MAD")[0], coins_of("XAF")) == (200_00, (1,))
    assert expected(200, [50, 30], [30]) == 250


@pytest.mark.parametrize(
    ("is_open", "is_own", "is_head", "code"),
    [
        (True, True, False, None),
        (False, False, True, None),
        (True, False, True, None),
        (False, True, False, "not_yours"),
        (True, False, False, "not_yours"),
        (False, True, True, "another_person"),
    ],
)
def test_who_may_take_a_receipt_back(is_open, is_own, is_head, code):
    if code is None:
        refuse_counter_entry(is_open=is_open, is_own=is_own, is_head=is_head)
        return
    with pytest.raises(CashierRefused, match=code):
        refuse_counter_entry(is_open=is_open, is_own=is_own, is_head=is_head)
