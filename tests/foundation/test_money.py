"""Money: one rounding, and parts that add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.money import apportion, divide_half_up, minor_digits

amounts = st.integers(-(10**12), 10**12)


def test_currencies_have_the_minor_unit_of_their_standard() -> None:
    assert [minor_digits(code) for code in ("MAD", "AED", "TND", "JPY")] == [2, 2, 3, 0]


@given(amounts, st.integers(1, 10**9))
def test_the_nearest_whole_number_is_at_most_a_half_away(numerator: int, denominator: int) -> None:
    distance = abs(divide_half_up(numerator, denominator) - Fraction(numerator, denominator))
    assert distance <= Fraction(1, 2)


@given(amounts, st.integers(1, 10**9))
def test_a_credit_is_the_exact_negative_of_its_charge(numerator: int, denominator: int) -> None:
    assert divide_half_up(-numerator, denominator) == -divide_half_up(numerator, denominator)


def test_a_half_goes_away_from_zero() -> None:
    assert [divide_half_up(n, 2) for n in (1, -1, 3, 5)] == [1, -1, 2, 3]


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        divide_half_up(1, 0)


@given(amounts, st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_parts_add_up_and_none_is_a_whole_unit_from_its_share(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


def test_nobody_may_have_something() -> None:
    assert apportion(0, []) == []
    with pytest.raises(ValueError, match="weights"):
        apportion(5, [0, 0])
