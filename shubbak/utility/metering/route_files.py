"""What a meter reader's file says, line by line, and what is wrong with a line. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from shubbak.foundation.tables.cells import day_of, thousandths_of
from shubbak.utility.subscriptions.rules import read_number

COLUMNS = ("contract", "meter", "place", "last_on", "last_index", "dials", "index", "read_on", "remark")
"""The columns of a file, in the order in which they go out; what comes back is found by these names."""
NEEDED = ("contract", "meter", "index", "read_on")
MOST_LINES = 20_000
_NAMESPACE = UUID("6f1c6c1e-6a51-4a7e-9a0a-0f5a9a3d9a10")


@dataclass(frozen=True, slots=True)
class RouteFault:
    """A line that was not taken; `code` says why, `field` where."""

    line: int
    code: str
    field: str = ""

    def as_facts(self) -> dict[str, Any]:
        return {"line": self.line, "code": self.code, "field": self.field}


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A meter that was read."""

    line: int
    contract: str
    meter: str
    index: int
    read_on: date
    reader: str = ""

    def key(self, period: str) -> UUID:
        """The same meter with the same index on the same day is the same reading, in whichever file."""
        said = f"{period}|{self.contract}|{self.meter}|{self.index}|{self.read_on.isoformat()}"
        return uuid5(_NAMESPACE, said)


class NotARoute(Exception):
    """The table is none of a round: `missing` names the columns that it lacks."""

    def __init__(self, code: str, missing: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.missing = code, tuple(missing)


def read_route(rows: Iterable[Sequence[str]]) -> tuple[list[RouteLine], list[RouteFault]]:
    """The lines that say a reading, and those with a fault. Meters without an index were not read: no fault.

    :raises NotARoute: ``columns_missing``, ``too_many_lines``, ``empty``.
    """
    table = iter(rows)
    heading = [cell.strip().lower() for cell in next(table, ())]
    if not any(heading):
        raise NotARoute("empty")
    if missing := [name for name in NEEDED if name not in heading]:
        raise NotARoute("columns_missing", missing)
    lines: list[RouteLine] = []
    faults: list[RouteFault] = []
    for number, row in enumerate(table, start=2):
        if number > MOST_LINES + 1:
            raise NotARoute("too_many_lines")
        cells = {name: cell.strip() for name, cell in zip(heading, row, strict=False)}
        if cells.get("index"):
            _read_line(number, cells, lines, faults)
    return lines, faults


def _read_line(
    number: int, cells: Mapping[str, str], lines: list[RouteLine], faults: list[RouteFault]
) -> None:
    contract, index = read_number(cells.get("contract", "")), thousandths_of(cells["index"])
    day = day_of(cells.get("read_on", ""))
    meter = cells.get("meter", "")[:30]
    wrong = {"contract": not contract, "meter": not meter, "index": index is None, "read_on": day is None}
    faults.extend(RouteFault(number, "unreadable", name) for name, is_wrong in wrong.items() if is_wrong)
    if contract and meter and index is not None and day is not None:
        lines.append(RouteLine(number, contract, meter, index, day, cells.get("reader", "")))
