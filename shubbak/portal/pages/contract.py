"""A contract with its bills, and its statement of account."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form

from shubbak.portal.pages.parts import Link, Row, Tag


@dataclass(frozen=True, slots=True)
class ContractDoorPage:
    """`kept`: contracts of the account that is signed in here."""

    form: Form
    kept: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class BillRow:
    """One bill of a list."""

    title: str
    amount: str
    text: str
    tag: Tag
    url: str


@dataclass(frozen=True, slots=True)
class ContractPage:
    title: str
    place: str
    owed: str
    lead: str
    bills: Sequence[BillRow]
    statement_url: str
    pay: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class StatementRow:
    day: str
    words: str
    reference: str
    asked: str
    paid: str
    balance: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """`totals`: what was owed before, and after."""

    form: Form
    title: str
    back: Link
    totals: Sequence[Row] = ()
    rows: Sequence[StatementRow] = ()
    papers: Sequence[Link] = ()
