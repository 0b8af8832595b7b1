"""What the rules look at, and what they say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import TypeAlias

from shubbak.foundation.money import divide_half_up
from shubbak.utility.metering.counting import Span, begins_again_at, counted
from shubbak.utility.metering.history import last_year, previous


class Severity(IntEnum):
    """What a finding does to a reading; the gravest of them decides."""

    INFO = 1
    WARN = 2
    REVIEW = 3
    REJECT = 4


class Source(StrEnum):
    """Who says what the meter showed."""

    FIELD = "field"
    SELF = "self"
    FILE = "file"
    OPERATOR = "operator"
    ESTIMATE = "estimate"


Parameter: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: `code` names the rule, `about` which of its sentences, and what stands in it."""

    code: str
    about: str
    severity: Severity
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class FittedMeter:
    """A meter while it stands somewhere; `removed_on` is the first day on which it does not."""

    serial: str
    dials: int
    fitted_on: date
    removed_on: date | None = None
    multiplier: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """What was agreed. `an_hour`: the most that can be drawn, in thousandths of the unit (a power in VA is
    thousandths of a kilowatt-hour an hour); `cut_on` is the day of a cut that still holds.
    """

    opened_on: date
    closed_on: date | None = None
    cut_on: date | None = None
    an_hour: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading that was accepted."""

    on: date
    index: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another meter of the round: its last accepted index, what it uses a day, and what was read since."""

    serial: str
    index: int
    a_day: int
    read: int | None = None


@dataclass(frozen=True, slots=True)
class NewReading:
    """A reading that asks to be believed; what nobody said of it is None."""

    on: date
    index: int
    source: Source
    said_multiplier: int | None = None
    said_unit: str | None = None
    registers: tuple[int, ...] = ()
    intervals: tuple[int, ...] = ()
    window: tuple[date, date] | None = None
    forecast: int | None = None
    """What this meter was expected to show."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the rules draw their lines, for a class of contracts, from a day on.

    From a source: `estimates_in_a_row` (Oman, two months), `deviations_tenths` and `deviation_periods` (a
    usual cut in statistics), `spike_percent` (California). The rest are settings of the body.
    """

    setting_days_ahead: int = 0
    setting_low_percent: int = 40
    setting_high_percent: int = 200
    setting_very_high_percent: int = 150
    setting_small_use: int = 5_000
    setting_zero_periods: int = 2
    setting_rollover_percent: int = 90
    setting_forecast_percent: int = 200
    setting_sum_percent: int = 1
    setting_interval_unit: int = 1
    setting_photo_percent: int = 100
    """So many photographs of a hundred are looked at of readings with which nothing is wrong."""
    deviations_tenths: int = 35
    deviation_periods: int = 6
    spike_percent: int = 180
    estimates_in_a_row: int = 2


@dataclass(frozen=True, slots=True)
class Examined:
    """All that the rules may look at.

    `before` is the last accepted reading that somebody took: an estimate proves nothing, and a reading may
    well be lower than one. `spans` is what was used until then, `advances` what was estimated since.
    """

    meter: FittedMeter
    supply: Supply
    reading: NewReading
    before: Taken | None
    today: date
    same_day: int | None = None
    """The index that is already accepted for this meter and day."""
    period_taken: int | None = None
    """The index that somebody already took for this meter and period."""
    spans: tuple[Span, ...] = ()
    advances: tuple[Span, ...] = ()
    class_mean: int | None = None
    """What contracts of the class use a day, in thousandths."""
    neighbours: tuple[Neighbour, ...] = ()
    bounds: tuple[int, ...] = ()
    """Where the bands of the tariff end in `bound_days`, in thousandths."""
    bound_days: int = 30
    limits: Thresholds = field(default_factory=Thresholds)

    @property
    def days(self) -> int:
        """At least one: what was used within a day was used in a day."""
        return max((self.reading.on - self.before.on).days, 1) if self.before else 1

    @property
    def goes_back(self) -> bool:
        return self.before is not None and self.reading.index < self.before.index

    @property
    def used(self) -> int:
        """What was used since `before`, if the wheels went forward."""
        if not self.before:
            return 0
        return counted(self.before.index, self.reading.index, self.meter.dials) * self.meter.multiplier

    @property
    def possible(self) -> int | None:
        """The most that can have been used since then."""
        return None if self.supply.an_hour is None else self.supply.an_hour * 24 * self.days

    @property
    def has_begun_again(self) -> bool:
        """A meter near its end has begun again at nothing, if no more was used than can be."""
        if not self.before or not self.goes_back or self.possible is None:
            return False
        end = begins_again_at(self.meter.dials)
        near = self.before.index * 100 >= end * self.limits.setting_rollover_percent
        return near and self.used <= self.possible

    @property
    def believable(self) -> bool:
        """Whether `used` is a quantity at all."""
        return self.before is not None and (not self.goes_back or self.has_begun_again)

    @property
    def a_day(self) -> int:
        return divide_half_up(self.used, self.days)

    @property
    def usual(self) -> int | None:
        """What is used a day at this time of the year, else lately, else by others of the class."""
        since = self.before.on if self.before else self.reading.on
        compared = last_year(self.spans, since, self.reading.on) or previous(self.spans)
        return compared.a_day if compared else self.class_mean
