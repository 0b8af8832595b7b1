"""The drafts of a run: what was consumed goes out of the database as one stream, drafts go back as another.

Few contracts are reckoned here, one after the other; many by DuckDB in a process of its own, lot by lot: one
is reckoned while the next is asked for, and no worker keeps what a million contracts take. Both say the same,
by test.
"""

import csv
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection

from shubbak.utility.bills.one_by_one import drafts_of
from shubbak.utility.bills.rules import Limits
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.tariffs.shelf import shelf

FEW = 20_000
"""So many contracts take the kernel a few seconds: less than DuckDB takes to begin with two tariffs."""
LOT = 200_000
_LAST_OF_LOTS = """
SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM subscriptions_contract) AS ranked
WHERE rank %% %s = 0 ORDER BY id
"""
_NO_END = 2**63 - 1
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
    """Reckon and write the drafts of a run, in the transaction of the caller. `asked`: a query of the
    contracts `from` an id `to` another, whose columns are those of `reckoner.COLUMNS`. Temporary files hold
    amounts and numbers of contracts, no name.

    :raises RunFailed: if DuckDB gave up.
    """
    with TemporaryDirectory(prefix="shubbak-run-") as folder:
        lots = _lots(asked, values, Path(folder))
        here = not find_spec("ibis") or Contract.objects.count() <= FEW
        for drafts in _reckon_here(lots, run, limits) if here else _reckon_apart(lots, run, limits):
            _copy_in(drafts)
            drafts.unlink()


def _lots(asked: str, values: Mapping[str, Any], place: Path) -> Iterator[Path]:
    """A file for each lot of contracts, asked for when its turn comes."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_OF_LOTS, [LOT])
        ends = [last for (last,) in cursor.fetchall()]
    for rank, (before, last) in enumerate(zip([0, *ends], [*ends, _NO_END], strict=True)):
        path = place / f"{rank}.asked"
        _copy_out(asked, {**values, "from": before + 1, "to": last}, path)
        yield path


def _reckon_here(lots: Iterator[Path], run: int, limits: Limits) -> Iterator[Path]:
    for lot in lots:
        path = lot.with_suffix(".drafts")
        with lot.open(newline="") as asked, path.open("w", newline="") as out:
            drafts = drafts_of(csv.reader(asked), run=run, tariffs=shelf(), limits=limits)
            csv.writer(out).writerows(drafts)
        lot.unlink()
        yield path


def _reckon_apart(lots: Iterator[Path], run: int, limits: Limits) -> Iterator[Path]:
    """The drafts of a lot go into the database while the next one is reckoned."""
    told = [str(settings.SHUBBAK_TARIFFS), str(run), str(limits.large), str(limits.long)]
    command = [sys.executable, "-m", "shubbak.utility.bills.reckoner", *told]
    with (
        TemporaryFile("w+") as errors,
        Popen(command, env={}, cwd=_ROOT, bufsize=0, stdin=PIPE, stdout=PIPE, stderr=errors) as reckoner,
    ):
        try:
            yield from _reckoned(reckoner, lots)
        except EOFError:
            reckoner.wait()
            errors.seek(0)
            raise RunFailed(errors.read().strip()[-500:]) from None


def _reckoned(reckoner: Popen[bytes], lots: Iterator[Path]) -> Iterator[Path]:
    """One lot is always on its way while another is asked for.

    :raises EOFError: if the process says no more.
    """
    told: deque[Path] = deque()
    with cast(BinaryIO, reckoner.stdin) as lots_in:
        for lot in lots:
            with suppress(BrokenPipeError):
                lots_in.write(f"{lot}\n".encode())
            told.append(lot)
            if len(told) > 1:
                yield _next(reckoner, told.popleft())
    for lot in told:
        yield _next(reckoner, lot)


def _next(reckoner: Popen[bytes], lot: Path) -> Path:
    said = cast(BinaryIO, reckoner.stdout).readline()
    if not said:
        raise EOFError
    lot.unlink()
    return Path(said.decode().rstrip())


def _copy_out(asked: str, values: Mapping[str, Any], path: Path) -> None:
    statement = f"COPY ({asked}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, cursor.copy(statement, values) as copy, path.open("wb") as file:
        for block in copy:
            file.write(block)


def _copy_in(path: Path) -> None:
    with connection.cursor() as cursor, cursor.copy(_IN) as copy, path.open("rb") as file:
        for block in _blocks(file):
            copy.write(block)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_MEGABYTE):
        yield block
