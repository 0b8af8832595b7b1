"""What a room above hands over once it is paid, as digits to type; the ledger knows no more of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from shubbak.journal.rules import Actor
from shubbak.payments.ledger.finding import Debtor
from shubbak.payments.ledger.models import Payable, Payment, Transfer

_FOUR = re.compile("[0-9]{4}")
TEST_MARK = "TEST"


class BuyingRefused(Exception):
    """What is asked is not sold; `code` says why.

    Codes: ``unknown_meter``, ``not_for_sale`` (it has no price, or nobody holds it), ``too_little``,
    ``too_much``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class State(StrEnum):
    """Where a purchase stands."""

    UNPAID = "unpaid"
    PENDING = "pending"
    GIVEN = "given"
    FAILED = "failed"


@dataclass(frozen=True)
class Quote:
    """What so much money buys now; nothing is written. Outside `least` and `most` it buys nothing.

    `amount`: what is asked for it, `debts` of it for what was owed before. `quantity`: thousandths of `unit`.
    """

    debtor: Debtor
    meter: str
    currency: str
    least: int
    most: int
    unit: str
    amount: int = 0
    debts: int = 0
    quantity: int = 0


@dataclass(frozen=True)
class Goods:
    """What was bought. `codes`: digits to type, one after the other; none before `state` is given."""

    state: State
    meter: str
    quantity: int
    unit: str
    codes: Sequence[str] = ()
    is_test: bool = False

    @property
    def printed(self) -> list[str]:
        """As they stand on paper, in groups of four; the mark of a test above those of a laboratory."""
        lines = [" ".join(_FOUR.findall(code)) for code in self.codes]
        return [TEST_MARK, *lines] if self.is_test else lines


class Shop(Protocol):
    """A room above that sells; it answers None where what was typed is none of its meters."""

    def quote(self, typed: str, money: int, at: datetime) -> Quote | None: ...

    def begin(self, typed: str, money: int, key: UUID, actor: Actor, at: datetime) -> Payable | None:
        """:raises BuyingRefused:"""

    def goods(self, payable: Payable) -> Goods: ...

    def hand_over(self, payable: Payable, actor: Actor, at: datetime) -> Goods:
        """Have it made, if it is paid and nobody made it yet: after the commit of its payment."""


_shops: dict[str, Shop] = {}


def register_shop(kind: str, shop: Shop) -> None:
    """Sell: `kind` is that of the payables by which it is paid."""
    _shops[kind] = shop


def quote(typed: str, money: int, at: datetime) -> Quote:
    """:raises BuyingRefused: ``unknown_meter``, ``not_for_sale``."""
    found = (shop.quote(typed, money, at) for shop in _shops.values())
    quoted = next((each for each in found if each), None)
    if quoted is None:
        raise BuyingRefused("unknown_meter")
    return quoted


def sells_to(typed: str, at: datetime) -> bool:
    """Whether something is sold under a number now."""
    try:
        return bool(typed and quote(typed, 0, at))
    except BuyingRefused:
        return False


def begin(typed: str, money: int, key: UUID, actor: Actor, at: datetime) -> Payable:
    """What is to be paid; `key` is the buyer's, so that a repeat is the same purchase.

    :raises BuyingRefused:
    """
    begun = (shop.begin(typed, money, key, actor, at) for shop in _shops.values())
    payable = next((each for each in begun if each), None)
    if payable is None:
        raise BuyingRefused("unknown_meter")
    return payable


def goods_of(payment: Payment) -> list[Goods]:
    return [_shops[payable.kind].goods(payable) for payable in _bought_with(payment)]


def hand_over(payment: Payment, actor: Actor, at: datetime) -> list[Goods]:
    """What a payment bought, made now where it can be; asked again, it is the same."""
    return [_shops[payable.kind].hand_over(payable, actor, at) for payable in _bought_with(payment)]


def _bought_with(payment: Payment) -> list[Payable]:
    """The purchases that a payment was meant for, also where their money is credit by now."""
    kinds = (Transfer.Kind.PAID, Transfer.Kind.OVERPAID)
    meant = payment.transfers.filter(kind__in=kinds, payable__kind__in=_shops).values("payable")
    return list(Payable.objects.filter(pk__in=meant).order_by("reference"))
