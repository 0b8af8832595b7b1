"""What real bills and the ministry say, to the cent (docs/tariffs.md)."""

from datetime import date

import pytest

from shubbak.utility.tariffs.kernel import Line
from tests.utility.tariffs.shelf_of_test import MAY_2026, household, line_of

CHECK_POINTS = {
    50: 4505,
    100: 9010,
    130: 12230,
    150: 14376,
    151: 16205,
    210: 22537,
    211: 24636,
    310: 36196,
    311: 42971,
}
YEARS = [date(2018, 3, 1), date(2024, 3, 1), date(2025, 3, 1)]


def test_the_bill_of_may_2026_is_right_line_by_line() -> None:
    asked = household(359)
    assert [(line.code, line.amount, line.total) for line in asked.lines] == [
        ("energy", 41336, 49603),
        ("meter_rent", 1828, 2194),
        ("upkeep", 1500, 1800),
        ("promotion_duty", 4733, 5680),
    ]
    assert (asked.total, asked.cash_duty) == (59277, 148)


@pytest.mark.parametrize(("kilowatt_hours", "with_vat"), CHECK_POINTS.items())
def test_energy_costs_what_the_regulated_prices_say(kilowatt_hours: int, with_vat: int) -> None:
    assert energy_of(kilowatt_hours).total == with_vat


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("kilowatt_hours", "with_vat"), CHECK_POINTS.items())
def test_whatever_the_rate_of_vat_energy_costs_the_same_but_for_a_cent(
    kilowatt_hours: int, with_vat: int, year: date
) -> None:
    assert abs(energy_of(kilowatt_hours, on=year).total - with_vat) <= 1


def test_bills_of_2025_show_the_prices_without_vat_that_were_printed() -> None:
    assert energy_of(400, on=date(2025, 2, 1)).bands[0].price == 1_170_940


@pytest.mark.parametrize(("days", "bounds"), [(29, (97, 194)), (30, (100, 200)), (31, (104, 207))])
def test_bounds_of_the_promotion_duty_move_with_the_days_up_to_whole_kilowatt_hours(
    days: int, bounds: tuple[int, int]
) -> None:
    duty = line_of(household(359, days=days), "promotion_duty")
    assert duty is not None
    assert tuple(band.up_to for band in duty.bands[:2]) == tuple(bound * 1000 for bound in bounds)


def test_a_small_household_pays_no_promotion_duty_and_a_large_one_at_most_a_hundred_dirhams() -> None:
    duty = line_of(household(5000), "promotion_duty")
    assert line_of(household(200), "promotion_duty") is None
    assert duty is not None
    assert duty.total == 10000


def energy_of(kilowatt_hours: int, on: date = MAY_2026) -> Line:
    line = line_of(household(kilowatt_hours, on=on), "energy")
    assert line is not None
    return line
