"""Words of the till: what is taken, what change is given, what a drawer must hold. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

DUTY = "duty"
"""The kind of payables that are the stamp duty on what is paid in cash, and the account that it falls to."""
SAFE, LOSSES, SURPLUS = "safe", "losses", "surplus"
"""Accounts of the body: where drawers are emptied to, and where what a drawer lacks or has too much falls."""
MOST_PAYABLES = 24
_COINS: Mapping[str, Sequence[int]] = {
    "MAD": (200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 1),
    "OMR": (50_000, 20_000, 10_000, 5_000, 1_000, 500, 100, 50, 25, 10, 5),
    "AED": (1000_00, 500_00, 200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 50, 25, 10, 5, 1),
}


class CashierRefused(Exception):
    """An act that the till does not allow; `code` names why.

    Codes: ``no_such_till``, ``till_known``, ``till_in_use``, ``shift_open`` (the cashier has one already),
    ``no_shift`` (none is open here), ``not_yours``, ``nothing``, ``too_many``, ``too_little`` (handed less
    than asked), ``paid_meanwhile``, ``no_such_payable``, ``cheque_missing``, ``reference_missing``,
    ``reason_missing``, ``countered_before``, ``not_a_cheque``, ``another_person``, ``explain`` (the count
    differs), ``not_closed``, ``not_signed``, ``signed_before``, ``remitted_before``, ``slip_missing``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Means(StrEnum):
    """How somebody pays at a till."""

    CASH = "cash"
    CHEQUE = "cheque"
    CARD = "card"


@dataclass(frozen=True)
class ChequeFacts:
    """What stands on a cheque."""

    number: str
    bank: str
    drawer: str
    dated: date


@dataclass(frozen=True)
class Taking:
    """What somebody pays: parts of payables, and `advance`, which becomes credit.

    `handed` is the cash that was laid down, `reference` what the card terminal printed.
    """

    means: Means
    wanted: tuple[tuple[UUID, int], ...]
    advance: int = 0
    handed: int = 0
    cheque: ChequeFacts | None = None
    reference: str = ""

    @property
    def amount(self) -> int:
        """What is paid, without the duty."""
        return sum(amount for _, amount in self.wanted) + self.advance


def refuse_taking(taking: Taking, total: int) -> int:
    """The change that is given back.

    :raises CashierRefused: ``nothing``, ``too_many``, ``too_little``, ``cheque_missing``,
    ``reference_missing``.
    """
    parts = [amount for _, amount in taking.wanted]
    if taking.amount <= 0 or taking.advance < 0 or min(parts, default=1) <= 0:
        raise CashierRefused("nothing")
    if len(parts) > MOST_PAYABLES or len(dict(taking.wanted)) < len(parts):
        raise CashierRefused("too_many")
    if taking.means is Means.CHEQUE and not (taking.cheque and taking.cheque.number and taking.cheque.bank):
        raise CashierRefused("cheque_missing")
    if taking.means is Means.CARD and not taking.reference:
        raise CashierRefused("reference_missing")
    if taking.means is not Means.CASH:
        return 0
    if taking.handed < total:
        raise CashierRefused("too_little")
    return taking.handed - total


def account_of(means: str, till: str) -> str:
    """Where the money lies: each till has a drawer; cheques and cards of all tills lie together."""
    return {Means.CASH: drawer_of(till), Means.CHEQUE: "cheques"}.get(Means(means), "card")


def drawer_of(till: str) -> str:
    return f"cash:{till}"


def coins_of(currency: str) -> Sequence[int]:
    """Notes and coins, the largest first; where they are not known here, the minor unit alone."""
    return _COINS.get(currency, (1,))


def counted(pieces: Mapping[int, int]) -> int:
    """What so many pieces of each value come to."""
    return sum(value * number for value, number in pieces.items())


def expected(opened_with: int, taken: Sequence[int], given_back: Sequence[int]) -> int:
    """What the drawer must hold."""
    return opened_with + sum(taken) - sum(given_back)


def refuse_counter_entry(*, is_open: bool, is_own: bool, is_head: bool) -> None:
    """A cashier takes back what they took while their shift is open; later, or for another, the head does.

    :raises CashierRefused: ``not_yours``, ``another_person``: a head takes back nothing of their own later.
    """
    if is_own and is_open:
        return
    if not is_head:
        raise CashierRefused("not_yours")
    if is_own:
        raise CashierRefused("another_person")
