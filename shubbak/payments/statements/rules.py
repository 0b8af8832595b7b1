"""What a bank says of an account, and whether it adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


class StatementRefused(ValueError):
    """Nothing of the file may be believed; the words say why."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units, positive where it came to the account."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """One payment inside an entry. `reference`: the creditor's (ISO 11649 or the body's own).

    `reason`: why the bank sends it back (``AM04``).
    """

    money: Money | None
    reference: str
    end_to_end_id: str
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One booked movement. `bank_reference`: by which the bank names it; `lot`: by which we named a batch."""

    booked: date | None
    money: Money
    bank_reference: str
    is_reversal: bool
    transactions: Sequence[Transaction] = ()
    lot: str = ""

    @property
    def reference(self) -> str:
        """The creditor's reference of its one payment, else the bank's."""
        own = self.transactions[0].reference if len(self.transactions) == 1 else ""
        return own or self.bank_reference

    @property
    def end_to_end_id(self) -> str:
        return self.transactions[0].end_to_end_id if len(self.transactions) == 1 else ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one message says of one account. A notification has no balances."""

    name: str
    account: str
    opening: Money | None
    closing: Money | None
    entries: Sequence[Entry]

    @property
    def moved(self) -> int:
        """The sum of the entries, in minor units."""
        return sum(entry.money.minor for entry in self.entries)

    @property
    def missing(self) -> int:
        """What opening and entries lack to the closing balance, in minor units; 0 where it adds up."""
        if self.opening is None or self.closing is None:
            return 0
        return self.closing.minor - self.opening.minor - self.moved


def refuse_wrong_batch(entry: Entry) -> None:
    """:raises StatementRefused: if the transactions of a batch do not make its amount."""
    amounts = [transaction.money for transaction in entry.transactions]
    if len(amounts) < 2 or any(money is None for money in amounts):
        return
    total = sum(money.minor for money in amounts if money)
    if {money.currency for money in amounts if money} != {entry.money.currency} or total != entry.money.minor:
        raise StatementRefused(
            f"the batch {entry.bank_reference or '?'} is {entry.money.minor} {entry.money.currency} "
            f"(in minor units), but its transactions make {total}"
        )
