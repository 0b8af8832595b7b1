"""The two forms of a tariff: one by one in plain Python, and a million rows at once on DuckDB."""

from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import ibis

from shubbak.utility.tariffs.bulk import reckon_all
from shubbak.utility.tariffs.kernel import Use, reckon, total_of
from shubbak.utility.tariffs.shapes import PriceList
from shubbak.utility.tariffs.shelf import tariffs_in

MILLION, ONE_BY_ONE = 1_000_000, 20_000
TARIFFS = ("ma-electricity-household", "ma-water-household", "ae-electricity-residential")
ON = date(2026, 5, 8)


def run(seconds: float) -> None:
    """Print rates of the kernel by the processor's time, and seconds of a million rows by the clock."""
    shelf = tariffs_in(Path(__file__).parents[1] / "tariffs")
    for code in TARIFFS:
        prices = shelf[code].on(ON)
        totals, rate = _one_by_one(prices)
        spent, total = _at_once(prices, seconds)
        assert total == totals * (MILLION // ONE_BY_ONE), "both forms give the same sum"
        print(
            f"{code}: kernel {rate:,.0f}/s of processor time; a million rows in {median(spent):.2f} s "
            f"(slowest {max(spent):.2f}), {MILLION / median(spent) / rate:.0f} times the kernel",
            flush=True,
        )


def _one_by_one(prices: PriceList) -> tuple[int, float]:
    begun = process_time()
    total = sum(total_of(reckon(prices, _use(rank))) for rank in range(ONE_BY_ONE))
    return total, ONE_BY_ONE / (process_time() - begun)


def _use(rank: int) -> Use:
    days = 28 + rank % 4
    return Use(rank * 37 % 700_000, days, days)


def _at_once(prices: PriceList, seconds: float) -> tuple[list[float], int]:
    engine = ibis.duckdb.connect()
    rank = f"(range % {ONE_BY_ONE})"
    engine.raw_sql(
        f"CREATE TABLE uses AS SELECT {rank} * 37 % 700000 AS quantity, 28 + {rank} % 4 AS days, "
        f"28 + {rank} % 4 AS at_these_prices FROM range({MILLION})"
    )
    expression = reckon_all(prices, engine.table("uses"))
    ends = perf_counter() + seconds
    spent: list[float] = []
    while not spent or perf_counter() < ends:
        begun = perf_counter()
        engine.raw_sql(f"CREATE OR REPLACE TABLE bills AS {ibis.to_sql(expression, dialect='duckdb')}")
        spent.append(perf_counter() - begun)
    total = engine.table("bills").total.sum().execute()
    return spent, int(total)
