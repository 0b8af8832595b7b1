"""The reckoning of a tariff, in whole numbers only: the reference by which every bill is right.

What real bills prove (docs/tariffs.md): each band is rounded to the minor unit without VAT, its VAT is then
rounded half up, and what is to be paid is the sum of these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from shubbak.foundation.money import apportion, divide_half_up
from shubbak.utility.tariffs.shapes import (
    MILLIONTH,
    BandGroup,
    Component,
    Consumption,
    Fixed,
    PriceList,
    Share,
    bound_of,
    months_of,
)

_NANO_DIGITS = 9  # a thousandth of a unit at a millionth of the currency


@dataclass(frozen=True, slots=True)
class Use:
    """What was consumed in a period of so many days; on `at_these_prices` of them these prices held."""

    quantity: int
    days: int
    at_these_prices: int

    def __post_init__(self) -> None:
        if self.quantity < 0 or not 0 < self.at_these_prices <= self.days:
            raise ValueError("a period has days, and what is consumed is not negative")


@dataclass(frozen=True, slots=True)
class BandUse:
    """What fell into one band, bounded as in this period, in thousandths; amount and VAT in minor units."""

    above: int
    up_to: int | None
    quantity: int
    price: int
    amount: int = 0
    vat: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill, in minor units: the amount without VAT, and its VAT.

    `whole_in`: the bounds between which the whole consumption lies, where they decide the price of it all.
    """

    code: str
    amount: int
    vat: int
    vat_rate: int = 0
    bands: tuple[BandUse, ...] = ()
    whole_in: tuple[int, int | None] | None = None

    @property
    def total(self) -> int:
        return self.amount + self.vat


def reckon(prices: PriceList, use: Use) -> tuple[Line, ...]:
    """The lines of a use at these prices; what asks nothing of this consumption has no line."""
    lines: list[Line] = []
    for component in prices.components:
        match component:
            case Consumption():
                line = _consumed(component, prices.minor_digits, use)
            case Fixed():
                line = _plain(component, _fixed(component, prices.minor_digits, use))
            case Share():
                line = _plain(component, _share(component, lines))
        if line.amount or isinstance(component, Fixed):
            lines.append(line)
    return tuple(lines)


def total_of(lines: Iterable[Line]) -> int:
    """What is to be paid, in minor units."""
    return sum(line.total for line in lines)


def cash_duty_of(prices: PriceList, total: int) -> int:
    """The stamp duty on a total that is paid in cash, in minor units."""
    return divide_half_up(total * prices.cash_duty, MILLIONTH)


def _plain(component: Component, amount: int) -> Line:
    return Line(component.code, amount, _vat(component, amount), component.vat_rate)


def _vat(component: Component, amount: int) -> int:
    return divide_half_up(amount * component.vat_rate, MILLIONTH)


def _consumed(component: Consumption, digits: int, use: Use) -> Line:
    above, group = _group_of(component, use)
    bands = list(_bands_used(component, group, use))
    nano = [band.quantity * band.price for band in bands]
    most = _cap(component, use)
    if most is None or sum(nano) <= most:
        amounts = [_minor(part, digits, use) for part in nano]
        vats = [_vat(component, amount) for amount in amounts]
    else:
        amounts = apportion(_minor(most, digits, use), nano)
        vats = apportion(_vat(component, sum(amounts)), amounts)
    shown = tuple(
        replace(band, amount=amount, vat=vat) for band, amount, vat in zip(bands, amounts, vats, strict=True)
    )
    decides = len(group.bands) == 1 and len(component.groups) > 1
    whole_in = (above, _bound(component, group.up_to, use)) if decides else None
    return Line(component.code, sum(amounts), sum(vats), component.vat_rate, shown, whole_in)


def _cap(component: Consumption, use: Use) -> int | None:
    """The most that the period costs, in thousandths of millionths."""
    if component.cap is None:
        return None
    return divide_half_up(component.cap * 1000 * use.days, component.reference_days)


def _group_of(component: Consumption, use: Use) -> tuple[int, BandGroup]:
    """The group that the whole consumption reaches, and above what it begins: 210.5 is above 210."""
    above = 0
    for group in component.groups:
        up_to = _bound(component, group.up_to, use)
        if up_to is None or use.quantity <= up_to:
            return above, group
        above = up_to
    raise AssertionError("the last group of a tariff has no bound")


def _bands_used(component: Consumption, group: BandGroup, use: Use) -> Iterable[BandUse]:
    above = 0
    for band in group.bands:
        up_to = _bound(component, band.up_to, use)
        reached = use.quantity if up_to is None else min(use.quantity, up_to)
        if reached > above:
            yield BandUse(above, up_to, reached - above, band.price)
            above = reached


def _bound(component: Consumption, bound: int | None, use: Use) -> int | None:
    return None if bound is None else bound_of(bound, use.days, component)


def _fixed(component: Fixed, digits: int, use: Use) -> int:
    nano = component.price * 1000
    if component.whole_months:
        return _minor(nano * months_of(use.days, component.reference_days), digits, use)
    return divide_half_up(
        nano * use.at_these_prices, component.reference_days * 10 ** (_NANO_DIGITS - digits)
    )


def _share(component: Share, before: Sequence[Line]) -> int:
    base = sum(line.amount for line in before if line.code in component.of)
    return divide_half_up(base * component.rate, MILLIONTH)


def _minor(nano: int, digits: int, use: Use) -> int:
    return divide_half_up(nano * use.at_these_prices, use.days * 10 ** (_NANO_DIGITS - digits))
