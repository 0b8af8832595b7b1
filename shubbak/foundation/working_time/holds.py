"""Periods in which a clock stands still: a paper is awaited, a payment, the opinion of a third body."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from shubbak.foundation.working_time.calendar import ONE_DAY, Span

_TICK = timedelta(microseconds=1)


class HoldError(ValueError):
    """A hold that cannot be counted: its message is one sentence in English."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A stop of the clock from `start` up to `end`, aware instants; `end` is None while it lasts.

    The end is the first instant at which the clock runs again: a hold that ends at midnight does not touch
    the day that begins then, and one that ends in the instant of its start touches nothing.
    """

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or (self.end is not None and self.end.tzinfo is None):
            raise HoldError("A hold needs instants with an offset.")
        if self.end is not None and self.end.astimezone(UTC) < self.start.astimezone(UTC):
            raise HoldError("A hold must end after it starts.")


def closed_spans(holds: Iterable[Hold], at: datetime | None) -> tuple[Span, ...]:
    """Holds as disjoint spans in UTC, in order. A hold that still lasts is taken to end `at`.

    Raises HoldError when a hold lasts and `at` is not given.
    """
    merged: list[Span] = []
    for start, end in sorted(_closed(hold, at) for hold in holds):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _closed(hold: Hold, at: datetime | None) -> Span:
    end = hold.end or at
    if end is None:
        raise HoldError("A hold that has not ended needs the instant up to which to count.")
    return hold.start.astimezone(UTC), end.astimezone(UTC)


def days_touched(spans: Iterable[Span], zone: tzinfo) -> frozenset[date]:
    """Each civil day of the body that a hold touches, be it by one second."""
    touched: set[date] = set()
    for start, end in spans:
        day, last = start.astimezone(zone).date(), (end - _TICK).astimezone(zone).date()
        while day <= last:
            touched.add(day)
            day += ONE_DAY
    return frozenset(touched)
