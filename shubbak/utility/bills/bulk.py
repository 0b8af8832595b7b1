"""Many bills at once: the lines of :mod:`shubbak.utility.bills.lines` as one Ibis expression.

Equal to the kernel's row by row, as `tests/utility/bills/test_bulk.py` shows. Needs
`requirements/analytics.txt`.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial, reduce

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from shubbak.utility.tariffs.bulk import by_group, most_bands, reckon_all
from shubbak.utility.tariffs.shapes import BandGroup, Component, Consumption, Fixed
from shubbak.utility.tariffs.tariff import Tariff

_FAR = date(9999, 12, 31)


def bill_all(uses: Table, tariffs: Iterable[Tariff], days: tuple[date, date] = (date.min, _FAR)) -> Table:
    """One row for each contract: its `lines` as the text of a JSON array, `total` and `vat` in minor units.

    `uses` has `contract`, `tariff` (code), `rank` (of the tariff in the contract), `quantity` in thousandths,
    and the period from `first` to `last`, both in it. A contract may have several rows, one for each tariff:
    their lines stand together, and its bill is one. `capped` says that a component cost its most: its bands
    then share an amount, which the kernel alone can write (`lines` says the rest truly).

    What lies before the first day of a tariff has no line. `days`: the first and the last of all periods;
    prices that stood outside them are left out, for each asks as much of the engine as one that counts.
    """
    first, last = days
    parts = [
        _at_prices_of(tariff, day, end, uses)
        for tariff in tariffs
        for day, end in _spans(tariff)
        if day <= last and end >= first
    ]
    table = reduce(lambda one, other: one.union(other), parts)
    return table.group_by("contract").agg(
        lines="[" + table.lines.group_concat(",", order_by=[table.rank, table.start]).fill_null("") + "]",
        total=table.total.sum().cast("int64"),
        vat=table.vat.sum().cast("int64"),
        capped=table.capped.any(),
    )


def _spans(tariff: Tariff) -> Iterable[tuple[date, date]]:
    """The spans of days on which the prices of a tariff stand, first and last day."""
    ends = [*(day - timedelta(days=1) for day in tariff.changes[1:]), _FAR]
    return zip(tariff.changes, ends, strict=True)


def _at_prices_of(tariff: Tariff, day: date, end: date, uses: Table) -> Table:
    """The lines at the prices of one span, of the uses whose period touches it."""
    prices = tariff.on(day)
    touching = uses.filter(uses.tariff == tariff.code, uses["first"] <= end, uses["last"] >= day)
    start = ibis.greatest(touching["first"], ibis.literal(day))
    stop = ibis.least(touching["last"], ibis.literal(end))
    rows = touching.mutate(
        start=start,
        days=(touching["last"].delta(touching["first"], unit="day") + 1).cast("int64"),
        at_these_prices=(stop.delta(start, unit="day") + 1).cast("int64"),
        capped=ibis.literal(False),
    )
    rows = reckon_all(prices, rows, partial(_written, tariff.code))
    texts = [rows[f"line_{component.code}"] for component in prices.components]
    lines = reduce(lambda one, other: one + other, texts)
    vat = reduce(lambda one, other: one + other, [rows[f"vat_{part.code}"] for part in prices.components])
    return rows.mutate(lines=lines.substr(1).nullif(""), vat=vat).select(
        "contract", "rank", "start", "lines", "total", "vat", "capped"
    )


def _written(tariff: str, component: Component, rows: Table) -> Table:
    """With the text of the component's line, a comma before it; nothing where the kernel has no line."""
    code = component.code
    head = ibis.literal(f',{{"tariff":"{tariff}","code":"{code}","from":"')
    text = head + rows.start.cast("string") + '","days":' + _text(rows.at_these_prices)
    text = text + ',"amount":' + _text(rows[f"amount_{code}"]) + ',"vat":' + _text(rows[f"vat_{code}"])
    text = text + f',"vat_rate":{component.vat_rate},"bands":['
    if isinstance(component, Consumption):
        text = text + _bands(component, rows) + '],"whole_in":' + _whole_in(component, rows) + "}"
        if component.cap is not None:
            rows = rows.mutate(capped=rows.capped | rows._over)
    else:
        text = text + '],"whole_in":null}'
    shown = text if isinstance(component, Fixed) else ibis.ifelse(rows[f"amount_{code}"] != 0, text, "")
    return rows.mutate(**{f"line_{code}": shown})


def _bands(component: Consumption, rows: Table) -> StringValue:
    """The bands into which something fell, in their order."""
    texts = []
    for rank in range(most_bands(component)):
        above, up_to = (by_group(component, rows, partial(bound, rank)) for bound in (_above, _up_to))
        text = ibis.literal(',{"above":') + _text(above) + ',"up_to":' + _text(up_to)
        text = text + ',"quantity":' + _text(rows[f"_quantity_{rank}"])
        text = text + ',"price":' + _text(rows[f"_price_{rank}"])
        text = text + ',"amount":' + _text(rows[f"_amount_{rank}"])
        text = text + ',"vat":' + _text(rows[f"_vat_{rank}"]) + "}"
        texts.append(ibis.ifelse(rows[f"_quantity_{rank}"] > 0, text, ""))
    return reduce(lambda one, other: one + other, texts).substr(1)


def _above(rank: int, group: BandGroup, rows: Table) -> IntegerValue:
    return _bound(group.bands[rank - 1].up_to, rows) if 0 < rank < len(group.bands) else _number(0)


def _up_to(rank: int, group: BandGroup, rows: Table) -> IntegerValue:
    return _bound(group.bands[rank].up_to if rank < len(group.bands) else None, rows)


def _whole_in(component: Consumption, rows: Table) -> StringValue:
    """Between which bounds the whole consumption lies, where they decide the price of it all."""
    if len(component.groups) == 1:
        return ibis.literal("null")
    above_of = dict(zip(component.groups, (None, *(group.up_to for group in component.groups)), strict=False))

    def above(group: BandGroup, table: Table) -> IntegerValue:
        return _bound(above_of[group], table) if above_of[group] is not None else _number(0)

    def decides(group: BandGroup, _table: Table) -> IntegerValue:
        return _number(int(len(group.bands) == 1))

    inside = by_group(component, rows, above)
    until = by_group(component, rows, lambda group, table: _bound(group.up_to, table))
    text = ibis.literal("[") + _text(inside) + "," + _text(until) + "]"
    return ibis.ifelse(by_group(component, rows, decides) == 1, text, "null")


def _bound(bound: int | None, rows: Table) -> IntegerValue:
    return ibis.null("int64") if bound is None else rows[f"_at_{bound}"]


def _number(value: int) -> IntegerValue:
    return ibis.literal(value, type="int64")


def _text(value: IntegerValue) -> StringValue:
    return value.cast("string").fill_null("null")
