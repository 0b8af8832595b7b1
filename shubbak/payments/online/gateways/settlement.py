"""The gateway's file of the day against our own payments: one difference for each thing that does not fit."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shubbak.payments.online.gateways.rules import Captured, to_minor

LARGEST = 20_000_000  # bytes
_NEEDED = ("oid", "reference", "amount", "currency")


class Kind(StrEnum):
    OURS_ALONE = "ours_alone"
    THEIRS_ALONE = "theirs_alone"
    AMOUNT = "amount"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What does not fit, in minor units; 0 where one side has nothing."""

    kind: Kind
    oid: str
    ours: int
    theirs: int


@dataclass(frozen=True, slots=True)
class Comparison:
    matched: tuple[str, ...]
    differences: tuple[Difference, ...]


class FileRefused(Exception):
    """Nothing of the file may be believed: ``unreadable``, ``columns``, ``line`` (with its number)."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


def read_day(content: bytes) -> list[Captured]:
    """Lines with the columns oid, reference, amount (decimal) and currency, split by comma or semicolon.

    :raises FileRefused:
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("unreadable") from error
    head, _, _ = text.partition("\n")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    if set(_NEEDED) - {(name or "").strip().lower() for name in rows.fieldnames or ()}:
        raise FileRefused("columns")
    return [_captured(row, number) for number, row in enumerate(rows, start=2) if _says(row)]


def compare(ours: Mapping[str, tuple[int, str]], theirs: Iterable[Captured]) -> Comparison:
    """`ours`: amount and currency that we hold as paid, by order."""
    lines = list(theirs)
    times = Counter(line.oid for line in lines)
    first = {line.oid: line for line in reversed(lines)}
    differences = [
        Difference(Kind.OURS_ALONE, oid, amount, 0) for oid, (amount, _) in ours.items() if oid not in first
    ]
    matched = []
    for oid, line in first.items():
        held = ours.get(oid)
        if held is None:
            differences.append(Difference(Kind.THEIRS_ALONE, oid, 0, line.amount))
        elif held != (line.amount, line.currency):
            differences.append(Difference(Kind.AMOUNT, oid, held[0], line.amount))
        else:
            matched.append(oid)
        if times[oid] > 1:
            total = sum(each.amount for each in lines if each.oid == oid)
            differences.append(Difference(Kind.TWICE, oid, held[0] if held else 0, total))
    return Comparison(tuple(sorted(matched)), tuple(sorted(differences)))


def _says(row: Mapping[str | None, str | None]) -> bool:
    return any(isinstance(value, str) and value.strip() for value in row.values())


def _captured(row: Mapping[str | None, str | None], number: int) -> Captured:
    told = {
        (name or "").strip().lower(): (value or "") for name, value in row.items() if isinstance(value, str)
    }
    try:
        oid, reference, amount, currency = (told[name].strip() for name in _NEEDED)
        return Captured(oid, reference, to_minor(amount, currency), currency)
    except (KeyError, ValueError) as error:
        raise FileRefused("line", number) from error
