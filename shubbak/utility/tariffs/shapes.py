"""What a tariff says on one day, ready to be reckoned with.

Quantities are whole thousandths of the tariff's unit, prices whole millionths of the currency's major unit
without VAT, rates whole millionths. All prices of a :class:`PriceList` hold on the same day.
"""

from dataclasses import dataclass
from enum import StrEnum

THOUSANDTH = 1000
MILLIONTH = 1_000_000


class Mode(StrEnum):
    """How the bands of a group are read."""

    PROGRESSIVE = "progressive"
    SELECTIVE = "selective"
    FLAT = "flat"


class Rounding(StrEnum):
    """What becomes of a bound that a longer or shorter period has moved."""

    UP = "up"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Band:
    """What lies above the band before it, up to and with `up_to` (None: the rest)."""

    up_to: int | None
    price: int


@dataclass(frozen=True, slots=True)
class BandGroup:
    """The bands that count if the whole consumption is at most `up_to`; each band is paid for itself.

    A selective tariff is a row of groups of one band; to select and then go by steps, of groups of many.
    """

    up_to: int | None
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Consumption:
    """A price by what was consumed. `cap` is the most that it costs in `reference_days`."""

    code: str
    vat_rate: int
    groups: tuple[BandGroup, ...]
    reference_days: int
    bound_rounding: Rounding
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A price by the month; parts of months count by days, or as the nearest whole number, at least one."""

    code: str
    vat_rate: int
    price: int
    reference_days: int
    whole_months: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A surcharge: a rate of what other components cost without VAT."""

    code: str
    vat_rate: int
    rate: int
    of: tuple[str, ...]


Component = Consumption | Fixed | Share


@dataclass(frozen=True, slots=True)
class PriceList:
    """All that a tariff asks on one day. `cash_duty` is the rate of the duty on what is paid in cash."""

    currency: str
    minor_digits: int
    components: tuple[Component, ...]
    cash_duty: int = 0


def bound_of(bound: int, days: int, component: Consumption) -> int:
    """A bound of `reference_days` for a period of so many days, in thousandths."""
    if component.bound_rounding is Rounding.UP:
        return -(-bound * days // (component.reference_days * THOUSANDTH)) * THOUSANDTH
    return (2 * bound * days + component.reference_days) // (2 * component.reference_days)


def months_of(days: int, reference_days: int) -> int:
    """Whole months in so many days: the nearest number, at least one."""
    return max(1, (2 * days + reference_days) // (2 * reference_days))
