"""Rows held against each other and against what stands here already, lot by lot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from shubbak.utility.subscriptions.models import Alias, Meter, ServicePoint
from shubbak.utility.subscriptions.queries import folded_reference
from shubbak.utility.subscriptions.takeover.lines import Fault, Subscriber

LOT = 500
MOST_FAULTS = 200
"""So many are told; whoever mends them sees the rest at the next try."""
Read = tuple[Subscriber | None, list[Fault]]
_Keys = set[int]


@dataclass
class Found:
    """What a file holds: `new` are yet to be brought in, `known` are here already."""

    new: int = 0
    known: int = 0
    deposits: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.new + self.known


def look_through(read: Iterable[Read]) -> Found:
    """Every row of a file, in bounded memory: of those gone by, only marks of their numbers are kept."""
    found, seen = Found(), _Seen()
    for lot in _lots(read):
        rows = [row for row, _ in lot if row]
        found.faults += [fault for _, faults in lot for fault in faults]
        found.faults += [fault for row in rows for fault in seen.again(row)]
        new, faults = unknown_of(rows)
        found.faults += faults
        found.new += len(new)
        found.known += len(rows) - len(new)
        found.deposits += sum(row.deposit for row in new)
        if len(found.faults) >= MOST_FAULTS:
            break
    return found


def lots_to_bring(read: Iterable[Read]) -> Iterator[list[Subscriber]]:
    """What is not here yet, lot by lot.

    :raises ValueError: for a row with a fault: the file is not the one that was looked through.
    """
    for lot in _lots(read):
        rows = [row for row, _ in lot if row]
        new, faults = unknown_of(rows)
        if faults or len(rows) < len(lot):
            raise ValueError("the file has changed since it was looked through")
        if new:
            yield new


def unknown_of(rows: Sequence[Subscriber]) -> tuple[list[Subscriber], list[Fault]]:
    """The rows whose first reference is not here yet, and what keeps those from being brought in."""
    keys = [key for row in rows for key in keys_of(row)]
    known = Alias.objects.filter(folded__in={folded for _, folded in keys}).values_list("body", "folded")
    here = set(known)
    new = [row for row in rows if keys_of(row)[0] not in here]
    serials = {row.serial for row in new}
    places = {row.site.code for row in new}
    meters = set(Meter.objects.filter(serial__in=serials).values_list("serial", flat=True))
    points = set(ServicePoint.objects.filter(code__in=places).values_list("code", flat=True))
    faults = []
    for row in new:
        if here & set(keys_of(row)):
            faults.append(Fault(row.line, "reference", "reference_taken"))
        if row.serial in meters:
            faults.append(Fault(row.line, "meter", "serial_known", row.serial))
        if row.site.code in points:
            faults.append(Fault(row.line, "place_code", "place_known", row.site.code))
    return new, faults


def keys_of(row: Subscriber) -> list[tuple[str, str]]:
    """The references of a row as they are looked for."""
    return [(row.body, folded_reference(reference)) for reference in row.references]


class _Seen:
    """Marks of what stood in the rows before."""

    def __init__(self) -> None:
        self._references: _Keys = set()
        self._serials: _Keys = set()
        self._places: _Keys = set()

    def again(self, row: Subscriber) -> Iterator[Fault]:
        """What stands in the file a second time."""
        for key in keys_of(row):
            yield from self._note(self._references, key, row, "reference")
        yield from self._note(self._serials, row.serial, row, "meter")
        yield from self._note(self._places, row.site.code, row, "place_code")

    def _note(self, seen: _Keys, said: object, row: Subscriber, column: str) -> Iterator[Fault]:
        mark = hash(said)
        if mark in seen:
            yield Fault(row.line, column, "twice", said if isinstance(said, str) else "")
        seen.add(mark)


def _lots(read: Iterable[Read]) -> Iterator[list[Read]]:
    rows = iter(read)
    while lot := list(islice(rows, LOT)):
        yield lot
