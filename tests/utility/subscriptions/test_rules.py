"""Contract numbers as they are printed, typed and mistyped; second facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.subscriptions.rules import (
    contract_number,
    fact_matches,
    print_contract_number,
    read_number,
)


@given(st.integers(1, 9_999_999))
def test_a_number_is_read_back_as_it_is_printed_and_in_arabic_digits(serial):
    printed = print_contract_number(contract_number(serial))
    assert read_number(printed) == contract_number(serial)
    arabic = printed.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert read_number(arabic) == contract_number(serial)


@given(st.integers(1, 9_999_999), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_figure_makes_no_number(serial, place, more):
    number = contract_number(serial)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert read_number(wrong) == ""


@pytest.mark.parametrize("typed", ["", "1234567", "A0000018", "00000018x", "²0000018"])
def test_what_is_no_number_is_read_as_none(typed):
    assert read_number(typed) == ""


@pytest.mark.parametrize("serial", [0, 10_000_000])
def test_numbers_have_seven_figures(serial):
    with pytest.raises(ValueError):
        contract_number(serial)


@pytest.mark.parametrize("typed", ["2913", "be482913", "BE-482913", "٢٩١٣"])
def test_the_last_four_characters_of_an_identity_number_are_a_second_fact(typed):
    assert fact_matches(typed, "BE482913")


@pytest.mark.parametrize("typed", ["", "913", "2914", "----"])
def test_anything_else_is_not(typed):
    assert not fact_matches(typed, "BE482913")


@pytest.mark.parametrize("kept", ["", "91", "----"])
@pytest.mark.parametrize("typed", ["", "91", "----", "0000"])
def test_where_nothing_is_kept_nothing_matches(typed, kept):
    assert not fact_matches(typed, kept)
