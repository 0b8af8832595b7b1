"""Deposits a second: through the API, through the portal's pages, and beside them the same SQL sent raw."""

import os
import resource
import time
from collections.abc import Mapping

import psycopg

from bench.clients import Door, Journey, Measured, measure
from bench.costs import processor_seconds
from bench.disk import fsync_milliseconds
from bench.house import AGENCY, House, house
from bench.portal import through_portal
from bench.submissions import through_api
from shubbak.config.supervisor.home import APPLICATION, OWNER, SUPERUSER

CLIENTS = (1, 8, 32)
LONGEST_DRAIN = 300.0  # seconds
RAW_DATABASE = "shubbak_raw"


def run(seconds: float) -> None:
    """Print the whole comparison; some three minutes with the usual ten seconds a figure."""
    with house() as measured:
        print(
            f"fsync of 8 KB: {fsync_milliseconds(measured.home.path):.2f} ms; load {os.getloadavg()[0]:.1f}"
        )
        raw = raw_rates(measured, seconds)
        for clients, rate in raw.items():
            print(f"raw SQL, {clients:2} clients:               {rate:7.1f}/s", flush=True)
        measured.open()
        door = Door(measured.port, measured.host)
        for words, journey in (("API", through_api), ("portal", through_portal)):
            measured.stop("worker")
            _compare(measured, door, f"{words}, no worker", journey, raw, seconds)
            measured.start("worker")
            _drained(measured)
            _compare(measured, door, f"{words}, worker", journey, raw, seconds)


def _drained(measured: House) -> None:
    """Wait until the worker has sent what gathered while it was away: only its usual work is measured."""
    deadline = time.monotonic() + LONGEST_DRAIN
    question = f"SELECT count(*) FROM {AGENCY}.notifications_message WHERE next_try_at <= now()"
    with psycopg.connect(measured.home.database_url(APPLICATION), autocommit=True) as connection:
        while connection.execute(question).fetchone() != (0,):  # our own text
            if time.monotonic() > deadline:
                raise RuntimeError("the worker does not empty the outbox")
            time.sleep(0.5)


def raw_rates(measured: House, seconds: float) -> dict[int, float]:
    """Deposits a second of the writes alone, by number of clients, in a copy of the database."""
    with psycopg.connect(measured.home.database_url(SUPERUSER, "postgres"), autocommit=True) as superuser:
        superuser.execute(f"CREATE DATABASE {RAW_DATABASE} OWNER {OWNER} TEMPLATE shubbak")
    address = measured.home.database_url(APPLICATION, RAW_DATABASE)
    printed = measured.run("bench.raw", str(seconds), *map(str, CLIENTS), DATABASE_URL=address)
    return {int(line.split()[0]): float(line.split()[1]) for line in printed.splitlines()}


def _compare(
    measured: House,
    door: Door,
    words: str,
    journey: Journey,
    raw: Mapping[int, float],
    seconds: float,
) -> None:
    for clients in CLIENTS:
        before = _used(measured)
        found = measure(door, journey, clients, seconds)
        after = _used(measured)
        costs = ", ".join(f"{name} {(after[name] - before[name]) / found.made * 1e3:.1f}" for name in before)
        print(
            f"{words}, {clients:2} clients: {_shown(found, raw[clients])}; ms of CPU each: {costs}",
            flush=True,
        )


def _shown(found: Measured, raw: float) -> str:
    return f"{found}  {found.rate / raw:.2f} of raw"


def _used(measured: House) -> dict[str, float]:
    """Processor seconds by kind of process; `clients` are the children of this very process."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = {
        name: processor_seconds(child.process.pid)
        for name, child in measured.children.items()
        if child.process
    }
    database = processor_seconds(measured.server.pid or 0)
    return used | {"database": database, "clients": usage.ru_utime + usage.ru_stime}
