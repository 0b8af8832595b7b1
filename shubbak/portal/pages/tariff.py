"""What a consumption costs by the body's tariffs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.forms import Form


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line: its name, how it came about, and what it costs with VAT."""

    label: str
    amount: str
    parts: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Bar:
    """One band of the picture, in units of its view box; `reached` is where the consumption lies."""

    x: int
    y: int
    width: int
    height: int
    price: str
    bounds: str
    reached: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class BandPicture:
    """Bands from the start edge of the page to its end; `mark` is the place of the consumption."""

    bars: Sequence[Bar]
    mark: int
    mark_text_at: int
    mark_text: str
    words: str
    axis: str


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
