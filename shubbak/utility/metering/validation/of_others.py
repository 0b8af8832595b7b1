"""V11, V12, V14, V16–V18: what else is known, of the day, of other meters, of who reads, of the tariff."""

from bisect import bisect_left
from collections.abc import Iterator

from shubbak.foundation.money import divide_half_up
from shubbak.utility.metering.counting import WHOLE, Span, by_day
from shubbak.utility.metering.validation.of_reading import strange
from shubbak.utility.metering.validation.shapes import Examined, Finding, Neighbour, Severity, Source


def spike(seen: Examined) -> Iterator[Finding]:
    """V11: one interval of a day stands far above the third highest."""
    highest = sorted(seen.reading.intervals, reverse=True)[:3]
    if len(highest) == 3 and highest[2] > 0:
        first, _, third = highest
        if (first - third) * 100 > third * seen.limits.spike_percent:
            yield Finding("V11", "spike", Severity.REVIEW, {"highest": first, "third": third})


def sums(seen: Examined) -> Iterator[Finding]:
    """V12: the registers make up the total, and the intervals what was used."""
    said = seen.reading
    if said.registers and sum(said.registers) != said.index:
        yield Finding("V12", "registers_differ", Severity.REVIEW, {"sum": sum(said.registers)})
    if said.intervals and seen.believable:
        summed = sum(said.intervals) * seen.meter.multiplier
        tolerated = max(
            seen.used * seen.limits.setting_sum_percent // 100, 2 * seen.limits.setting_interval_unit
        )
        if abs(seen.used - summed) > tolerated:
            yield Finding("V12", "intervals_differ", Severity.REVIEW, {"sum": summed, "used": seen.used})


def too_many_estimates(seen: Examined) -> Iterator[Finding]:
    """V14: somebody has to go there."""
    run = len(seen.advances)
    if seen.reading.source is Source.ESTIMATE and run >= seen.limits.estimates_in_a_row:
        yield Finding("V14", "too_many_estimates", Severity.REJECT, {"in_a_row": run})


def of_another_meter(seen: Examined) -> Iterator[Finding]:
    """V16: the same two indexes as on another meter, or an index that is at home there and not here."""
    if not seen.before:
        return
    for other in seen.neighbours:
        pair = (other.index, other.read) == (seen.before.index, seen.reading.index)
        if pair and seen.used:
            yield Finding("V16", "copied", Severity.REVIEW, {"meter": other.serial})
        elif strange(seen) and _at_home(seen, other):
            yield Finding("V16", "swapped", Severity.REVIEW, {"meter": other.serial})


def by_themselves(seen: Examined) -> Iterator[Finding]:
    """V17: what is asked of a reading that people take themselves."""
    said = seen.reading
    if said.source is not Source.SELF:
        return
    if said.window and not said.window[0] <= seen.today <= said.window[1]:
        first, last = (day.isoformat() for day in said.window)
        yield Finding("V17", "outside_the_days", Severity.REJECT, {"first": first, "last": last})
    if seen.period_taken is not None and seen.period_taken != said.index:
        yield Finding("V17", "one_a_period", Severity.REVIEW, {"index": seen.period_taken})
    if said.forecast is not None and _far_from_forecast(seen, said.forecast):
        yield Finding("V17", "far_from_forecast", Severity.WARN, {"forecast": said.forecast})


def other_on_photo(index: int, seen: int) -> Finding | None:
    """V17, once somebody has read the photograph: it shows another index. A wheel between two is both."""
    if abs(seen // WHOLE - index // WHOLE) <= 1:
        return None
    return Finding("V17", "other_on_photo", Severity.REVIEW, {"seen": seen})


def across_bands(seen: Examined) -> Iterator[Finding]:
    """V18: what was estimated fell into other bands than what is now read: each month is reckoned anew."""
    if seen.reading.source is Source.ESTIMATE or not seen.advances or not seen.believable:
        return
    last = Span(seen.advances[-1].to_on, seen.reading.on, 0)
    whole = [*seen.advances, last] if last.days > 0 else list(seen.advances)
    shares = by_day(seen.used, whole)
    moved = [
        advance
        for advance, share in zip(seen.advances, shares, strict=False)
        if _band(seen, advance.quantity, advance.days) != _band(seen, share, advance.days)
    ]
    if moved:
        yield Finding("V18", "bands_change", Severity.WARN, {"periods": len(moved)})


def _band(seen: Examined, quantity: int, days: int) -> int:
    return bisect_left([divide_half_up(bound * days, seen.bound_days) for bound in seen.bounds], quantity)


def _at_home(seen: Examined, other: Neighbour) -> bool:
    """Between what the other meter showed and thrice what it usually goes on."""
    return other.index <= seen.reading.index <= other.index + 3 * other.a_day * seen.days


def _far_from_forecast(seen: Examined, forecast: int) -> bool:
    if not seen.before:
        return False
    expected = abs(forecast - seen.before.index)
    most = max(expected * seen.limits.setting_forecast_percent // 100, seen.limits.setting_small_use)
    return abs(seen.reading.index - forecast) > most
