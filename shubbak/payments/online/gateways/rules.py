"""What every gateway is asked, and what it may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shubbak.foundation.money import minor_digits

Fields = Sequence[tuple[str, str]]
"""Names and values as they were posted, in their order: a name that comes twice is seen."""


class Fate(StrEnum):
    """What became of an order at its gateway. Held: the card said yes, the money waits for our word."""

    PAID = "paid"
    HELD = "held"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class BadMessage(Exception):
    """Nothing of what was posted may be believed. The code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class GatewayAway(Exception):
    """The gateway did not answer, or not so that anybody could read it: nothing is known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gateway is told of an order; `back` is where the browser returns, `callback` where it calls."""

    oid: str
    amount: int
    currency: str
    language: str
    back: str
    callback: str


@dataclass(frozen=True, slots=True)
class Page:
    """Where the person is sent, by a form with these fields."""

    address: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gateway says of one order; amount in minor units, None where it says none."""

    oid: str
    fate: Fate
    reference: str = ""
    amount: int | None = None
    currency: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Captured:
    """A line of the gateway's file of the day: money that it took and owes us."""

    oid: str
    reference: str
    amount: int
    currency: str


class Gateway(Protocol):
    """A page of cards. Payments carry the source ``gateway:<name>``."""

    name: str
    is_final: bool
    """Its callback is the money itself: nobody need ask it again."""

    def begin(self, asked: Asked) -> Page: ...

    def read_callback(self, posted: Fields) -> Outcome:
        """:raises BadMessage: unless it is the gateway's own word, about a payment to us."""

    def answer(self, fate: Fate | None) -> str:
        """What the caller is told: the fate that we wrote down, None where we believe nothing."""

    def status(self, oid: str) -> Outcome:
        """:raises GatewayAway:"""

    def capture(self, oid: str) -> Outcome:
        """Take the money that is held. :raises GatewayAway:"""


def to_decimal(amount: int, currency: str) -> str:
    """``407.76``: whole units, a point and the figures of the currency."""
    digits = minor_digits(currency)
    whole, rest = divmod(amount, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def to_minor(written: str, currency: str) -> int:
    """:raises ValueError: unless it is a plain decimal with no more figures than the currency has."""
    digits = minor_digits(currency)
    whole, _, rest = written.partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or not whole or len(rest) > digits:
        raise ValueError(written)
    return int(whole + rest.ljust(digits, "0"))
