"""Whoever owes, by what is on their papers: a number of a room above, or a reference of the ledger."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shubbak.foundation.localized import Localized
from shubbak.payments.ledger import queries

_LONGEST = 80


@dataclass(frozen=True)
class Debtor:
    """A payer as they are found. `number` in its one form; `words`: what it is the number of.

    `name` is the whole name, or "" where a reference alone was known: the door decides how much of it shows.
    """

    payer_id: UUID
    number: str
    words: Localized
    name: str = field(default="", repr=False)


Find = Callable[[str, datetime], Debtor | None]

_finders: list[Find] = []


def register_finder(find: Find) -> None:
    """Let a room above find its payers by numbers of its own."""
    if find not in _finders:
        _finders.append(find)


def find_debtor(text: str, at: datetime) -> Debtor | None:
    """Who owes under what was typed: a number of a room above, else the reference of a payable.

    A number that more than one room knows finds nobody: which of them was meant is not ours to guess.
    """
    if len(text) > _LONGEST:
        return None
    found = [debtor for find in _finders if (debtor := find(text, at))]
    if len(found) > 1:
        return None
    return found[0] if found else _by_reference(text)


def _by_reference(text: str) -> Debtor | None:
    payable = queries.find(text)
    return Debtor(payable.payer_id, payable.reference, payable.words) if payable else None
