"""The same reckoning for many uses at once: a price list compiled to an Ibis expression.

It runs wherever Ibis does (DuckDB in process, Spark over many machines), and equals the kernel row by row:
`tests/utility/tariffs/test_bulk.py`. Each step is a `mutate` of its own, so that what is used twice is
reckoned once. Needs `requirements/analytics.txt`.
"""

from collections.abc import Callable, Iterable
from functools import partial, reduce

import ibis
from ibis.expr.types import IntegerValue, Table

from shubbak.utility.tariffs.shapes import (
    MILLIONTH,
    THOUSANDTH,
    Band,
    BandGroup,
    Component,
    Consumption,
    Fixed,
    PriceList,
    Rounding,
    Share,
)

_NANO_DIGITS = 9


Written = Callable[[Component, Table], Table]
"""What may be kept of the steps of a component before they are dropped."""


def reckon_all(prices: PriceList, uses: Table, written: Written | None = None) -> Table:
    """Uses with, for each component, its amount and its VAT in minor units, and their `total`.

    `uses` has whole numbers of 64 bits: `quantity` in thousandths, `days`, `at_these_prices`. The columns
    that come to it are `amount_CODE`, `vat_CODE` and `total`; other columns stay. An amount may have up to 15
    digits, and what is multiplied for it 18: beyond them the engine refuses the run. `written` sees the
    steps of each component, whose names begin with an underscore, before they are dropped.
    """

    def with_next(rows: Table, component: Component) -> Table:
        rows = _with(component, prices, rows)
        rows = written(component, rows) if written else rows
        return rows.drop(*(name for name in rows.columns if name.startswith("_")))

    table = reduce(with_next, prices.components, uses)
    names = [f"{kind}_{component.code}" for component in prices.components for kind in ("amount", "vat")]
    return table.mutate(total=_sum(table[name] for name in names))


def _with(component: Component, prices: PriceList, rows: Table) -> Table:
    divisor = 10 ** (_NANO_DIGITS - prices.minor_digits)
    match component:
        case Consumption():
            return _consumed(component, rows, divisor)
        case Fixed(whole_months=True):
            months = _months(rows.days, component.reference_days)
            amount = _at_these_prices(months * (component.price * 1000), rows, divisor)
        case Fixed():
            nano = rows.at_these_prices * (component.price * 1000)
            amount = _half_up(nano, _whole(component.reference_days * divisor))
        case Share():
            base = _sum(rows[f"amount_{code}"] for code in component.of)
            amount = _half_up(base * component.rate, _whole(MILLIONTH))
    rows = rows.mutate(**{f"amount_{component.code}": amount})
    return rows.mutate(**{f"vat_{component.code}": _vat(component, rows[f"amount_{component.code}"])})


def _consumed(component: Consumption, rows: Table, divisor: int) -> Table:
    """What the group that the row reaches asks, band by band, each rounded for itself."""
    rows = rows.mutate(
        **{f"_at_{bound}": _moved(component, bound)(rows) for bound in sorted(_bounds(component))}
    )
    ranks = range(most_bands(component))
    rows = rows.mutate(
        **{f"_quantity_{rank}": by_group(component, rows, partial(_quantity, rank)) for rank in ranks},
        **{f"_price_{rank}": by_group(component, rows, partial(_price, rank)) for rank in ranks},
    )
    rows = rows.mutate(
        **{f"_nano_{rank}": rows[f"_quantity_{rank}"] * rows[f"_price_{rank}"] for rank in ranks}
    )
    rows = rows.mutate(
        **{f"_amount_{rank}": _at_these_prices(rows[f"_nano_{rank}"], rows, divisor) for rank in ranks}
    )
    rows = rows.mutate(**{f"_vat_{rank}": _vat(component, rows[f"_amount_{rank}"]) for rank in ranks})
    amount, vat = (_sum(rows[f"_{kind}_{rank}"] for rank in ranks) for kind in ("amount", "vat"))
    if component.cap is not None:
        most = _half_up(rows.days * (component.cap * 1000), _whole(component.reference_days))
        rows = rows.mutate(_over=_sum(rows[f"_nano_{rank}"] for rank in ranks) > most)
        rows = rows.mutate(_most=_at_these_prices(most, rows, divisor))
        amount = ibis.ifelse(rows._over, rows._most, amount)
        vat = ibis.ifelse(rows._over, _vat(component, rows._most), vat)
    return rows.mutate(**{f"amount_{component.code}": amount, f"vat_{component.code}": vat})


def most_bands(component: Consumption) -> int:
    """How many bands the longest of its groups has."""
    return max(len(group.bands) for group in component.groups)


def by_group(
    component: Consumption, rows: Table, asked: Callable[[BandGroup, Table], IntegerValue]
) -> IntegerValue:
    """What is asked of the group that the whole consumption of a row reaches: 210.5 is above 210."""
    *others, last = component.groups
    answer = asked(last, rows)
    for group in reversed(others):
        answer = ibis.ifelse(rows.quantity <= rows[f"_at_{group.up_to}"], asked(group, rows), answer)
    return answer


def _bounds(component: Consumption) -> set[int]:
    parts: list[Band | BandGroup] = [*component.groups]
    parts += [band for group in component.groups for band in group.bands]
    return {part.up_to for part in parts if part.up_to is not None}


def _moved(component: Consumption, bound: int) -> Callable[[Table], IntegerValue]:
    def at(rows: Table) -> IntegerValue:
        if component.bound_rounding is Rounding.UP:
            by = _whole(component.reference_days * THOUSANDTH)
            return _divided(rows.days * bound + (by - 1), by) * THOUSANDTH
        return _half_up(rows.days * bound, _whole(component.reference_days))

    return at


def _quantity(rank: int, group: BandGroup, rows: Table) -> IntegerValue:
    """What fell into the band of this rank; its bounds rise, so that what is above them is not negative."""
    if rank >= len(group.bands):
        return _whole(0)
    reached = _reached(group.bands[rank], rows)
    above = _reached(group.bands[rank - 1], rows) if rank else _whole(0)
    return reached - above


def _price(rank: int, group: BandGroup, _rows: Table) -> IntegerValue:
    return _whole(group.bands[rank].price if rank < len(group.bands) else 0)


def _reached(band: Band, rows: Table) -> IntegerValue:
    return rows.quantity if band.up_to is None else ibis.least(rows.quantity, rows[f"_at_{band.up_to}"])


def _at_these_prices(nano: IntegerValue, rows: Table, divisor: int) -> IntegerValue:
    """In minor units, for the days on which the prices held."""
    return _half_up(nano * rows.at_these_prices, rows.days * divisor)


def _vat(component: Component, amount: IntegerValue) -> IntegerValue:
    return _half_up(amount * component.vat_rate, _whole(MILLIONTH))


def _sum(values: Iterable[IntegerValue]) -> IntegerValue:
    return reduce(lambda one, other: one + other, values)


def _months(days: IntegerValue, reference_days: int) -> IntegerValue:
    return ibis.greatest(_divided(days * 2 + reference_days, _whole(2 * reference_days)), 1)


def _half_up(numerator: IntegerValue, denominator: IntegerValue) -> IntegerValue:
    """Both are not negative: consumption, prices and rates never are."""
    more = (numerator % denominator) * 2 >= denominator
    return _divided(numerator, denominator) + more.cast("int64")


def _divided(numerator: IntegerValue, denominator: IntegerValue) -> IntegerValue:
    """Whole division. Ibis writes `//` as a division of floats: without the remainder its result is whole,
    and nearer than a half up to 15 digits, so that rounding brings it back."""
    return ((numerator - numerator % denominator) / denominator).round().cast("int64")


def _whole(value: int) -> IntegerValue:
    return ibis.literal(value, type="int64")
