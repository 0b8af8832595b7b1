"""Where rooms above hear that a bank sent a debit back, so that they tell the person."""

from collections.abc import Callable
from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.debiting.models import Debit

Returned = Callable[[Debit, Actor, datetime], None]
"""Called in the same transaction."""

_returned: list[Returned] = []


def register_returned(callback: Returned) -> None:
    if callback not in _returned:
        _returned.append(callback)


def tell_returned(debit: Debit, actor: Actor, at: datetime) -> None:
    for callback in _returned:
        callback(debit, actor, at)
