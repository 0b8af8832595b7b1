"""What money buys: the month counts as one, however often somebody buys in it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.utility.bills.lines import sums_of
from shubbak.utility.prepaid.vending.pricing import Month, bought_with, cost, lines_of
from shubbak.utility.prepaid.vending.rules import TENTH, months_between
from shubbak.utility.tariffs.quoting import quote
from shubbak.utility.tariffs.shelf import tariffs_named

DAY = date(2026, 11, 17)
HOUSEHOLD = ["ma-electricity-household"]
ALL = ["ma-electricity-household", "ae-electricity-residential", "ma-water-household", "tn-water-household"]


def quoted(quantity, code="ma-electricity-household"):
    (tariff,) = tariffs_named([code])
    return quote(tariff, quantity=quantity, days=int(tariff.data["reference_days"]), on=DAY).total


@settings(max_examples=60)
@given(st.sampled_from(ALL), st.lists(st.integers(1, 4_000), min_size=1, max_size=6))
def test_small_purchases_cost_what_a_bill_of_them_all_costs(code, parts):
    tariffs, paid, month = tariffs_named([code]), 0, Month(DAY)
    for tenths in parts:
        lines = lines_of(tariffs, month, tenths * TENTH)
        paid += sums_of(lines)[0]
        assert all(
            line["amount"] == sum(band["amount"] for band in line["bands"]) for line in lines if line["bands"]
        )
        month = Month(DAY, month.bought + tenths * TENTH, is_begun=True)
    assert paid == quoted(month.bought, code)


@settings(max_examples=60)
@given(st.sampled_from(ALL), st.integers(0, 800_000), st.integers(1, 200_000))
def test_no_more_is_asked_than_was_given_and_no_more_could_be_bought(code, bought, money):
    tariffs, month = tariffs_named([code]), Month(DAY, bought, is_begun=True)
    quantity = bought_with(tariffs, month, money)
    assert quantity == 0 or cost(tariffs, month, quantity) <= money
    assert cost(tariffs, month, quantity + TENTH) > money


def test_the_month_that_leaves_its_band_is_reckoned_again():
    tariffs = tariffs_named(HOUSEHOLD)
    (energy,) = [
        line
        for line in lines_of(tariffs, Month(DAY, 150_000, is_begun=True), 1_000)
        if line["code"] == "energy"
    ]
    assert energy["amount"] + energy["vat"] == pytest.approx(1829, abs=1)
    assert {band["quantity"] for band in energy["bands"]} == {-100_000, -50_000, 151_000}


def test_months_without_a_purchase_are_asked_with_the_next_one():
    tariffs = tariffs_named(HOUSEHOLD)
    missed = tuple(months_between("2026-08", "2026-11"))
    assert missed == (date(2026, 9, 1), date(2026, 10, 1))
    fees = quoted(0)
    assert cost(tariffs, Month(DAY, missed=missed), 50_000) == quoted(50_000) + 2 * fees
