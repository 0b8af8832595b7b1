"""A bill, and what it tells of itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shubbak.portal.pages.parts import Link, Notice, Row, Tag
from shubbak.portal.pages.picture import BandPicture, YearsPicture
from shubbak.portal.pages.tariff import QuoteLine
from shubbak.utility.bills.why_words import Why


@dataclass(frozen=True, slots=True)
class MeterReading:
    """What a meter showed at both ends of the period, and how that is known."""

    title: str
    rows: Sequence[Row]
    quality: Tag


@dataclass(frozen=True, slots=True)
class BillDetail:
    """The lines of a bill, with the sums that are under them."""

    lines: Sequence[QuoteLine]
    total: str
    unit: str
    without_vat: str
    vat: str


@dataclass(frozen=True, slots=True)
class BillPage:
    """`pay`: the acts of who still owes something; `reference`: what they give at a bank or a till.

    `papers`: what may be taken home.
    """

    title: str
    number: str
    total: str
    unit: str
    lead: str
    detail: BillDetail
    notices: Sequence[Notice] = field(default_factory=tuple)
    tag: Tag | None = None
    pay: Sequence[Link] = field(default_factory=tuple)
    reference: str = ""
    why: Why | None = None
    bands: BandPicture | None = None
    years: YearsPicture | None = None
    readings: Sequence[MeterReading] = field(default_factory=tuple)
    contest_url: str = ""
    papers: Sequence[Link] = field(default_factory=tuple)
    send: Link | None = None
    """To have it by e-mail."""
