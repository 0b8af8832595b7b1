"""V05–V10 and V15: what was used since the last reading, if this one is right."""

from collections.abc import Iterator
from fractions import Fraction
from statistics import median

from shubbak.foundation.money import divide_half_up
from shubbak.utility.metering.history import really_read
from shubbak.utility.metering.validation.shapes import Examined, Finding, Severity

NORMAL_SPREAD = Fraction(14826, 10000)
"""What makes the median of deviations comparable with a standard deviation."""


def negative(seen: Examined) -> Iterator[Finding]:
    """V05: lower than the last reading, though the meter has not begun again."""
    if seen.before and seen.goes_back and not seen.has_begun_again:
        yield Finding("V05", "lower_than_the_last", Severity.REVIEW, {"last": seen.before.index})


def begun_again(seen: Examined) -> Iterator[Finding]:
    """V06: the wheels passed their end."""
    if seen.has_begun_again:
        yield Finding("V06", "begun_again", Severity.INFO, {"used": seen.used})


def nothing_used(seen: Examined) -> Iterator[Finding]:
    """V07: nothing since the last reading; again and again, somebody looks at the meter."""
    if seen.before and seen.used == 0 and not seen.supply.cut_on:
        periods = 1 + _periods_at_nothing(seen)
        again = periods >= seen.limits.setting_zero_periods
        yield Finding(
            "V07", "nothing_used", Severity.REVIEW if again else Severity.INFO, {"periods": periods}
        )


def beyond_the_possible(seen: Examined) -> Iterator[Finding]:
    """V08: more than the power, or the flow, lets through in that time."""
    possible = seen.possible
    if seen.believable and possible is not None and seen.used > possible:
        parameters = {"used": seen.used, "possible": possible}
        yield Finding("V08", "more_than_possible", Severity.REJECT, parameters)


def high_or_low(seen: Examined) -> Iterator[Finding]:
    """V09: far from the same time last year, else from the last period, else from others of the class."""
    usual, limits = seen.usual, seen.limits
    if not seen.believable or not usual or max(seen.used, usual * seen.days) <= limits.setting_small_use:
        return
    parameters = {"a_day": seen.a_day, "usual": usual, "percent": seen.a_day * 100 // usual}
    most = usual * limits.setting_high_percent
    least = usual * limits.setting_low_percent
    if seen.a_day * 100 > most:
        beyond = divide_half_up((seen.a_day * 100 - most) * 100, most)
        very = beyond >= limits.setting_very_high_percent
        yield Finding(
            "V09", "very_high" if very else "high", Severity.REVIEW if very else Severity.WARN, parameters
        )
    elif 0 < seen.a_day * 100 < least:
        yield Finding("V09", "low", Severity.WARN, parameters)


def out_of_the_row(seen: Examined) -> Iterator[Finding]:
    """V10: further from the median than nearly all periods lie (median of absolute deviations)."""
    days = [Fraction(span.quantity, span.days) for span in really_read(seen.spans)]
    if not seen.believable or len(days) < seen.limits.deviation_periods:
        return
    middle = median(days)
    spread = median([abs(each - middle) for each in days])
    distance = abs(Fraction(seen.used, seen.days) - middle)
    far = spread and distance * 10 > seen.limits.deviations_tenths * NORMAL_SPREAD * spread
    if far and distance * seen.days > seen.limits.setting_small_use:
        parameters = {"median": round(middle), "a_day": seen.a_day}
        yield Finding("V10", "out_of_the_row", Severity.WARN, parameters)


def used_without_supply(seen: Examined) -> Iterator[Finding]:
    """V15: something was used after a cut, or after the contract had ended."""
    if not seen.before or not seen.believable or not seen.used:
        return
    for about, day in (("used_after_cut", seen.supply.cut_on), ("used_after_end", seen.supply.closed_on)):
        if day and seen.before.on >= day:
            yield Finding("V15", about, Severity.REVIEW, {"since": day.isoformat(), "used": seen.used})


def _periods_at_nothing(seen: Examined) -> int:
    periods = 0
    for span in reversed(really_read(seen.spans)):
        if span.quantity:
            break
        periods += 1
    return periods
