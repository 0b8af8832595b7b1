"""What is taken for a meter that nobody read, and what a period used."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.metering.counting import Span, by_day, counted, moved_on
from shubbak.utility.metering.estimating import (
    EstimateRules,
    Mean,
    TooManyEstimates,
    Unread,
    Way,
    estimate,
)
from tests.utility.metering.readings_of_test import BEFORE, TODAY, months

LAST_YEAR = months([21_000], date(2025, 10, 20))
KNOWN = EstimateRules(setting_class_mean=400, setting_load_percent=10)
UNREAD = Unread(
    dials=5,
    multiplier=1,
    last_on=BEFORE,
    last_index=1_200_000,
    on=TODAY,
    spans=LAST_YEAR + months([12_000, 18_000]),
    an_hour=2_000,
    said_by_customer=1_209_000,
)
indexes = st.integers(0, 99_999_999)


@pytest.mark.parametrize(
    ("unread", "way", "quantity"),
    [
        (UNREAD, Way.LAST_YEAR, 21_000),
        (replace(UNREAD, spans=months([12_000, 18_000])), Way.PREVIOUS, 18_000),
        (replace(UNREAD, spans=()), Way.CLASS_MEAN, 12_000),
        (replace(UNREAD, supplied=False), Way.NOTHING, 0),
    ],
)
def test_the_first_way_that_is_open_is_taken(unread: Unread, way: Way, quantity: int) -> None:
    taken = estimate(unread, KNOWN)
    assert taken
    assert (taken.way, taken.quantity, taken.index) == (way, quantity, 1_200_000 + quantity)


@pytest.mark.parametrize(
    ("rules", "quantity"),
    [
        (EstimateRules(order=(Way.MEAN,)), 17_000),
        (EstimateRules(order=(Way.MEAN,), setting_mean=Mean.LAST_TWO), 15_000),
        (EstimateRules(order=(Way.POWER,), setting_load_percent=10), 144_000),
        (EstimateRules(order=(Way.CUSTOMER,)), 9_000),
    ],
)
def test_a_body_may_follow_another_practice(rules: EstimateRules, quantity: int) -> None:
    three = replace(UNREAD, spans=months([21_000, 12_000, 18_000]))
    taken = estimate(three, rules)
    assert taken
    assert taken.quantity == quantity


def test_of_a_new_contract_of_which_nothing_is_known_nothing_is_taken() -> None:
    assert estimate(replace(UNREAD, spans=(), said_by_customer=None), EstimateRules()) is None


def test_what_was_estimated_is_not_estimated_from() -> None:
    guessed = months([90_000], estimated=True)
    taken = estimate(replace(UNREAD, spans=guessed), KNOWN)
    assert taken
    assert taken.way is Way.CLASS_MEAN


def test_after_two_in_a_row_somebody_goes_there() -> None:
    assert estimate(replace(UNREAD, in_a_row=1), KNOWN)
    with pytest.raises(TooManyEstimates):
        estimate(replace(UNREAD, in_a_row=2), KNOWN)


@given(indexes, st.integers(0, 60_000), st.integers(1, 40), st.integers(1, 400))
def test_an_estimate_is_what_the_meter_would_show_and_never_goes_back(
    last: int, month: int, multiplier: int, days: int
) -> None:
    unread = replace(
        UNREAD,
        last_index=last,
        multiplier=multiplier,
        on=BEFORE + timedelta(days=days),
        spans=months([month * multiplier]),
    )
    taken = estimate(unread, EstimateRules())
    assert taken
    assert taken.quantity == counted(last, taken.index, 5) * multiplier
    assert 0 <= taken.quantity <= month * multiplier * days // 30


@given(indexes, st.integers(0, 99_999_999))
def test_what_was_counted_is_what_moved_the_wheels(before: int, used: int) -> None:
    assert counted(before, moved_on(before, used, 5), 5) == used


def test_what_is_read_after_estimates_is_shared_by_days() -> None:
    whole = [Span(date(2026, 8, 1), date(2026, 9, 1), 0), Span(date(2026, 9, 1), date(2026, 10, 1), 0)]
    assert by_day(61_000, whole) == [31_000, 30_000]
