"""The picture of a bill's bands: steps as high as their prices, and where two consumptions stand among them.

Places are counted from the edge at which one begins to read; whoever draws turns them for Arabic.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.foundation.money import divide_half_up
from shubbak.utility.tariffs.shapes import Consumption
from shubbak.utility.tariffs.steps import Step, steps_of


@dataclass(frozen=True, slots=True)
class Frame:
    """How wide and high the steps may be together, and what the narrowest and the lowest must hold."""

    width: int
    height: int
    narrowest: int
    lowest: int


@dataclass(frozen=True, slots=True)
class BandBar:
    """One band: where it begins, how wide and how high it is, and whose consumption it holds."""

    step: Step
    start: int
    width: int
    height: int
    is_now: bool = False
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Bands:
    """The bars in order; `now` and `before` are the places of the marks."""

    bars: tuple[BandBar, ...]
    now: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Consumed:
    """A quantity in thousandths of the unit, in so many days."""

    quantity: int
    days: int


def bands(component: Consumption, now: Consumed, before: Consumed | None, frame: Frame) -> Bands | None:
    """The bands as they stood in the days of `now`; none where a tariff has but one price.

    A consumption of more or fewer days is marked at its pace, where it belongs among these bounds.
    """
    steps = steps_of(component, now.days)
    if len(steps) < 2:
        return None
    at_pace = None if before is None else divide_half_up(before.quantity * now.days, before.days)
    widths, highest = _widths(steps, frame), max(step.price for step in steps) or 1
    starts = [sum(widths[:rank]) for rank in range(len(steps))]
    here, there = _reached(steps, now.quantity), -1 if at_pace is None else _reached(steps, at_pace)
    bars = tuple(
        BandBar(
            step,
            start,
            width,
            max(frame.lowest, step.price * frame.height // highest),
            rank == here,
            rank == there,
        )
        for rank, (step, start, width) in enumerate(zip(steps, starts, widths, strict=True))
    )
    mark = None if at_pace is None else _place(bars[there], at_pace)
    return Bands(bars, _place(bars[here], now.quantity), mark)


def _reached(steps: Sequence[Step], quantity: int) -> int:
    """Exactly on a bound is still in the band below it."""
    return next(rank for rank, step in enumerate(steps) if step.up_to is None or quantity <= step.up_to)


def _place(bar: BandBar, quantity: int) -> int:
    """Inside its band; of the last one, which has no end, as if it ended at twice as much."""
    step = bar.step
    span = (step.up_to or 2 * max(quantity, step.above)) - step.above
    return bar.start + (quantity - step.above) * bar.width // max(span, 1)


def _widths(steps: Sequence[Step], frame: Frame) -> list[int]:
    """Parts of the whole width: by how much a band holds, none too narrow for its price."""
    spans = [(step.up_to or 0) - step.above for step in steps[:-1]]
    spans.append(max(spans))
    narrowest = min(frame.narrowest, frame.width // len(steps))
    free = frame.width - narrowest * len(steps)
    return [narrowest + free * span // sum(spans) for span in spans]
