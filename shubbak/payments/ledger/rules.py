"""Words of the ledger: what is owed, what came, and how money is shared out. Pure; no Django, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from uuid import UUID

from shubbak.foundation import canonical
from shubbak.foundation.localized import Localized

Wanted = Sequence[tuple[UUID, int]]
"""What somebody means to pay: payables and amounts."""

INSTALMENT = "plan"
"""The kind of payables that are instalments."""
TAKEN_OVER = "taken_over"
"""The kind of payables that somebody took over; the origin is what the other owed."""
LATE_INSTALMENTS = 2
"""So many of them late, and the whole is asked again."""
Age = tuple[int, int | None]
"""Days after the due date: from, and before; None has no end."""
AGES: tuple[Age, ...] = ((1, 31), (31, 61), (61, 91), (91, 181), (181, None))


class LedgerRefused(Exception):
    """An act that the ledger does not allow; `code` names why.

    Codes: ``other_body`` (the same reference came with another request), ``other_currency``,
    ``no_such_payable``, ``no_such_payer``, ``more_than_came`` (wanted is more than the amount),
    ``no_such_payment``, ``nothing`` (an amount of nothing),
    ``not_a_number`` (letters where only figures are carried in bulk), ``posted_before``, ``credit_spent``,
    ``cancelled``; of instalments ``in_plan``, ``parts_differ``; of what two people decide
    ``not_enough_credit``, ``asked_before``, ``no_such_request``, ``decided_before``, ``same_person``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PayableFacts:
    """Something to pay. `kind`, `origin` and `part` name what it stands for where it comes from.

    `reference` is printed; without one a number is drawn. `income`: the account of the body that it falls to.
    `day`: the business day on which it is posted.
    """

    payer: UUID
    kind: str
    origin: UUID
    amount: int
    due_on: date
    day: date
    words: Localized = field(default_factory=dict)
    part: str = ""
    reference: str = ""
    income: str = "revenue"


@dataclass(frozen=True)
class Received:
    """Money that came. `into`: the account of the body where it lies now (``bank:attijari``, ``cash``).

    `body` is what was asked, byte for byte, where a partner sent it; else these facts are compared.
    """

    source: str
    reference: str
    amount: int
    currency: str
    channel: str
    into: str
    paid_at: datetime
    business_day: date
    body: bytes = b""

    def digest(self, payer: UUID, wanted: Wanted) -> bytes:
        """The same for the same request, another for any other."""
        if self.body:
            return sha256(self.body).digest()
        asked: list[canonical.Value] = [[str(payable), amount] for payable, amount in wanted]
        facts: list[canonical.Value] = [
            str(payer),
            self.amount,
            self.currency,
            self.channel,
            self.into,
            asked,
        ]
        return sha256(canonical.encode(facts)).digest()


@dataclass(frozen=True)
class Share:
    """How much of what was meant for a payable it still needed, and how much it did not."""

    payable: UUID
    paid: int
    over: int


def share_out(amount: int, wanted: Wanted, left: Mapping[UUID, int]) -> tuple[list[Share], int]:
    """Each payable gets what was meant for it, but no more than is left of it; and what was meant for none.

    :raises LedgerRefused: ``more_than_came``, ``nothing``, ``no_such_payable``.
    """
    meant: dict[UUID, int] = {}
    for payable, part in wanted:
        meant[payable] = meant.get(payable, 0) + part
    if amount <= 0 or min((part for _, part in wanted), default=1) <= 0:
        raise LedgerRefused("nothing")
    if not meant.keys() <= left.keys():
        raise LedgerRefused("no_such_payable")
    rest = amount - sum(meant.values())
    if rest < 0:
        raise LedgerRefused("more_than_came")
    shares = [(payable, part, min(part, left[payable])) for payable, part in sorted(meant.items())]
    return [Share(payable, paid, part - paid) for payable, part, paid in shares], rest


def in_order(amount: int, left: Sequence[tuple[UUID, int]]) -> list[tuple[UUID, int]]:
    """An amount laid on payables one after the other, as far as it goes."""
    laid = []
    for payable, part in left:
        taken = min(amount, part)
        if taken > 0:
            laid.append((payable, taken))
        amount -= taken
    return laid


def age_of(days: int) -> Age:
    """Where something overdue for so many days is counted."""
    return next(age for age in AGES if age[1] is None or days < age[1])


def refuse_wrong_parts(left: int, parts: Sequence[tuple[date, int]]) -> None:
    """Two instalments or more, one after the other, make what is left.

    :raises LedgerRefused: ``parts_differ``.
    """
    days, amounts = [due_on for due_on, _ in parts], [amount for _, amount in parts]
    in_time = all(before < after for before, after in pairwise(days))
    if len(parts) < 2 or not in_time or min(amounts) <= 0 or sum(amounts) != left:
        raise LedgerRefused("parts_differ")
