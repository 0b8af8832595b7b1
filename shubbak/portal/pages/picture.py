"""Pictures of figures: drawn once for wide and once for narrow pages, their figures in a table beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Whose = Literal["now", "before", "other"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in units of its view box; `text` stands in or on it, `label` under it."""

    x: int
    y: int
    width: int
    height: int
    text: str = ""
    label: str = ""
    whose: Whose = "other"

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A consumption on the axis, and its words, which stand over it or on its free side."""

    x: int
    text: str
    text_at: int
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the picture, with its value at the edge where one begins to read."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class BandDrawing:
    size: Literal["wide", "narrow"]
    width: int
    text_at: int
    bars: Sequence[Bar]
    now: Mark
    before: Mark | None


@dataclass(frozen=True, slots=True)
class BandRow:
    bounds: str
    price: str
    whose: Sequence[str]


@dataclass(frozen=True, slots=True)
class BandPicture:
    """Bands from the start edge of the page to its end, and where a consumption lies among them."""

    words: str
    axis: str
    drawings: Sequence[BandDrawing]
    rows: Sequence[BandRow]


@dataclass(frozen=True, slots=True)
class YearsDrawing:
    size: Literal["wide", "narrow"]
    width: int
    first: int
    last: int
    text_at: int
    bars: Sequence[Bar]
    months: Sequence[Bar]
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class YearsRow:
    month: str
    quantity: str
    before: str


@dataclass(frozen=True, slots=True)
class YearsPicture:
    """Twelve months, each beside the same month a year earlier."""

    lead: str
    unit: str
    drawings: Sequence[YearsDrawing]
    rows: Sequence[YearsRow]
