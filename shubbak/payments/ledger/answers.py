"""What a bank says under a name that we gave it: the room above that gave the name hears it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from shubbak.journal.rules import Actor
from shubbak.payments.ledger.models import Payment


@dataclass(frozen=True)
class BankWord:
    """A movement as a bank tells it. `amount` is less than nothing where it left the account.

    `name`: the end-to-end id, else the name of the lot; `into`: the account of the ledger; `reason`: why the
    bank sends something back (ISO 20022).
    """

    name: str
    amount: int
    currency: str
    into: str
    day: date
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    """What we hold under the name, signed as the bank does; nothing where we expect no movement of it.

    `payment`: which one it is, if it is one.
    """

    held: int
    payment: Payment | None = None


Hear = Callable[[BankWord, Actor, datetime], Answer | None]
"""Called in the same transaction as the movement is kept; None where the name is not of this room."""

_hearers: list[Hear] = []


def register_hearer(hear: Hear) -> None:
    """Let a room above hear what banks say under its names."""
    if hear not in _hearers:
        _hearers.append(hear)


def hear(word: BankWord, actor: Actor, at: datetime) -> Answer | None:
    """The answer of whoever gave the name."""
    found = (hearer(word, actor, at) for hearer in _hearers)
    return next((answer for answer in found if answer is not None), None) if word.name else None
