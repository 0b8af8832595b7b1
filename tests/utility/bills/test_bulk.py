"""The lines that a run writes are those of the kernel: every contract, every line, every band."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import ibis
import pytest

from shubbak.utility.bills.bulk import bill_all
from shubbak.utility.bills.lines import lines_of, negated, sums_of
from shubbak.utility.tariffs.quoting import quote_period
from shubbak.utility.tariffs.shelf import tariffs_in

TARIFFS = tariffs_in(Path(__file__).parents[3] / "tariffs")
ROWS = 100_000
AROUND_THE_YEAR = date(2025, 11, 20)


def use(number: int, chance: random.Random) -> dict:
    tariff = chance.choice(list(TARIFFS.values()))
    begins = max(tariff.begins, AROUND_THE_YEAR)
    first = begins + timedelta(days=chance.randint(0, 120))
    days = chance.choice([28, 29, 30, 30, 31, 60, chance.randint(1, 90)])
    quantity = chance.choice([0, 150_000, 210_500, chance.randint(0, 700_000), chance.randint(0, 10**7)])
    return {
        "contract": number,
        "tariff": tariff.code,
        "rank": 0,
        "quantity": quantity,
        "first": first,
        "last": first + timedelta(days=days - 1),
    }


@pytest.fixture(scope="module")
def both() -> list[tuple[list, dict]]:
    """For each use: what the kernel says, and the row of the expression."""
    chance = random.Random(20261123)
    uses = [use(number, chance) for number in range(ROWS)]
    engine = ibis.duckdb.connect()
    table = bill_all(ibis.memtable(uses), TARIFFS.values())
    rows = {row["contract"]: row for row in engine.to_pyarrow(table).to_pylist()}
    return [(one_by_one(each), rows[each["contract"]]) for each in uses]


def one_by_one(each: dict) -> list:
    tariff = TARIFFS[each["tariff"]]
    quote = quote_period(tariff, quantity=each["quantity"], first=each["first"], last=each["last"])
    return lines_of(tariff.code, quote)


def test_a_hundred_thousand_bills_have_the_totals_of_the_kernel(both):
    assert [sums_of(lines) for lines, _ in both] == [(row["total"], row["vat"]) for _, row in both]


def test_and_its_lines_band_by_band(both):
    different = [
        (lines, row) for lines, row in both if not row["capped"] and json.loads(row["lines"]) != lines
    ]
    assert different == []


def test_where_a_component_costs_its_most_only_the_amounts_of_its_bands_differ(both):
    capped = [(lines, json.loads(row["lines"])) for lines, row in both if row["capped"]]
    assert capped
    assert all(without_shares(lines) == without_shares(written) for lines, written in capped)


def without_shares(lines: list) -> list:
    return [{**line, "bands": [{**band, "amount": 0, "vat": 0} for band in line["bands"]]} for line in lines]


def test_two_tariffs_of_one_contract_are_one_bill():
    period = {"first": date(2026, 3, 1), "last": date(2026, 3, 31), "quantity": 28_000}
    codes = ("ma-water-household", "ma-sewerage-household")
    uses = [{"contract": 7, "tariff": code, "rank": rank, **period} for rank, code in enumerate(codes)]
    engine = ibis.duckdb.connect()
    (row,) = engine.to_pyarrow(bill_all(ibis.memtable(uses), TARIFFS.values())).to_pylist()
    expected = [line for each in uses for line in one_by_one(each)]
    assert json.loads(row["lines"]) == expected
    assert (row["total"], row["vat"]) == sums_of(expected)


def test_a_bill_and_its_cancellation_come_to_nothing(both):
    for lines, _ in both[:1000]:
        total, vat = sums_of(lines)
        assert sums_of(negated(lines)) == (-total, -vat)
