"""The drafts of a run: what was consumed goes out of the database as one stream, drafts go back as another.

Few contracts are reckoned here, one after the other; many by DuckDB in a process of its own, so that no
worker keeps what a million contracts take. Both say the same, by test.
"""

import csv
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection

from shubbak.utility.bills.one_by_one import drafts_of
from shubbak.utility.bills.rules import Limits
from shubbak.utility.tariffs.shelf import shelf

FEW = 20_000
"""So many contracts take the kernel a few seconds: less than DuckDB takes to begin with two tariffs."""
_IN = """
COPY bills_draft (run_id, contract_id, holding_id, first, last, quantity, estimated, lines, facts, total, vat,
                  finding)
FROM STDIN (FORMAT csv, FORCE_NOT_NULL (finding))
"""
_MEGABYTE = 1 << 20
_ROOT = Path(__file__).parents[3]


class RunFailed(RuntimeError):
    """The process that reckons a run ended without its drafts; the words are its last ones."""


def compute(*, run: int, asked: str, values: Mapping[str, Any], limits: Limits) -> None:
    """Reckon and write the drafts of a run, in the transaction of the caller. `asked`: a query whose columns
    are those of `reckoner.COLUMNS`. Temporary files hold amounts and numbers of contracts, no name.

    :raises RunFailed: if DuckDB gave up.
    """
    with TemporaryDirectory(prefix="shubbak-run-") as folder:
        place = Path(folder)
        rows = _copy_out(asked, values, place / "asked.csv")
        here = rows <= FEW or not find_spec("ibis")
        for drafts in _reckon_here(place, run, limits) if here else _reckon_apart(place, run, limits):
            _copy_in(drafts)
            drafts.unlink()


def _reckon_here(place: Path, run: int, limits: Limits) -> Iterator[Path]:
    path = place / "drafts.csv"
    with (place / "asked.csv").open(newline="") as asked, path.open("w", newline="") as out:
        drafts = drafts_of(csv.reader(asked), run=run, tariffs=shelf(), limits=limits)
        csv.writer(out).writerows(drafts)
    yield path


def _reckon_apart(place: Path, run: int, limits: Limits) -> Iterator[Path]:
    """Each lot as soon as it is reckoned: it goes into the database while the next one is."""
    told = [str(place), str(settings.SHUBBAK_TARIFFS), str(run), str(limits.large), str(limits.long)]
    command = [sys.executable, "-m", "shubbak.utility.bills.reckoner", *told]
    with (
        (place / "errors").open("w+") as errors,
        Popen(command, env={}, cwd=_ROOT, stdout=PIPE, stderr=errors, text=True) as reckoner,
    ):
        yield from (place / name.rstrip() for name in reckoner.stdout or ())
        if reckoner.wait():
            errors.seek(0)
            raise RunFailed(errors.read().strip()[-500:])


def _copy_out(asked: str, values: Mapping[str, Any], path: Path) -> int:
    """How many rows there were."""
    statement = f"COPY ({asked}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor:
        with cursor.copy(statement, values) as copy, path.open("wb") as file:
            for block in copy:
                file.write(block)
        return int(cursor.rowcount)


def _copy_in(path: Path) -> None:
    with connection.cursor() as cursor, cursor.copy(_IN) as copy, path.open("rb") as file:
        for block in _blocks(file):
            copy.write(block)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_MEGABYTE):
        yield block
