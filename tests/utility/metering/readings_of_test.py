"""A household of four and its water meter, as the rules see them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from shubbak.utility.metering.counting import Span
from shubbak.utility.metering.validation.checking import examine
from shubbak.utility.metering.validation.shapes import (
    Examined,
    Finding,
    FittedMeter,
    NewReading,
    Source,
    Supply,
    Taken,
)

TODAY = date(2026, 10, 20)
BEFORE = date(2026, 9, 20)
METER = FittedMeter("W1", dials=5, fitted_on=date(2020, 1, 1), unit="m3")
SUPPLY = Supply(opened_on=date(2020, 1, 1), an_hour=2_500)
A_MONTH = 15_000
"""Fifteen cubic metres."""


def months(quantities: list[int], until: date = BEFORE, estimated: bool = False) -> tuple[Span, ...]:
    """Periods of thirty days, the last of which ends at `until`."""
    ends = [until - timedelta(days=30 * back) for back in reversed(range(len(quantities)))]
    return tuple(
        Span(end - timedelta(days=30), end, quantity, estimated)
        for end, quantity in zip(ends, quantities, strict=True)
    )


def a_reading(index: int, source: Source = Source.FIELD, **more: Any) -> Examined:
    """An index of today, after 1,200 m3 a month ago and six usual months."""
    seen = Examined(
        meter=METER,
        supply=SUPPLY,
        reading=NewReading(TODAY, index, source),
        before=Taken(BEFORE, 1_200_000),
        today=TODAY,
        spans=months([14_500, 14_000, 16_000, A_MONTH, 15_500, A_MONTH]),
    )
    return replace(seen, **more)


def said(seen: Examined, **more: Any) -> Examined:
    """The same, with something else said in the reading itself."""
    return replace(seen, reading=replace(seen.reading, **more))


def found(seen: Examined) -> set[tuple[str, str]]:
    return {(finding.code, finding.about) for finding in examine(seen)}


def the(code: str, seen: Examined) -> Finding:
    """The one thing that a rule found."""
    (finding,) = [each for each in examine(seen) if each.code == code]
    return finding
