"""`python -m bench billing`: the whole run, and beside it a bare COPY of the rows that it wrote."""

import json
import os
import tempfile
from pathlib import Path
from time import perf_counter

import psycopg

from bench.billing.loading import load
from bench.house import AGENCY, house
from shubbak.config.supervisor.home import SUPERUSER

BLOCK = 10_000
WRITTEN = {
    "bills_bill": "period = '2026-10'",
    "ledger_payable": "kind = 'bill'",
    "ledger_transfer": "kind = 'posted'",
}
"""What a run leaves in each table (the journal has a line for each block)."""


def run(_seconds: float, contracts: int = 1_000_000) -> None:
    """Print the seconds of a run, and how many times those of a bare COPY of its rows they are."""
    with house() as standing:
        address = standing.home.database_url(SUPERUSER)
        begun = perf_counter()
        load(address, contracts)
        made = perf_counter() - begun
        print(f"{contracts} contracts made in {made:.0f} s; load {os.getloadavg()[0]:.1f}", flush=True)
        told = json.loads(standing.run("bench.billing.running", str(BLOCK)).splitlines()[-1])
        print(_in_words(told, _bare_copy(address)), flush=True)


def _in_words(told: dict[str, float], bare: float) -> str:
    """`issue` is to number, write, owe and journal."""
    spent = told["compute"] + told["issue"]
    return (
        f"billing {told['bills']} contracts: {spent:.1f} s (compute {told['compute']:.1f}, "
        f"issue {told['issue']:.1f}), slowest block {told['slowest block'] * 1000:.0f} ms, "
        f"{told['looked at']} to look at, peak {told['peak MB']} MB; bare COPY of the same rows into the "
        f"same indexes {bare:.1f} s: {spent / bare:.1f} times; load {os.getloadavg()[0]:.1f}"
    )


def _bare_copy(address: str) -> float:
    """Seconds of copying the rows of a run into empty tables with the same indexes, nothing else."""
    with psycopg.connect(address, autocommit=True) as raw, tempfile.TemporaryDirectory() as folder:
        raw.execute(f"SET search_path = {AGENCY}, public")
        spent = 0.0
        for table, which in WRITTEN.items():
            path = Path(folder) / table
            raw.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING INDEXES INCLUDING DEFAULTS)")
            with (
                path.open("wb") as file,
                raw.cursor().copy(f"COPY (SELECT * FROM {table} WHERE {which}) TO STDOUT") as out,
            ):
                for part in out:
                    file.write(part)
            begun = perf_counter()
            with path.open("rb") as file, raw.cursor().copy(f"COPY bare_{table} FROM STDIN") as into:
                while part := file.read(1 << 20):
                    into.write(part)
            spent += perf_counter() - begun
        return spent
