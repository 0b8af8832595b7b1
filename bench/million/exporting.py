"""A long export: how fast its rows come, and how much memory it adds to the web server."""

import time
from urllib.parse import urlencode

from bench.clients import Client
from bench.costs import processor_seconds, proportional_megabytes
from bench.house import House

ROWS = 100_000
_WORDS = "الماء"
"""A word of more cases than `ROWS`: the reader leaves after so many."""
_PART = 1 << 16
_LOOK_EVERY = 0.5


def exported(standing: House, client: Client) -> str:
    """One line: rows a second once the first has come, the wait for it, and the greatest growth (PSS)."""
    pids = standing.serving
    before, worked = proportional_megabytes(pids[0]), sum(map(processor_seconds, pids))
    address = f"/desk/export?{urlencode({'words': _WORDS, 'format': 'csv'})}"
    began, grown, rows, looked, first = time.monotonic(), 0.0, 0, 0.0, 0.0
    with client.reading(address) as response:
        while rows < ROWS and (part := response.read1(_PART)):
            first = first or time.monotonic()
            rows += part.count(b"\n")
            if time.monotonic() - looked > _LOOK_EVERY:
                looked, grown = time.monotonic(), max(grown, proportional_megabytes(pids[0]) - before)
        ended = time.monotonic()
    cpu = (sum(map(processor_seconds, pids)) - worked) / max(rows, 1)
    return (
        f"export, CSV: {rows} rows, {rows / (ended - first):.0f}/s after {first - began:.1f} s,"
        f" {grown:.0f} MB more, {cpu * 1e6:.0f} µs of CPU a row ({1 / cpu:.0f}/s of one core)"
    )
