"""Numbers as they are printed and typed back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shubbak.foundation.numbering import parse_number, print_number


@given(
    some.integers(1, 999_999),
    some.integers(1990, 2150),
    some.sampled_from(["{n}/{year}", "ص-{n}/{year}", "{n:06}/{year}"]),
)
def test_what_is_printed_is_read_back(n, year, pattern):
    assert parse_number(print_number(pattern, n, year)) == (n, year)


@pytest.mark.parametrize(
    "typed", ["١٤٨٢/٢٠٢٦", "1482 2026", "2026/1482", "\u20681482/2026\u2069", "رقم 1482-2026"]
)
def test_people_type_numbers_in_many_ways(typed):
    assert parse_number(typed) == (1482, 2026)


@pytest.mark.parametrize("typed", ["", "abc", "0", "0/2026", "1/2/3", "12/34", "1" * 12])
def test_what_is_no_number_is_none(typed):
    assert parse_number(typed) is None
