"""The rules of reckoning, for any tariff."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.tariffs.kernel import Use, reckon
from shubbak.utility.tariffs.quoting import quote, quote_period
from shubbak.utility.tariffs.shapes import Band, BandGroup, Consumption, Fixed, PriceList, Rounding, Share
from shubbak.utility.tariffs.tariff import NoPrice
from tests.utility.tariffs.shelf_of_test import HOUSEHOLD, MAY_2026, line_of, shelf

codes = st.sampled_from(sorted(shelf()))
quantities = st.integers(0, 10**8)
periods = st.integers(1, 400)


@given(codes, quantities, periods)
def test_lines_add_up_to_the_total_and_bands_to_their_line(code: str, quantity: int, days: int) -> None:
    asked = quote(shelf()[code], quantity=quantity, days=days, on=MAY_2026)
    assert asked.total == sum(line.amount + line.vat for line in asked.lines)
    for line in asked.lines:
        if line.bands:
            assert sum(band.amount for band in line.bands) == line.amount
            assert sum(band.vat for band in line.bands) == line.vat
            assert sum(band.quantity for band in line.bands) == quantity


@given(codes, quantities, st.integers(1, 10**6), periods)
def test_more_never_costs_less_within_a_group_of_bands(code: str, less: int, more: int, days: int) -> None:
    one = quote(shelf()[code], quantity=less, days=days, on=MAY_2026)
    other = quote(shelf()[code], quantity=less + more, days=days, on=MAY_2026)
    for line in other.lines:
        before = line_of(one, line.code)
        assert before is None or before.whole_in != line.whole_in or before.amount <= line.amount


@given(codes, quantities, st.integers(0, 400), st.integers(0, 400))
def test_a_period_is_paid_for_each_of_its_days_once(
    code: str, quantity: int, shift: int, length: int
) -> None:
    first = date(2025, 1, 1) + timedelta(days=shift)
    asked = quote_period(shelf()[code], quantity=quantity, first=first, last=first + timedelta(days=length))
    assert asked.days == length + 1
    assert sum(stretch.days for stretch in asked.stretches) == length + 1


def test_a_change_of_vat_inside_a_period_counts_by_days_and_moves_nobody_into_another_band() -> None:
    tariff = shelf()[HOUSEHOLD]
    asked = quote_period(tariff, quantity=359_000, first=date(2025, 12, 22), last=date(2026, 1, 20))
    old, new = asked.stretches
    assert (old.days, new.days) == (10, 20)
    assert old.lines[0].whole_in == new.lines[0].whole_in == (310_000, 510_000)
    assert (old.lines[0].amount, old.lines[0].vat_rate) == (14012, 180_000)  # 359 x 1.17094 x 10/30
    assert (new.lines[0].amount, new.lines[0].vat_rate) == (27557, 200_000)  # 359 x 1.15142 x 20/30


def test_two_months_read_at_once_are_not_billed_on_the_bounds_of_one() -> None:
    energy = line_of(quote(shelf()[HOUSEHOLD], quantity=290_000, days=60, on=MAY_2026), "energy")
    assert energy is not None
    assert [band.up_to for band in energy.bands] == [200_000, 300_000]


def test_a_thousandth_above_a_bound_is_above_it() -> None:
    tariff = shelf()[HOUSEHOLD]
    at, above = (quote(tariff, quantity=q, days=30, on=MAY_2026).lines[0] for q in (210_000, 210_001))
    assert (at.whole_in, above.whole_in) == ((150_000, 210_000), (210_000, 310_000))


def test_before_its_first_day_a_tariff_has_no_price() -> None:
    with pytest.raises(NoPrice):
        quote(shelf()[HOUSEHOLD], quantity=1000, days=30, on=date(2016, 12, 31))


@pytest.mark.parametrize("wrong", [(-1, 30, 30), (1, 0, 0), (1, 30, 31), (1, 30, 0)])
def test_an_impossible_use_is_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="period"):
        Use(*wrong)


def test_selected_by_the_whole_and_then_by_steps() -> None:
    """Tunisian sewerage: the class is chosen by the whole volume, and inside it steps are paid one by one."""
    low = BandGroup(20_000, (Band(None, 100_000),))
    high = BandGroup(None, (Band(20_000, 200_000), Band(None, 400_000)))
    prices = PriceList("TND", 3, (Consumption("sewerage", 0, (low, high), 90, Rounding.NONE),))
    amounts = [reckon(prices, Use(q * 1000, 90, 90))[0].amount for q in (20, 21, 30)]
    assert amounts == [2000, 4400, 8000]  # millimes


def test_a_surcharge_is_a_share_of_the_lines_above_it() -> None:
    prices = PriceList(
        "AED", 2, (Fixed("meter", 50_000, 10_000_000, 30, False), Share("fuel", 50_000, 75_000, ("meter",)))
    )
    meter, fuel = reckon(prices, Use(0, 15, 15))
    assert (meter.amount, fuel.amount, fuel.vat) == (500, 38, 2)


@pytest.mark.parametrize(("days", "months"), [(3, 1), (30, 1), (44, 1), (45, 2), (61, 2), (365, 12)])
def test_a_monthly_price_counts_whole_months(days: int, months: int) -> None:
    rent = line_of(quote(shelf()[HOUSEHOLD], quantity=0, days=days, on=MAY_2026), "meter_rent")
    assert rent is not None
    assert rent.amount == months * 1828
