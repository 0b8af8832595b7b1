"""A run is reckoned by the kernel or by DuckDB: the same drafts, row by row, and the same reasons to look."""

import csv
import io
import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from shubbak.utility.bills.computing import RunFailed
from shubbak.utility.bills.one_by_one import drafts_of
from shubbak.utility.bills.reckoner import reckon_lots
from shubbak.utility.bills.rules import Limits
from shubbak.utility.tariffs.shelf import shelf
from tests.utility.bills.street import computed, costs, read
from tests.utility.subscriptions.village import BEGUN, contract

ROWS, RUN = 3_000, 7
LIMITS = Limits(large=300_000, long=60)
CODES = [
    "ma-electricity-household",
    "ma-water-household ma-sewerage-household",
    "ae-electricity-residential",
    "ma-water-household no-such-tariff",
    "",
]
ADVANCE = {"tariff": "", "code": "advance", "from": "2026-01-01", "days": 30, "bands": [], "whole_in": None}


def asked(rank: int, chance: random.Random) -> list:
    """A contract as the database copies it out; one in ten of each kind that cannot be right."""
    first = date(2025, 12, 1) + timedelta(days=chance.randint(-900, 60))
    last = first + timedelta(days=chance.choice([29, 30, 59, 60, 61, -1]))
    advance = chance.choice([0, 0, 0, chance.randint(1, 400_000)])
    lines = json.dumps({**ADVANCE, "amount": -advance, "vat": -7, "vat_rate": 0, "bill": "2026-0000001"})
    quantity = chance.choice([-1, 0, chance.randint(0, 10**6), chance.randint(0, 10**7)])
    taken = (-advance - 7, -7, lines) if advance else (0, 0, "")
    holding = chance.choice(["", *range(1, 9)])
    facts = json.dumps({"readings": [], "number": f'"{rank}"'})
    return [
        rank,
        holding,
        chance.choice(CODES),
        first,
        last,
        quantity,
        "t" if advance else "f",
        facts,
        *taken,
    ]


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[list, list]:
    place, chance = tmp_path_factory.mktemp("run"), random.Random(20261123)
    rows = [asked(rank, chance) for rank in range(1, ROWS + 1)]
    lots = [written(place / f"{first}.asked", rows[first : first + ROWS // 2]) for first in (0, ROWS // 2)]
    texts = [path.read_text() for path in reckon_lots(lots, RUN, shelf(), LIMITS)]
    told = csv.reader(io.StringIO("".join(lot.read_text() for lot in lots)))
    kernel = list(drafts_of(told, run=RUN, tariffs=shelf(), limits=LIMITS))
    return kernel, list(csv.reader(io.StringIO("".join(texts))))


def written(path: Path, rows: list[list]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def told(row: list) -> list:
    """A draft without the ways in which two programs write the same value."""
    *known, lines, facts, total, vat, finding = row
    estimated = {"t": "true", "f": "false"}.get(known[-1], known[-1])
    return [
        *map(str, known[:-1]),
        estimated,
        json.loads(lines),
        json.loads(facts),
        int(total),
        int(vat),
        finding,
    ]


def test_the_same_drafts_row_by_row(both):
    kernel, engine = both
    assert len(kernel) == len(engine) == ROWS
    different = [(one, other) for one, other in zip(kernel, engine, strict=True) if told(one) != told(other)]
    assert different == []


def test_of_every_kind(both):
    found = {row[-1] for row in both[0]}
    assert found == {"", "no_terms", "no_holder", "no_price", "backwards", "negative", "large", "long"}


def test_days_before_any_price_are_looked_at_by_somebody(tmp_path):
    row = [1, 1, CODES[0], date(2001, 1, 1), date(2001, 1, 31), 10_000, "f", "{}", 0, 0, ""]
    [path] = reckon_lots([written(tmp_path / "1.asked", [row])], RUN, shelf(), LIMITS)
    [draft] = csv.reader(path.open(newline=""))
    assert draft[-3:] == ["0", "0", "no_price"]


@pytest.fixture
def apart(monkeypatch):
    """Every run counts as a large one."""
    monkeypatch.setattr("shubbak.utility.bills.computing.FEW", 0)


def test_a_large_run_goes_lot_by_lot(agency, at, apart, monkeypatch):
    monkeypatch.setattr("shubbak.utility.bills.computing.LOT", 2)
    for code in ("W-0001", "W-0002", "W-0003", "W-0004", "W-0005"):
        read(contract(at, code), date(2024, 11, 30), 1028)
    assert computed("2024-11", at).bills == 5


def test_a_large_run_is_reckoned_by_a_process_of_its_own(agency, at, apart):
    read(contract(at), date(2024, 11, 30), 1028)
    run = computed("2024-11", at)
    assert run.total == costs(("ma-water-household", "ma-sewerage-household"), 28, BEGUN, date(2024, 11, 30))


def test_what_that_process_says_last_is_kept(agency, at, apart, settings, tmp_path):
    (tmp_path / "faulty.yaml").write_text("code: faulty\n")
    read(contract(at), date(2024, 11, 30), 1028)
    settings.SHUBBAK_TARIFFS = tmp_path
    with pytest.raises(RunFailed, match="faulty"):
        computed("2024-11", at)


def test_without_analytics_the_house_starts():
    blocked = (
        "import sys; sys.modules['ibis'] = None; import django; django.setup(); import shubbak.config.urls"
    )
    subprocess.run([sys.executable, "-c", blocked], check=True)
