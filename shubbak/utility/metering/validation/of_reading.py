"""V01–V04 and V13: is this a reading of this meter at all?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from shubbak.utility.metering.counting import fits
from shubbak.utility.metering.validation.shapes import Examined, Finding, Severity, Source


def duplicate(seen: Examined) -> Iterator[Finding]:
    """V01: the same day twice; the same index again says nothing new."""
    if seen.same_day == seen.reading.index:
        yield Finding("V01", "same_again", Severity.INFO)
    elif seen.same_day is not None:
        yield Finding("V01", "other_index_that_day", Severity.REVIEW, {"index": seen.same_day})
    elif seen.period_taken is not None and seen.reading.source is not Source.SELF:
        yield Finding("V01", "other_of_the_period", Severity.REVIEW, {"index": seen.period_taken})


def out_of_order(seen: Examined) -> Iterator[Finding]:
    """V02: before what is already accepted, or in the future."""
    latest = seen.today + timedelta(days=seen.limits.setting_days_ahead)
    if seen.reading.on > latest and seen.reading.source is not Source.ESTIMATE:
        yield Finding("V02", "in_the_future", Severity.REJECT, {"latest": latest.isoformat()})
    if seen.before and seen.same_day is None and seen.reading.on <= seen.before.on:
        yield Finding("V02", "before_the_last", Severity.REJECT, {"last": seen.before.on.isoformat()})


def not_in_force(seen: Examined) -> Iterator[Finding]:
    """V03: the meter did not stand there that day, or nothing was agreed yet or any more."""
    meter, supply, on = seen.meter, seen.supply, seen.reading.on
    if on < meter.fitted_on or (meter.removed_on and on > meter.removed_on):
        yield Finding("V03", "meter_not_there", Severity.REJECT, {"meter": meter.serial})
    if on < supply.opened_on or (supply.closed_on and on > supply.closed_on):
        yield Finding("V03", "no_contract", Severity.REVIEW)


def digits(seen: Examined) -> Iterator[Finding]:
    """V04: more figures than the meter has, or a point that slipped."""
    index = seen.reading.index
    too_many = not fits(index, seen.meter.dials)
    if too_many or strange(seen):
        slipped = next((other for other in (index // 10, index * 10) if usual_with(seen, other)), None)
        if too_many:
            yield Finding("V04", "too_many_figures", Severity.REJECT, {"dials": seen.meter.dials})
        if slipped is not None:
            yield Finding("V04", "point_slipped", Severity.REVIEW, {"perhaps": slipped})


def other_measure(seen: Examined) -> Iterator[Finding]:
    """V13: a unit or a multiplier that is not the meter's."""
    said, meter = seen.reading, seen.meter
    if said.said_multiplier is not None and said.said_multiplier != meter.multiplier:
        parameters = {"said": said.said_multiplier, "meter": meter.multiplier}
        yield Finding("V13", "other_multiplier", Severity.REJECT, parameters)
    if said.said_unit is not None and meter.unit and said.said_unit != meter.unit:
        yield Finding("V13", "other_unit", Severity.REJECT, {"said": said.said_unit, "meter": meter.unit})


def strange(seen: Examined) -> bool:
    """Whether the wheels went back, or far more was used than usual."""
    usual = seen.usual
    if seen.before is None or usual is None:
        return False
    much = usual * seen.days * seen.limits.setting_high_percent // 100
    return not seen.believable or seen.used > max(much, seen.limits.setting_small_use)


def usual_with(seen: Examined, index: int) -> bool:
    """Whether another index would be nothing to wonder at."""
    other = replace(seen, reading=replace(seen.reading, index=index))
    if not other.before or other.usual is None or not fits(index, seen.meter.dials):
        return False
    least = other.usual * other.days * seen.limits.setting_low_percent // 100
    return other.believable and not strange(other) and other.used >= least
