"""A bank's file of a business day, as JSON or as CSV with a last line of control. Pure."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from shubbak.payments.biller.rules import MOST_LINES, BillerRefused, State, Theirs

HEAD = ["reference", "amount", "currency", "state"]
CSV, JSON = "text/csv", "application/json"


@dataclass(frozen=True)
class FileOfDay:
    """The lines of a file whose count and sum are what it says they are."""

    lines: Sequence[Theirs]
    total: int


def read_file(content: bytes, media_type: str, day: date) -> FileOfDay:
    """Read a file whole, or not at all.

    :raises BillerRefused: ``unreadable``, ``too_long``, ``sum_differs``, ``twice``, ``other_day``.
    """
    try:
        text = content.decode("utf-8-sig")
        told = _of_csv(text) if media_type == CSV else _of_json(text, day)
        lines, count, total = told
    except (ValueError, KeyError, TypeError, csv.Error) as wrong:
        raise BillerRefused("unreadable") from wrong
    if len(lines) > MOST_LINES:
        raise BillerRefused("too_long")
    if max(Counter(line.reference for line in lines).values(), default=1) > 1:
        raise BillerRefused("twice")
    if (count, total) != (len(lines), sum(line.amount for line in lines)):
        raise BillerRefused("sum_differs")
    return FileOfDay(lines, total)


def _of_csv(text: str) -> tuple[list[Theirs], int, int]:
    """``reference;amount;currency;state``, a line a payment, and last ``TOTAL;amount;count;``."""
    head, *rows = csv.reader(StringIO(text), delimiter=";", strict=True)
    if head != HEAD or not rows or rows[-1][0] != "TOTAL":
        raise ValueError("no head or no control")
    *rows, (_, total, count, _) = rows
    return [_line(dict(zip(HEAD, row, strict=True))) for row in rows], int(count), int(total)


def _of_json(text: str, day: date) -> tuple[list[Theirs], int, int]:
    told: Mapping[str, Any] = json.loads(text)
    if told["day"] != day.isoformat():
        raise BillerRefused("other_day")
    return list(_lines(told["payments"])), int(told["count"]), int(told["total"])


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterable[Theirs]:
    return (_line(row) for row in rows)


def _line(row: Mapping[str, Any]) -> Theirs:
    reference, currency = str(row["reference"]), str(row["currency"])
    amount = int(row["amount"])
    if not 0 < len(reference) <= 60 or len(currency) != 3 or not 0 < amount < 1 << 62:
        raise ValueError("not a payment")
    return Theirs(reference, amount, currency, State(row["state"]))
