"""Reading one's own meters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.forms import BaseForm, BoundField

from shubbak.portal.pages.parts import Link, Notice, Tag


@dataclass(frozen=True, slots=True)
class ReadingDoorPage:
    """`kept`: the contracts of whoever is signed in."""

    form: BaseForm
    kept: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class MeterBoxes:
    """One meter with its boxes; `question` is what is asked before its reading is sent."""

    name: str
    serial: str
    icon: str
    last: str
    last_on: date
    index: BoundField
    photo: BoundField
    question: str = ""
    photo_kept: bool = False
    already: str = ""


@dataclass(frozen=True, slots=True)
class MetersPage:
    number: str
    form: BaseForm
    meters: Sequence[MeterBoxes]
    closes: date | None
    asks: bool = False
    notices: Sequence[Notice] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """Outside the days of reading: when they begin, if that is known."""

    number: str
    opens: date | None
    closes: date | None


@dataclass(frozen=True, slots=True)
class ReadLine:
    name: str
    serial: str
    index: str
    used: str
    tag: Tag
    has_photo: bool


@dataclass(frozen=True, slots=True)
class ReadingReceiptPage:
    number: str
    contract: str
    at: datetime
    lines: Sequence[ReadLine]
    waits: bool
    contest_url: str
    again: str
