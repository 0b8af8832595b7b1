"""The list of orders that a crew takes along, and what it says when it comes back. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from shubbak.foundation.tables.cells import day_of, thousandths_of
from shubbak.foundation.text import to_western_digits

COLUMNS = (
    "order",
    "kind",
    "day",
    "contract",
    "meter",
    "place",
    "owed",
    "outcome",
    "done_on",
    "hour",
    "index",
    "crew",
    "remark",
)
"""The columns of a list, in the order in which they go out; what comes back is found by these names."""
NEEDED = ("order", "outcome", "done_on", "hour")
MOST_LINES = 5_000
DONE = frozenset({"done", "تم", "fait"})
NOT_DONE = frozenset({"not_done", "لم يتم", "non fait"})
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """What became of an order; `done_on` and `hour` where it was made, else `remark` says why not."""

    line: int
    order: str
    is_done: bool
    done_on: date | None = None
    hour: time | None = None
    index: int | None = None
    crew: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A line that was not taken: the cell that cannot be read, or why it was refused."""

    line: int
    code: str


class NotAFieldList(Exception):
    """The table is no list of orders; `code` says why: ``columns_missing``, ``too_many_lines``, ``empty``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_field_list(rows: Iterable[Sequence[str]]) -> tuple[list[FieldLine], list[FieldFault]]:
    """The lines that say an outcome, and those with a fault. Orders without one were not gone to: no fault.

    :raises NotAFieldList:
    """
    table = iter(rows)
    heading = [cell.strip().lower() for cell in next(table, ())]
    if not any(heading):
        raise NotAFieldList("empty")
    if set(NEEDED) - set(heading):
        raise NotAFieldList("columns_missing")
    lines: list[FieldLine] = []
    faults: list[FieldFault] = []
    for number, row in enumerate(table, start=2):
        if number > MOST_LINES + 1:
            raise NotAFieldList("too_many_lines")
        cells = {name: cell.strip() for name, cell in zip(heading, row, strict=False)}
        if cells.get("outcome"):
            found = _line(number, cells)
            lines.append(found) if isinstance(found, FieldLine) else faults.append(found)
    return lines, faults


def _line(number: int, cells: Mapping[str, str]) -> FieldLine | FieldFault:
    outcome, order = cells["outcome"].lower(), to_western_digits(cells.get("order", ""))
    crew, remark = cells.get("crew", "")[:120], cells.get("remark", "")[:300]
    if outcome in NOT_DONE:
        return (
            FieldLine(number, order, False, crew=crew, remark=remark)
            if remark
            else FieldFault(number, "remark")
        )
    if outcome not in DONE:
        return FieldFault(number, "outcome")
    done_on, hour = day_of(cells.get("done_on", "")), hour_of(cells.get("hour", ""))
    index = thousandths_of(cells["index"]) if cells.get("index") else None
    if done_on is None or hour is None:
        return FieldFault(number, "done_on" if done_on is None else "hour")
    if cells.get("index") and index is None:
        return FieldFault(number, "index")
    return FieldLine(number, order, True, done_on, hour, index, crew, remark)


def hour_of(typed: str) -> time | None:
    """An hour as 9:05, 09h05, or in Arabic figures."""
    found = _HOUR.fullmatch(to_western_digits(typed).strip()[:5])
    return time(int(found[1]), int(found[2])) if found else None
