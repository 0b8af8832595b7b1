"""What a consumption costs by the body's tariffs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.forms import Form

from shubbak.portal.pages.picture import BandPicture


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line: its name, how it came about, and what it costs with VAT."""

    label: str
    amount: str
    parts: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer, in words of the page."""

    title: str
    total: str
    unit: str
    without_vat: str
    vat: str
    in_cash: str
    lines: Sequence[QuoteLine]
    why: Sequence[str]
    picture: BandPicture | None
    is_weak: bool


@dataclass(frozen=True, slots=True)
class TariffsPage:
    form: Form
    quoted: Quoted | None = None
