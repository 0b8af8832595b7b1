"""The drafts of a run by the kernel, one after the other: for few contracts, or without DuckDB. Pure.

Rows are those that the database copies out (:data:`shubbak.utility.bills.reckoner.COLUMNS`) and takes back.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shubbak.utility.bills.lines import lines_of, sums_of
from shubbak.utility.bills.rules import NEVER_ISSUED, Finding, Limits
from shubbak.utility.tariffs.quoting import quote_period
from shubbak.utility.tariffs.tariff import Tariff

Row = Sequence[str]


@dataclass(frozen=True)
class Asked:
    """What is asked of one contract; nothing is known of a holder or of tariffs where there are none."""

    contract: str
    holding: str
    tariffs: tuple[str, ...]
    first: date
    last: date
    quantity: int
    estimated: str
    facts: str
    advances: list[dict[str, Any]]

    @classmethod
    def read(cls, row: Row) -> "Asked":
        contract, holding, tariffs, first, last, quantity, estimated, facts, _net, _vat, advances = row
        days = date.fromisoformat(first), date.fromisoformat(last)
        codes, taken_off = tuple(tariffs.split()), json.loads(f"[{advances}]")
        return cls(contract, holding, codes, *days, int(quantity), estimated, facts, taken_off)


def drafts_of(
    rows: Iterable[Row], *, run: int, tariffs: Mapping[str, Tariff], limits: Limits
) -> Iterator[list[Any]]:
    """The rows of drafts for rows of what is asked."""
    for row in rows:
        asked = Asked.read(row)
        finding: str = _before_reckoning(asked, tariffs)
        lines = _reckoned(asked, tariffs) if finding not in NEVER_ISSUED else []
        total, vat = sums_of(lines)
        finding = finding or _once_reckoned(asked, total, limits)
        text = json.dumps(lines, separators=(",", ":"))
        days = (asked.first.isoformat(), asked.last.isoformat())
        yield [
            *(run, asked.contract, asked.holding, *days, asked.quantity, asked.estimated, text),
            *(asked.facts, total, vat, finding),
        ]


def _before_reckoning(asked: Asked, tariffs: Mapping[str, Tariff]) -> str:
    if not asked.tariffs:
        return Finding.NO_TERMS
    if not asked.holding:
        return Finding.NO_HOLDER
    if asked.quantity < 0 or asked.last < asked.first:
        return Finding.BACKWARDS
    known = [tariffs[code] for code in asked.tariffs if code in tariffs]
    if len(known) < len(asked.tariffs) or any(asked.first < tariff.begins for tariff in known):
        return Finding.NO_PRICE
    return ""


def _once_reckoned(asked: Asked, total: int, limits: Limits) -> str:
    taken_off, _ = sums_of(asked.advances)
    if total < 0:
        return Finding.NEGATIVE
    if total - taken_off > limits.large:
        return Finding.LARGE
    return Finding.LONG if (asked.last - asked.first).days >= limits.long else ""


def _reckoned(asked: Asked, tariffs: Mapping[str, Tariff]) -> list[dict[str, Any]]:
    lines = []
    for code in asked.tariffs:
        quote = quote_period(tariffs[code], quantity=asked.quantity, first=asked.first, last=asked.last)
        lines += lines_of(code, quote)
    return lines + asked.advances
