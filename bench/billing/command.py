"""`python -m bench billing`: the whole run, and beside it a bare COPY of the rows that it wrote."""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import psycopg

from bench.billing.loading import load
from bench.clients import WEB_WORKERS, Client, Door
from bench.costs import proportional_megabytes
from bench.house import AGENCY, House, house
from bench.submissions import through_api
from shubbak.config.supervisor.home import SUPERUSER

BLOCK = 10_000
PAUSE = 0.5  # seconds between two deposits
LOOKS = 4  # deposits from one look at the memory to the next
WRITTEN = {
    "bills_bill": "period = '2026-10'",
    "ledger_payable": "kind = 'bill'",
    "ledger_transfer": "kind = 'posted'",
}
"""What a run leaves in each table (the journal has a line for each block)."""


def run(_seconds: float, contracts: int = 1_000_000) -> None:
    """Print the seconds of a run, how many times those of a bare COPY of its rows they are, and how long
    deposits took while it went on: one by the API every half second.
    """
    with house() as standing:
        address = standing.home.database_url(SUPERUSER)
        begun = perf_counter()
        load(address, contracts)
        made = perf_counter() - begun
        print(f"{contracts} contracts made in {made:.0f} s; load {os.getloadavg()[0]:.1f}", flush=True)
        standing.open()
        standing.stop("worker")  # its own tasks would issue the run, and tell people of it
        client = Client(Door(standing.port, standing.host))
        before = [_deposit(client) for _ in range(10 * WEB_WORKERS)][WEB_WORKERS:]
        told, meanwhile = _run_with_deposits(standing, client)
        print(_in_words(told, _bare_copy(address)), flush=True)
        print(_in_words_of_deposits(before, meanwhile), flush=True)


def _run_with_deposits(standing: House, client: Client) -> tuple[dict[str, float], list[float]]:
    """What the run told, with the `memory` of all processes in MB; and the seconds of each deposit."""
    meanwhile: list[float] = []
    memory = 0.0
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(standing.run, "bench.billing.running", str(BLOCK))
        while not running.done():
            meanwhile.append(_deposit(client))
            if len(meanwhile) % LOOKS == 0:
                memory = max(memory, proportional_megabytes(os.getpid()))
            sleep(PAUSE)
        return json.loads(running.result().splitlines()[-1]) | {"memory": memory}, meanwhile


def _deposit(client: Client) -> float:
    begun = perf_counter()
    through_api(client)
    return perf_counter() - begun


def _in_words_of_deposits(before: list[float], meanwhile: list[float]) -> str:
    ordered = sorted(meanwhile)
    return (
        f"a deposit (upload and all) took {median(before) * 1000:.0f} ms before; while the run went on, "
        f"{len(ordered)} took {median(ordered) * 1000:.0f} ms, 95 % at most "
        f"{ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms, the slowest {ordered[-1] * 1000:.0f} ms"
    )


def _in_words(told: dict[str, float], bare: float) -> str:
    """`issue` is to number, write, owe and journal."""
    spent = told["compute"] + told["issue"]
    return (
        f"billing {told['bills']} contracts: {spent:.1f} s (compute {told['compute']:.1f}, "
        f"issue {told['issue']:.1f}), slowest block {told['slowest block'] * 1000:.0f} ms, "
        f"{told['looked at']} to look at, peak {told['peak MB']} MB (all processes together, with "
        f"database and web, {told['memory']:.0f} MB); bare COPY of the same rows into the "
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
