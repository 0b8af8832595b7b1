"""References that banks carry, and how an amount is shared out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.payments.ledger.references import is_rf, rf_of
from shubbak.payments.ledger.rules import in_order, share_out


def test_the_example_of_the_standard():
    assert rf_of("539007547034") == "RF18539007547034"
    assert is_rf("RF18539007547034")


@given(st.text("ABCXYZ0123456789", min_size=1, max_size=21), st.data())
def test_every_reference_is_one_and_no_wrong_figure_is(plain, data):
    made = rf_of(plain)
    place = data.draw(st.integers(2, len(made) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda figure: figure != made[place]))
    assert is_rf(made)
    if made[place].isdigit():
        assert not is_rf(made[:place] + other + made[place + 1 :])


@pytest.mark.parametrize("reference", ["", "/", "2" * 22])
def test_what_no_bank_carries_is_refused(reference):
    with pytest.raises(ValueError):
        rf_of(reference)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=5), st.integers(1, 99))
def test_shares_add_up_to_the_amount_and_never_pay_too_much(items, more):
    keys = range(len(items))
    wanted, left = [(key, items[key][0]) for key in keys], {key: items[key][1] for key in keys}
    amount = sum(part for _, part in wanted) + more
    shares, rest = share_out(amount, wanted, left)
    assert sum(share.paid + share.over for share in shares) + rest == amount
    assert all(share.paid <= left[share.payable] for share in shares)


def test_an_amount_is_laid_on_one_after_the_other():
    assert in_order(150, [("a", 100), ("b", 0), ("c", 80), ("d", 5)]) == [("a", 100), ("c", 50)]
