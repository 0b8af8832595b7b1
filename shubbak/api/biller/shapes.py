"""What banks send and get. Amounts are whole minor units; days are business days."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field

from shubbak.api.shapes import Incoming, Instant

_MOST = 10**15
Channel = Literal["app", "web", "atm", "branch", "standing", "other"]
Amount = Annotated[int, Field(strict=True, gt=0, lt=_MOST, description="Minor units of the currency.")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217.")]
Number = Annotated[
    str,
    Field(min_length=1, max_length=80, description="Of a contract in any writing, or a reference of a bill."),
]


class ItemGiven(Incoming):
    reference: Annotated[str, Field(min_length=1, max_length=40)]
    amount: Amount


class PaymentGiven(Incoming):
    """Without ``items`` the amount is laid on what is owed, the oldest first."""

    contract: Number
    amount: Amount
    currency: Currency
    channel: Channel
    paid_at: AwareDatetime
    items: Annotated[list[ItemGiven], Field(max_length=50)] = []


class ReversalGiven(Incoming):
    reason: Annotated[str, Field(max_length=200)] = ""


class ItemOwed(Schema):
    """``amount`` is what is left of ``billed``; ``contested``: it can be paid, and nobody presses for it."""

    reference: str
    rf: str
    words: str
    due_on: date
    billed: int
    amount: int
    contested: bool


class DuesShown(Schema):
    """``holder``: the first letters of the name. ``in_order``: nothing is paid before what is older."""

    contract: str
    what: str
    holder: str
    currency: str
    total: int
    in_order: bool
    items: list[ItemOwed]


class ItemPaid(Schema):
    """What a payment did: ``credit`` is kept for the payer, since it was not owed any more."""

    reference: str
    paid: int
    credit: int


class PaymentTaken(Schema):
    """The same for every repetition, whatever befalls the payment later."""

    reference: str
    amount: int
    currency: str
    business_day: date
    received_at: Instant
    paid: int
    credit: int
    items: list[ItemPaid]


class PaymentShown(PaymentTaken):
    state: Literal["paid", "reversed"]
    reversed_at: Instant | None


class PurchaseGiven(Incoming):
    """``meter``: the number on its plate, or that of its contract."""

    meter: Number
    amount: Amount
    currency: Currency
    channel: Channel
    paid_at: AwareDatetime


class QuoteShown(Schema):
    """``amount`` is what is asked for ``quantity`` thousandths of ``unit``, ``debts`` of it for what was owed
    before. Below ``least`` and above ``most`` nothing is sold: all three are nothing then.
    """

    meter: str
    contract: str
    what: str
    holder: str
    currency: str
    least: int
    most: int
    amount: int
    debts: int
    quantity: int
    unit: str


class PurchaseState(StrEnum):
    UNPAID = "unpaid"
    PENDING = "pending"
    GIVEN = "given"
    FAILED = "failed"
    REVERSED = "reversed"


class PurchaseShown(PaymentTaken):
    """``tokens``: twenty digits each, typed one after the other in this order; none before ``state`` is
    ``given``. ``failed``: nobody could make one, and the money is credit. ``unpaid``: a part was paid.
    ``test``: of a laboratory.
    """

    meter: str
    quantity: int
    unit: str
    state: PurchaseState
    tokens: list[str]
    test: bool


class PaymentLine(Schema):
    reference: str
    amount: int
    currency: str
    state: Literal["paid", "reversed"]


class DayShown(Schema):
    """``count`` and ``total`` hold what was reversed too. ``is_over``: no payment is added any more."""

    day: date
    is_over: bool
    count: int
    total: int
    reversed_count: int
    reversed_total: int
    page: int
    pages: int
    payments: list[PaymentLine]


class DifferenceShown(Schema):
    reference: str
    ours: int
    theirs: int
    detail: str


class Reconciled(Schema):
    """``matched``: how many lines of the file are as we have them."""

    day: date
    is_over: bool
    lines: int
    matched: int
    only_theirs: list[DifferenceShown]
    only_ours: list[DifferenceShown]
    amount_differs: list[DifferenceShown]
    state_differs: list[DifferenceShown]


class Today(Schema):
    """Who is heard, and for which day a payment counts now."""

    bank: str
    key: str
    time: Instant
    business_day: date
    cut_off: int
