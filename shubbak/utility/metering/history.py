"""What was used before, to compare with and to estimate from. Only what was really read is a proof. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from shubbak.foundation.money import divide_half_up
from shubbak.utility.metering.counting import Span

YEAR = 365
SETTING_OVERLAP_PERCENT = 50
"""How much of a period must lie in the one of the year before, so that they are the same time of the year."""


def really_read(spans: Sequence[Span]) -> list[Span]:
    """What was measured, over at least a day."""
    return [span for span in spans if not span.estimated and span.days > 0]


def last_year(spans: Sequence[Span], first: date, last: date) -> Span | None:
    """What was read a year before these days: the span that shares most of them, if it shares enough."""
    year = timedelta(days=YEAR)
    begin, end = first - year, max(last, first + timedelta(days=1)) - year
    read = really_read(spans)
    best = max(read, key=lambda span: (_shared(span, begin, end), span.to_on), default=None)
    if best is None:
        return None
    enough = _shared(best, begin, end) * 100 >= (end - begin).days * SETTING_OVERLAP_PERCENT
    return best if enough else None


def previous(spans: Sequence[Span]) -> Span | None:
    """What was read last."""
    return max(really_read(spans), key=lambda span: span.to_on, default=None)


def twelve_months(spans: Sequence[Span], until: date) -> int | None:
    """What was used a day in the twelve months before a day (a practice of Casablanca)."""
    since = until - timedelta(days=YEAR)
    return _mean([span for span in really_read(spans) if span.to_on > since])


def last_two(spans: Sequence[Span]) -> int | None:
    """What was used a day in the last two periods that were really read (the practice of the ONE)."""
    return _mean(sorted(really_read(spans), key=lambda span: span.to_on)[-2:])


def _mean(spans: Sequence[Span]) -> int | None:
    days = sum(span.days for span in spans)
    return divide_half_up(sum(span.quantity for span in spans), days) if days else None


def _shared(span: Span, first: date, last: date) -> int:
    return max((min(span.to_on, last) - max(span.from_on, first)).days, 0)
