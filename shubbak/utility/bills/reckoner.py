"""The drafts of a large run, all at once, by DuckDB: a process of its own, which ends with what it took.

``python -m shubbak.utility.bills.reckoner TARIFFS RUN LARGE LONG``: for each line that comes in, the path of
a lot (the columns of `COLUMNS`), writes its drafts beside it and prints their path once they are whole. So it
takes as much memory for a million as for one lot, and reckons one while the next is asked for. Without
Django, database and network; needs `requirements/analytics.txt`. Equal to :mod:`one_by_one` row by row, by
test.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import ibis

from shubbak.utility.bills.bulk import bill_all
from shubbak.utility.bills.lines import lines_of
from shubbak.utility.bills.rules import Limits
from shubbak.utility.tariffs.quoting import quote_period
from shubbak.utility.tariffs.shelf import tariffs_in
from shubbak.utility.tariffs.tariff import Tariff

MEMORY = "1GB"
COLUMNS = {
    "contract": "BIGINT",
    "holding": "BIGINT",
    "tariffs": "VARCHAR",
    "first": "DATE",
    "last": "DATE",
    "quantity": "BIGINT",
    "estimated": "BOOLEAN",
    "facts": "VARCHAR",
    "advance": "BIGINT",
    "advance_vat": "BIGINT",
    "advance_lines": "VARCHAR",
}
"""What is asked of each contract. `tariffs`: codes with a space between; `facts` and `advance_lines` are JSON
(an object; the inner of an array); `advance` is what earlier, estimated bills of these days asked, at most
nothing.
"""
_READ = """
CREATE OR REPLACE TABLE lot AS
SELECT * REPLACE (coalesce(tariffs, '') AS tariffs, coalesce(advance_lines, '') AS advance_lines)
FROM read_csv(?, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
              columns = {columns})
ORDER BY contract
"""
"""In the order of contracts, mostly that of their accounts too: a block of bills then writes few pages."""
_USES = """
CREATE OR REPLACE TABLE uses AS
SELECT contract, unnest(codes) AS tariff, unnest(range(len(codes))) AS rank, quantity, "first", "last"
FROM (SELECT *, string_split(tariffs, ' ') AS codes FROM lot
      WHERE tariffs <> '' AND quantity >= 0 AND "last" >= "first")
"""
_NOTHING = """
SELECT contract, '[]' AS lines, 0::BIGINT AS total, 0::BIGINT AS vat, false AS capped FROM uses WHERE false
"""
_DRAFTS = """
CREATE OR REPLACE TABLE drafts AS
SELECT asked.*, coalesce(billed.capped, false) AS capped,
  coalesce(billed.total, 0) + asked.advance AS total, coalesce(billed.vat, 0) + asked.advance_vat AS vat,
  CASE WHEN asked.advance_lines = '' THEN coalesce(billed.lines, '[]')
       WHEN coalesce(billed.lines, '[]') = '[]' THEN '[' || asked.advance_lines || ']'
       ELSE left(billed.lines, -1) || ',' || asked.advance_lines || ']' END AS lines,
  CASE WHEN asked.tariffs = '' THEN 'no_terms'
       WHEN asked.holding IS NULL THEN 'no_holder'
       WHEN asked.quantity < 0 OR asked."last" < asked."first" THEN 'backwards'
       WHEN NOT list_has_all(?, string_split(asked.tariffs, ' ')) OR asked."first" < begun.day THEN 'no_price'
       WHEN coalesce(billed.total, 0) + asked.advance < 0 THEN 'negative'
       WHEN billed.total > ? THEN 'large'
       WHEN asked."last" - asked."first" >= ? THEN 'long'
       ELSE '' END AS finding
FROM lot AS asked LEFT JOIN billed USING (contract)
LEFT JOIN (
  SELECT contract, max(begins) AS day FROM uses JOIN begins USING (tariff) GROUP BY contract
) AS begun USING (contract)
"""
_NEVER = """
UPDATE drafts SET lines = '[]', total = 0, vat = 0
WHERE finding IN ('no_terms', 'no_holder', 'no_price', 'backwards')
"""
_OUT = """
COPY (SELECT ?, contract, holding, "first", "last", quantity, estimated, lines, facts, total, vat, finding
      FROM drafts ORDER BY contract) TO '{path}' (FORMAT csv, HEADER false, QUOTE '"', ESCAPE '"', NULLSTR '')
"""
_Wanted = tuple[tuple[str, ...], date, date]
_CAPPED = """
SELECT contract, tariffs, quantity, "first", "last", advance_lines FROM drafts WHERE capped
"""


def reckon_lots(
    lots: Iterable[Path], run: int, tariffs: Mapping[str, Tariff], limits: Limits
) -> Iterator[Path]:
    """Reckon the drafts of a run, lot by lot: a file beside each, as soon as it is whole."""
    engine = None
    compiled: dict[_Wanted, str] = {}
    for lot in lots:
        if engine is None:
            engine = _engine(lot.parent)
            _note_beginnings(engine, tariffs)
        engine.raw_sql(_READ.format(columns=COLUMNS), parameters=[str(lot)])
        _reckon(engine, tariffs, limits, compiled)
        _rewrite_capped(engine, tariffs)
        engine.raw_sql(_NEVER)
        drafts = lot.with_suffix(".drafts")
        engine.raw_sql(_OUT.format(path=drafts), parameters=[run])
        yield drafts


def _engine(place: Path) -> Any:
    engine = ibis.duckdb.connect(place / "run.duckdb", memory_limit=MEMORY, temp_directory=str(place))
    engine.raw_sql("SET preserve_insertion_order = false")
    return engine


def _reckon(engine: Any, tariffs: Mapping[str, Tariff], limits: Limits, compiled: dict[_Wanted, str]) -> None:
    engine.raw_sql(_USES)
    named = engine.raw_sql("SELECT DISTINCT tariff FROM uses ORDER BY tariff").fetchall()
    ((first, last),) = engine.raw_sql('SELECT min("first"), max("last") FROM uses').fetchall()
    used = tuple(code for (code,) in named if code in tariffs and tariffs[code].begins <= last)
    wanted = (used, first, last)
    if wanted not in compiled:
        compiled[wanted] = _billing(engine, [tariffs[code] for code in used], (first, last))
    engine.raw_sql(f"CREATE OR REPLACE TABLE billed AS {compiled[wanted]}")
    engine.raw_sql(_DRAFTS, parameters=[list(tariffs), limits.large, limits.long])


def _billing(engine: Any, tariffs: list[Tariff], days: tuple[date, date]) -> str:
    """The SQL that bills what these tariffs ask; its writing takes as long as a fifth of a lot."""
    if not tariffs:
        return _NOTHING
    return str(ibis.to_sql(bill_all(engine.table("uses"), tariffs, days), dialect="duckdb"))


def _note_beginnings(engine: Any, tariffs: Mapping[str, Tariff]) -> None:
    engine.raw_sql("CREATE TABLE begins (tariff VARCHAR, begins DATE)")
    for code, tariff in tariffs.items():
        engine.raw_sql("INSERT INTO begins VALUES (?, ?)", parameters=[code, tariff.begins])


def _rewrite_capped(engine: Any, tariffs: Mapping[str, Tariff]) -> None:
    """Where a component cost its most, only the kernel knows what each of its bands had of it."""
    rows = engine.raw_sql(_CAPPED).fetchall()
    engine.raw_sql("CREATE OR REPLACE TABLE rewritten (contract BIGINT, lines VARCHAR)")
    for contract, codes, quantity, first, last, advance in rows:
        known = [tariffs[code] for code in codes.split()]
        lines = [line for tariff in known for line in _by_the_kernel(tariff, quantity, first, last)]
        text = json.dumps(lines, separators=(",", ":"))[:-1] + (f",{advance}]" if advance else "]")
        engine.raw_sql("INSERT INTO rewritten VALUES (?, ?)", parameters=[contract, text])
    engine.raw_sql("UPDATE drafts SET lines = r.lines FROM rewritten AS r WHERE r.contract = drafts.contract")


def _by_the_kernel(tariff: Tariff, quantity: int, first: date, last: date) -> list[dict[str, Any]]:
    return lines_of(tariff.code, quote_period(tariff, quantity=quantity, first=first, last=last))


if __name__ == "__main__":
    os.nice(10)  # whoever deposits meanwhile comes first
    shelf, number, large, long = sys.argv[1:]
    lots = (Path(line.rstrip()) for line in sys.stdin)
    for drafts in reckon_lots(lots, int(number), tariffs_in(Path(shelf)), Limits(int(large), int(long))):
        print(drafts, flush=True)
