"""Where rooms above hear that something of theirs was paid; the ledger never knows them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.ledger.models import Payable, Payment

Settled = Callable[[Payable, bool, Actor, datetime], None]
"""Called in the same transaction: True when nothing is left of a payable, False when something is again.

It may be told the same twice: instalments that are paid together each settle the whole.
"""

Eased = Callable[[Payable, Actor, datetime], None]
"""Called in the same transaction when a payable is asked no more for now: contested, in parts, cancelled."""

TakenBack = Callable[[Payment, Sequence[Payable], str, datetime], None]
"""Called in the same transaction when a payment is taken back: what is owed again, and the reason given."""

_settled: dict[str, list[Settled]] = {}
_eased: dict[str, Eased] = {}
_taken_back: list[TakenBack] = []


def register_settled(kind: str, callback: Settled) -> None:
    """Hear of the payables of a kind."""
    if callback not in _settled.setdefault(kind, []):
        _settled[kind].append(callback)


def tell_settled(payable: Payable, settled: bool, actor: Actor, at: datetime) -> None:
    for callback in _settled.get(payable.kind, ()):
        callback(payable, settled, actor, at)


def register_eased(kind: str, callback: Eased) -> None:
    """Hear that a payable of a kind is asked no more for now."""
    _eased[kind] = callback


def tell_eased(payable: Payable, actor: Actor, at: datetime) -> None:
    if callback := _eased.get(payable.kind):
        callback(payable, actor, at)


def register_taken_back(callback: TakenBack) -> None:
    """Hear that a payment did not come after all, whatever it had paid."""
    if callback not in _taken_back:
        _taken_back.append(callback)


def tell_taken_back(payment: Payment, owed: Sequence[Payable], reason: str, at: datetime) -> None:
    for callback in _taken_back:
        callback(payment, owed, reason, at)
