"""Paying online: what is owed, the way to the gateway, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.forms import BoundField, Form

from shubbak.portal.pages.parts import Link, Row


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that can be paid; `take` chooses it among several, `part` is how much of it."""

    title: str
    rows: Sequence[Row]
    take: BoundField | None = None
    part: BoundField | None = None


@dataclass(frozen=True, slots=True)
class DuesPage:
    """`is_checked`: a payment of one of these is under way, and nobody knows yet how it ended."""

    form: Form
    lines: Sequence[DueLine]
    total: str
    is_checked: bool = False
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """The last page of ours: what will be paid, and the form that leads away."""

    amount: str
    number: str
    rows: Sequence[Row]
    address: str
    host: str
    fields: Mapping[str, str]
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class OrderPage:
    """`state`: paid, refused, unknown or waiting."""

    state: str
    amount: str
    number: str
    rows: Sequence[Row]
    at: datetime | None = None
    credit: str = ""
    sent_to: str = ""
    address: str = ""
    again: Link | None = None
    going: str = ""
    token: str = ""
    """Where the token is made that was paid for."""
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """The page of the development gateway: what it was sent, to be sent on with what it shall say."""

    amount: str
    number: str
    fields: Mapping[str, str] = field(default_factory=dict)
