"""Words of an order at a gateway, and when its gateway is asked again. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

MOST_PAYABLES = 4
TYPING = timedelta(minutes=30)
"""So long somebody may still be typing a card: what nobody tried yet is not given up."""
FIRST_ASKED = timedelta(minutes=10)
ASKED_AT_MOST_EVERY = timedelta(hours=6)
ADDRESS_KEPT = timedelta(days=30)


class OrderRefused(Exception):
    """An order that is not begun. Codes: ``nothing``, ``too_many``, ``amount``, ``whole``,
    ``other_currency``, ``no_such_payable``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Due:
    """What is left of a payable, and whether a part of it may be paid."""

    left: int
    currency: str
    in_parts: bool


def check_wanted(wanted: Sequence[tuple[UUID, int]], dues: Mapping[UUID, Due]) -> int:
    """The sum of what somebody wants to pay.

    :raises OrderRefused:
    """
    if not wanted:
        raise OrderRefused("nothing")
    if len(wanted) > MOST_PAYABLES or len({payable for payable, _ in wanted}) < len(wanted):
        raise OrderRefused("too_many")
    for payable, amount in wanted:
        if payable not in dues:
            raise OrderRefused("no_such_payable")
        due = dues[payable]
        if not 0 < amount <= due.left:
            raise OrderRefused("amount")
        if amount < due.left and not due.in_parts:
            raise OrderRefused("whole")
    if len({dues[payable].currency for payable, _ in wanted}) > 1:
        raise OrderRefused("other_currency")
    return sum(amount for _, amount in wanted)


def ask_again_at(made_at: datetime, at: datetime) -> datetime:
    """As long again as has passed already, and at most six hours."""
    return at + min(max(at - made_at, FIRST_ASKED), ASKED_AT_MOST_EVERY)


class AlarmRefused(Exception):
    """An alarm that is not closed so. Codes: ``no_alarm``, ``reason_missing``, ``not_this_way``,
    ``asked_before``, ``decided_before``, ``same_person``; of the difference of a day ``settled_before``,
    ``referred_before``, ``no_service``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse_way(way: str, alarm: str, *, is_paid: bool) -> None:
    """What is paid here can be taken back; what the gateway took in another amount can be received.

    :raises AlarmRefused: ``not_this_way``.
    """
    fits = {"explained": True, "reversed": is_paid, "received": alarm == "amount" and not is_paid}
    if not fits.get(way, False):
        raise AlarmRefused("not_this_way")
