"""Numbers of accounts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.payments.debiting.accounts import AccountRefused, ending_of, iban_of_rib, is_iban, read_account
from tests.payments.debits_of_test import FRENCH, IBAN, RIB

ribs = st.integers(0, 10**22 - 1).map(lambda body: f"{body:022}{97 - body * 100 % 97:02}")


@given(ribs)
def test_a_rib_whose_key_fits_becomes_an_iban_of_morocco(rib):
    iban = iban_of_rib(rib)
    assert is_iban(iban)
    assert (len(iban), iban[4:], read_account(iban)) == (28, rib, iban)


@given(ribs, st.integers(0, 23), st.integers(1, 9))
def test_a_figure_that_is_wrong_is_found_out(rib, place, by):
    wrong = rib[:place] + str((int(rib[place]) + by) % 10) + rib[place + 1 :]
    with pytest.raises(AccountRefused, match="key"):
        read_account(wrong)
    assert not is_iban(f"{iban_of_rib(rib)[:4]}{wrong}")


@pytest.mark.parametrize(
    "typed", [RIB, "011 519 0000012050005349 21", IBAN.lower(), f"IBAN {IBAN[:4]} {RIB}"]
)
def test_it_is_read_however_it_was_typed(typed):
    assert read_account(typed) == IBAN


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (RIB[:-1], "length"),
        (IBAN[:-1], "length"),
        (FRENCH[:-1] + "7", "key"),
        ("MA65" + RIB, "key"),
        ("", "letters"),
        ("my account", "letters"),
    ],
)
def test_what_is_no_account_is_refused_with_its_reason(typed, code):
    with pytest.raises(AccountRefused) as refused:
        read_account(typed)
    assert refused.value.code == code


def test_an_account_of_another_country_is_taken_and_shown_by_its_end():
    assert ending_of(read_account(FRENCH)) == "2606"
