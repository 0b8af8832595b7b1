"""A prepaid meter: what money buys, the token, what was bought before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form

from shubbak.portal.pages.bill import BillDetail
from shubbak.portal.pages.parts import Link, Notice, Row, Tag


@dataclass(frozen=True, slots=True)
class TokenShown:
    """Twenty digits in groups of four, and what they are; `mark` says that they are a test."""

    words: str
    groups: Sequence[str]
    mark: str

    @property
    def digits(self) -> str:
        return "".join(self.groups)


@dataclass(frozen=True, slots=True)
class OfferShown:
    """`money` goes with the form that buys, under the buyer's `key`; `why`: what is strange about it."""

    key: str
    money: int
    quantity: str
    total: str
    detail: BillDetail
    why: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LoanShown:
    """Units before they are paid for; `action` is where it is asked."""

    key: str
    quantity: str
    total: str


@dataclass(frozen=True, slots=True)
class BoughtRow:
    """One purchase of the history."""

    title: str
    amount: str
    text: str
    tag: Tag
    url: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: str
    quantity: str
    amount: str
    percent: int


@dataclass(frozen=True, slots=True)
class PrepaidPage:
    """`keys`: tokens of a change of keys that the meter wants first."""

    form: Form
    number: str
    meter: str
    place: str
    back: Link
    offer: OfferShown | None = None
    notices: Sequence[Notice] = ()
    keys: Sequence[TokenShown] = ()
    loan: LoanShown | None = None
    months: Sequence[MonthRow] = ()
    bought: Sequence[BoughtRow] = ()


@dataclass(frozen=True, slots=True)
class SalePage:
    """`state`: asked, paid, vended, failed or withdrawn, as of a sale."""

    number: str
    sale_id: str
    state: str
    meter: str
    quantity: str
    rows: Sequence[Row]
    back: Link
    tokens: Sequence[TokenShown] = ()
    test_mark: str = ""
    is_tried: bool = False
    is_loan: bool = False
    at: datetime | None = None
    pay: Sequence[Link] = ()
    notice: Notice | None = None
