"""Bands and months as drawings: places of the reckoning turned for the direction of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from shubbak.foundation.text import month_name
from shubbak.portal.pages.picture import (
    BandDrawing,
    BandPicture,
    BandRow,
    Bar,
    Mark,
    Rule,
    Whose,
    YearsDrawing,
    YearsPicture,
    YearsRow,
)
from shubbak.utility.bills.bands import BandBar, Bands, Consumed, Frame, bands
from shubbak.utility.bills.history import MONTHS, History
from shubbak.utility.bills.manner import Manner
from shubbak.utility.tariffs.shapes import Consumption

FLOOR = 190
_GAP, _LETTER = 3, 7
_TENTH, _WHOLE, _LONG = 100, 1_000, 100_000
"""Of a unit, in thousandths: an axis has no room for more than tenths, that of a phone not for those of long
figures; the table has.
"""
_HIGH, _AXIS = 140, 40
_SIZES: dict[Literal["wide", "narrow"], Frame] = {
    "wide": Frame(width=640, height=130, narrowest=76, lowest=30),
    "narrow": Frame(width=340, height=130, narrowest=58, lowest=30),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A consumption, and the one it is compared with if there is any; each with the word for its time."""

    now: Consumed
    said: str
    before: Consumed | None = None
    said_before: str = ""


def band_picture(component: Consumption, compared: Compared, manner: Manner) -> BandPicture | None:
    """Where the consumption lies among the bands; none where there is one price."""
    drawn = {size: bands(component, compared.now, compared.before, frame) for size, frame in _SIZES.items()}
    wide = drawn["wide"]
    if wide is None:
        return None
    return BandPicture(
        words=_where_words(compared, manner),
        axis=gettext("Consumption of the period (%(unit)s)") % {"unit": manner.unit},
        drawings=[
            _drawing(size, found, compared, manner) for size, found in drawn.items() if found is not None
        ],
        rows=[_row(bar, compared, manner) for bar in wide.bars],
    )


def _where_words(compared: Compared, manner: Manner) -> str:
    words = gettext("Where your consumption lies among the bands")
    return f"{words}: {_said(compared.said, compared.now, manner)}"


def _said(said: str, consumed: Consumed, manner: Manner) -> str:
    measured = manner.measured(consumed.quantity)
    mark = "\u00a0:" if manner.language == "fr" else ":"
    return f"{said}{mark} {measured}" if said else measured


def _row(bar: BandBar, compared: Compared, manner: Manner) -> BandRow:
    whose = []
    if bar.is_now:
        whose.append(_said(compared.said, compared.now, manner))
    if bar.is_before and compared.before:
        whose.append(_said(compared.said_before, compared.before, manner))
    return BandRow(manner.bounds(bar.step), manner.price(bar.step.price), whose)


def _drawing(
    size: Literal["wide", "narrow"], found: Bands, compared: Compared, manner: Manner
) -> BandDrawing:
    width = _SIZES[size].width
    return BandDrawing(
        size=size,
        width=width,
        text_at=_across(0, width, manner),
        bars=[_bar(bar, size, manner) for bar in found.bars],
        now=_mark_now(found, _said(compared.said, compared.now, manner), width, manner),
        before=_mark_before(found, compared, width, manner),
    )


def _bar(bar: BandBar, size: Literal["wide", "narrow"], manner: Manner) -> Bar:
    width, is_long = _SIZES[size].width, (bar.step.up_to or 0) >= _LONG
    x = width - bar.start - bar.width + _GAP if manner.is_mirrored else bar.start
    whose: Whose = "now" if bar.is_now else "before" if bar.is_before else "other"
    nearest = _WHOLE if size == "narrow" and is_long else _TENTH
    price, bounds = manner.price(bar.step.price), manner.bounds(bar.step, nearest)
    return Bar(x, FLOOR - bar.height, bar.width - _GAP, bar.height, price, bounds, whose)


def _mark_now(found: Bands, text: str, width: int, manner: Manner) -> Mark:
    x = _across(found.now, width, manner)
    half = len(text) * _LETTER // 2
    return Mark(x, text, min(max(x, half), width - half))


def _mark_before(found: Bands, compared: Compared, width: int, manner: Manner) -> Mark | None:
    """Its words stand on the side away from the other mark, as far as they have room there."""
    if found.before is None or compared.before is None:
        return None
    text = _said(compared.said_before, compared.before, manner)
    x, length = _across(found.before, width, manner), len(text) * _LETTER + 8
    is_first = found.before <= found.now
    room = found.before if is_first else width - found.before
    if room >= length:
        away = -6 if is_first else 6
        at = _across(found.before + away, width, manner)
        return Mark(x, text, at, "end" if is_first else "start")
    return Mark(x, text, min(max(x, length // 2), width - length // 2))


def _across(place: int, width: int, manner: Manner) -> int:
    """From the edge at which the page begins to read."""
    return width - place if manner.is_mirrored else place


def years_picture(years: History, manner: Manner) -> YearsPicture | None:
    """Two years month by month; nothing while there is but one month to show."""
    if not years.has_two:
        return None
    rows = [
        YearsRow(
            f"{month_name(pair.month.month, manner.language, manner.country)} {pair.month.year}",
            "" if pair.quantity is None else manner.quantity(pair.quantity),
            "" if pair.before is None else manner.quantity(pair.before),
        )
        for pair in years.pairs
    ]
    lead = gettext("In %(unit)s, from the oldest month to the newest") % {"unit": manner.unit}
    return YearsPicture(lead, manner.unit, [_Years(size, years, manner).drawn() for size in _SIZES], rows)


class _Years:
    """The months at one size."""

    def __init__(self, size: Literal["wide", "narrow"], years: History, manner: Manner) -> None:
        self.size, self.years, self.manner = size, years, manner
        self.width = _SIZES[size].width
        self.slot = (self.width - _AXIS) // MONTHS
        self.bar_width = self.slot * 2 // 5

    def drawn(self) -> YearsDrawing:
        return YearsDrawing(
            size=self.size,
            width=self.width,
            first=self._at(_AXIS - 8),
            last=self._at(self.width),
            text_at=self._at(0),
            bars=list(self._bars()),
            months=list(self._months()),
            rules=[Rule(FLOOR - self._high(line), self.manner.quantity(line)) for line in self.years.lines],
        )

    def _bars(self) -> Iterator[Bar]:
        for rank, pair in enumerate(self.years.pairs):
            start = _AXIS + rank * self.slot
            is_last = rank == MONTHS - 1
            if pair.before is not None:
                yield self._bar(start, pair.before, "before", "")
            if pair.quantity is not None:
                text = self.manner.quantity(pair.quantity) if is_last else ""
                yield self._bar(
                    start + self.bar_width + 1, pair.quantity, "now" if is_last else "other", text
                )

    def _bar(self, start: int, quantity: int, whose: Whose, text: str) -> Bar:
        high = max(1, self._high(quantity))
        x = self._at(start + self.bar_width) if self.manner.is_mirrored else start
        return Bar(x, FLOOR - high, self.bar_width, high, text, "", whose)

    def _months(self) -> Iterator[Bar]:
        """Each name that has room; that of the bill is the last."""
        step = (1 if self.manner.is_mirrored else 2) + (self.size == "narrow")
        for rank, pair in enumerate(self.years.pairs):
            if (MONTHS - 1 - rank) % step == 0:
                name = month_name(pair.month.month, self.manner.language, self.manner.country)
                start = self._at(_AXIS + rank * self.slot + (self.slot if self.manner.is_mirrored else 0))
                yield Bar(start, FLOOR, self.slot, 0, "", name, "now" if rank == MONTHS - 1 else "other")

    def _high(self, quantity: int) -> int:
        return quantity * _HIGH // self.years.lines[-1]

    def _at(self, place: int) -> int:
        return _across(place, self.width, self.manner)
