"""The bills of an institution together: its months, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.portal.pages.contract import BillRow
from shubbak.portal.pages.parts import Link, Notice, Row


@dataclass(frozen=True, slots=True)
class GroupPage:
    """`reference`: under which banks carry one payment for all."""

    title: str
    name: str
    lead: str
    owed: str
    reference: str
    months: Sequence[BillRow]
    pay: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class GroupedRow:
    """A bill among the others; figures as they are written. `number` alone says which contract it is of."""

    number: str
    place: str
    quantity: str
    net: str
    vat: str
    total: str
    left: str


@dataclass(frozen=True, slots=True)
class RateRow:
    rate: str
    net: str
    vat: str
    total: str


@dataclass(frozen=True, slots=True)
class GroupedPage:
    """A month. `back` is None for whoever has the paper alone, who takes no copies from here either."""

    title: str
    name: str
    lead: str
    owed: str
    reference: str
    rows: Sequence[GroupedRow]
    whole: GroupedRow
    rates: Sequence[RateRow]
    facts: Sequence[Row]
    back: Link | None = None
    papers: Sequence[Link] = ()
    pay: Sequence[Link] = ()
    notice: Notice | None = None
