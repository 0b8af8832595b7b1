"""What a meter that nobody read is taken to have counted, by the first way that is open. Pure.

The order of the ways is that of `EstimateRules.order`; a body that follows another practice changes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shubbak.utility.metering.counting import WHOLE, Span, counted, fits, moved_on
from shubbak.utility.metering.history import last_two, last_year, previous, twelve_months

HOURS = 24


class Way(StrEnum):
    """How a quantity was found."""

    LAST_YEAR = "E1"
    PREVIOUS = "E2"
    MEAN = "E3"
    CLASS_MEAN = "E4"
    POWER = "E5"
    CUSTOMER = "E6"
    NOTHING = "E7"


class Mean(StrEnum):
    """What the mean of E3 is taken over."""

    TWELVE_MONTHS = "twelve_months"
    LAST_TWO = "last_two"


@dataclass(frozen=True, slots=True)
class EstimateRules:
    """`most_in_a_row` is from a source (Oman, two months); the rest are settings of the body."""

    most_in_a_row: int = 2
    order: tuple[Way, ...] = tuple(Way)
    setting_mean: Mean = Mean.TWELVE_MONTHS
    setting_class_mean: int | None = None
    """What contracts of the class use a day, in thousandths."""
    setting_load_percent: int | None = None
    """How much of the power that was agreed on is drawn on average."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A meter that nobody read since the last reading. `supplied`: not cut, and somebody lives there."""

    dials: int
    multiplier: int
    last_on: date
    last_index: int
    on: date
    spans: tuple[Span, ...] = ()
    in_a_row: int = 0
    an_hour: int | None = None
    said_by_customer: int | None = None
    """An index from the pool, which nobody has accepted."""
    supplied: bool = True

    @property
    def days(self) -> int:
        return max((self.on - self.last_on).days, 0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is taken instead of a reading, and how it was found."""

    index: int
    quantity: int
    way: Way


class TooManyEstimates(Exception):
    """So many in a row were estimated that somebody has to go there."""


def estimate(unread: Unread, rules: EstimateRules) -> Estimate | None:
    """The index that is taken; None if no way is open, as for a new contract of which nothing is known.

    It is whole units, as wheels show them, never more than was reckoned and never below the last index.

    :raises TooManyEstimates: if it would be one too many.
    """
    if unread.in_a_row >= rules.most_in_a_row:
        raise TooManyEstimates
    for way in rules.order:
        quantity = _WAYS[way](unread, rules)
        if quantity is not None:
            forward = max(quantity, 0) // unread.multiplier // WHOLE * WHOLE
            index = moved_on(unread.last_index, forward, unread.dials)
            return Estimate(index, forward * unread.multiplier, way)
    return None


def _by_last_year(unread: Unread, _rules: EstimateRules) -> int | None:
    return _at(last_year(unread.spans, unread.last_on, unread.on), unread)


def _by_previous(unread: Unread, _rules: EstimateRules) -> int | None:
    return _at(previous(unread.spans), unread)


def _by_mean(unread: Unread, rules: EstimateRules) -> int | None:
    if rules.setting_mean is Mean.LAST_TWO:
        return _by_day(last_two(unread.spans), unread)
    return _by_day(twelve_months(unread.spans, unread.last_on), unread)


def _by_class(unread: Unread, rules: EstimateRules) -> int | None:
    return _by_day(rules.setting_class_mean, unread)


def _by_power(unread: Unread, rules: EstimateRules) -> int | None:
    if unread.an_hour is None or rules.setting_load_percent is None:
        return None
    return _by_day(unread.an_hour * HOURS * rules.setting_load_percent // 100, unread)


def _by_customer(unread: Unread, _rules: EstimateRules) -> int | None:
    said = unread.said_by_customer
    if not unread.supplied or said is None or not fits(said, unread.dials) or said < unread.last_index:
        return None
    return counted(unread.last_index, said, unread.dials) * unread.multiplier


def _nothing(unread: Unread, _rules: EstimateRules) -> int | None:
    return None if unread.supplied else 0


def _at(span: Span | None, unread: Unread) -> int | None:
    """As much a day as in a span, reckoned on the whole of it."""
    if span is None or not unread.supplied:
        return None
    return span.quantity * unread.days // span.days


def _by_day(a_day: int | None, unread: Unread) -> int | None:
    return None if a_day is None or not unread.supplied else a_day * unread.days


_WAYS: dict[Way, Callable[[Unread, EstimateRules], int | None]] = {
    Way.LAST_YEAR: _by_last_year,
    Way.PREVIOUS: _by_previous,
    Way.MEAN: _by_mean,
    Way.CLASS_MEAN: _by_class,
    Way.POWER: _by_power,
    Way.CUSTOMER: _by_customer,
    Way.NOTHING: _nothing,
}
