"""What a meter reader's file says, line by line, and what is wrong with a line. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from shubbak.foundation.tables.cells import day_of, thousandths_of
from shubbak.utility.subscriptions.rules import read_number

COLUMNS = (
    "contract",
    "meter",
    "place",
    "last_on",
    "last_index",
    "dials",
    "unit",
    "multiplier",
    "index",
    "read_on",
    "registers",
    "intervals",
    "remark",
)
"""The columns of a file, in the order in which they go out; what comes back is found by these names.

`registers`: the indexes of a meter that has several, which make up `index`; `intervals`: what each interval
since the last reading counted, as meters that keep them tell it. Figures of a cell are parted by spaces, `;`
or `|`.
"""
NEEDED = ("contract", "meter", "index", "read_on")
MOST_LINES = 20_000
MOST_FIGURES = 6_000
"""Of a cell: quarters of an hour of two months."""
_PARTED = re.compile(r"[\s;|]+")
_UNITS = {"m3": "m3", "m³": "m3", "kwh": "kWh"}
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
    multiplier: int | None = None
    unit: str | None = None
    registers: tuple[int, ...] = ()
    intervals: tuple[int, ...] = ()

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
    multiplier = thousandths_of(cells.get("multiplier") or "1")
    registers, intervals = (_figures(cells.get(name, "")) for name in ("registers", "intervals"))
    wrong = {
        "contract": not contract,
        "meter": not meter,
        "index": index is None,
        "read_on": day is None,
        "multiplier": multiplier is None or multiplier % 1000,
        "registers": registers is None,
        "intervals": intervals is None,
    }
    faults.extend(RouteFault(number, "unreadable", name) for name, is_wrong in wrong.items() if is_wrong)
    if any(wrong.values()) or index is None or day is None or multiplier is None:
        return
    lines.append(
        RouteLine(
            line=number,
            contract=contract,
            meter=meter,
            index=index,
            read_on=day,
            reader=cells.get("reader", ""),
            multiplier=multiplier // 1000 if cells.get("multiplier") else None,
            unit=_unit(cells.get("unit", "")),
            registers=registers or (),
            intervals=intervals or (),
        )
    )


def _figures(cell: str) -> tuple[int, ...] | None:
    """In thousandths; None where one of them is none, or where they are too many."""
    found = [thousandths_of(part) for part in _PARTED.split(cell) if part]
    figures = tuple(figure for figure in found if figure is not None)
    return figures if len(figures) == len(found) <= MOST_FIGURES else None


def _unit(cell: str) -> str | None:
    return _UNITS.get(cell.lower(), cell[:10]) or None
