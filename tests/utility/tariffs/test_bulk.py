"""Kernel and bulk expression are one truth: the same rows, to the minor unit."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import ibis
import pytest

from shubbak.utility.tariffs.bulk import reckon_all
from shubbak.utility.tariffs.kernel import Use, reckon
from shubbak.utility.tariffs.shapes import PriceList
from shubbak.utility.tariffs.shelf import tariffs_in

TARIFFS = tariffs_in(Path(__file__).parents[3] / "tariffs")
ROWS = 100_000
DAYS = (date(2023, 3, 1), date(2025, 6, 1), date(2026, 5, 8))


def uses(count: int, prices: PriceList, chance: random.Random) -> list[Use]:
    """Contracts of all sizes, many of them a thousandth beside a bound."""
    bounds = [
        band.up_to
        for part in prices.components
        for group in getattr(part, "groups", ())
        for band in group.bands
    ]
    near = [bound for bound in bounds if bound] or [1000]
    return [use(chance, near) for _ in range(count)]


def use(chance: random.Random, near: list[int]) -> Use:
    days = chance.choice([30, 31, 29, 28, chance.randint(1, 400)])
    beside = chance.choice(near) * days // 30 + chance.randint(-2, 2)
    quantity = max(0, chance.choice([beside, chance.randint(0, 600_000), chance.randint(0, 10**8)]))
    return Use(quantity, days, chance.choice([days, chance.randint(1, days)]))


def all_prices() -> Iterator[PriceList]:
    for tariff in TARIFFS.values():
        yield from {tariff.on(day) for day in DAYS}


def test_a_hundred_thousand_contracts_cost_the_same_in_both_forms() -> None:
    lists = list(all_prices())
    for rank, prices in enumerate(lists):
        chosen = uses(ROWS // len(lists) + 1, prices, random.Random(rank))
        assert in_bulk(prices, chosen) == [one_by_one(prices, use) for use in chosen]


def in_bulk(prices: PriceList, chosen: list[Use]) -> list[dict[str, int]]:
    rows = {
        "row": list(range(len(chosen))),
        "quantity": [use.quantity for use in chosen],
        "days": [use.days for use in chosen],
        "at_these_prices": [use.at_these_prices for use in chosen],
    }
    engine = ibis.duckdb.connect()
    answer = engine.to_pyarrow(reckon_all(prices, ibis.memtable(rows)).order_by("row")).to_pylist()
    return [{name: value for name, value in row.items() if name not in rows} for row in answer]


def one_by_one(prices: PriceList, use: Use) -> dict[str, int]:
    lines = {line.code: line for line in reckon(prices, use)}
    row = {}
    for component in prices.components:
        line = lines.get(component.code)
        row[f"amount_{component.code}"] = line.amount if line else 0
        row[f"vat_{component.code}"] = line.vat if line else 0
    return {**row, "total": sum(row.values())}


def test_a_row_too_large_for_the_engine_stops_the_run_instead_of_being_wrong() -> None:
    prices = TARIFFS["ma-electricity-household"].on(date(2026, 5, 8))
    with pytest.raises(Exception, match=r"[Oo]verflow|[Oo]ut of [Rr]ange"):
        in_bulk(prices, [Use(10**15, 400, 400)])
