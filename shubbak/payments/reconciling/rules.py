"""Lines of a statement, each with a key of its own, and the references by which they are matched. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from shubbak.payments.statements.rules import Entry, Money, Statement

_RF = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")


class DifferenceRefused(Exception):
    """A difference that is not cleared up so. Codes: ``settled_before``, ``no_money``, ``referred_before``,
    ``no_service``: nobody opens files about it.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class LineFacts:
    """A movement as the bank tells it: an entry, or one payment of a batch.

    `name`: what we named it by when we asked for it; `reason`: why it is sent back.
    """

    key: str
    booked: date | None
    money: Money
    bank_reference: str
    reference: str
    end_to_end_id: str
    text: str
    name: str = ""
    reason: str = ""


def lines_of(statement: Statement) -> list[LineFacts]:
    """Every movement of a statement. Two that are alike in all they say are two: they are counted."""
    seen: Counter[str] = Counter()
    lines = []
    for place, entry in enumerate(statement.entries):
        for bare in _parts(entry):
            named = bare.bank_reference or bare.end_to_end_id or f"{statement.name}#{place}"
            said = (named, str(bare.booked), str(bare.money.minor), bare.money.currency, bare.reference)
            told = "\n".join((*said, bare.end_to_end_id))
            seen[told] += 1
            key = sha256(f"{told}\n{seen[told]}".encode()).hexdigest()
            lines.append(replace(bare, key=key))
    return lines


def candidates(line: LineFacts) -> list[str]:
    """References of creditors that a line bears, the one that stands in its place first, then in its text."""
    found = ["".join(line.reference.split()).upper()] if line.reference else []
    plain = line.text.upper()
    found += _RF.findall(plain) + _RF.findall("".join(plain.split()))
    return list(dict.fromkeys(found))


def _parts(entry: Entry) -> Iterator[LineFacts]:
    batch = [part for part in entry.transactions if part.money]
    if len(batch) < 2:
        yield _whole(entry)
        return
    for part in batch:
        if part.money:
            yield LineFacts(
                "",
                entry.booked,
                part.money,
                entry.bank_reference,
                part.reference,
                part.end_to_end_id,
                part.text,
                part.end_to_end_id,
                part.reason,
            )


def _whole(entry: Entry) -> LineFacts:
    """An entry that is one payment, or that keeps to itself of which it is made."""
    only = entry.transactions[0] if len(entry.transactions) == 1 else None
    return LineFacts(
        "",
        entry.booked,
        entry.money,
        entry.bank_reference,
        only.reference if only else "",
        entry.end_to_end_id,
        only.text if only else "",
        entry.end_to_end_id or entry.lot,
        only.reason if only else "",
    )
