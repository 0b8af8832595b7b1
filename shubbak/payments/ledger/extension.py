"""Where rooms above hear that something of theirs was paid; the ledger never knows them."""

from collections.abc import Callable
from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.ledger.models import Payable

Settled = Callable[[Payable, bool, Actor, datetime], None]
"""Called in the same transaction: True when nothing is left of a payable, False when something is again.

It may be told the same twice: instalments that are paid together each settle the whole.
"""

Eased = Callable[[Payable, Actor, datetime], None]
"""Called in the same transaction when a payable is asked no more for now: contested, in parts, cancelled."""

_settled: dict[str, list[Settled]] = {}
_eased: dict[str, Eased] = {}


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
