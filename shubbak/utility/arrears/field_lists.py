"""The orders of a crew as a table that it takes along."""

from collections.abc import Iterator, Sequence

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.tables import Column, Table
from shubbak.foundation.tables.table import Cell
from shubbak.foundation.text import figures
from shubbak.utility.arrears.field_files import COLUMNS
from shubbak.utility.arrears.models import Order
from shubbak.utility.arrears.queries import meters_of, overdue

_WIDTHS = {"place": 40, "remark": 30}


def field_table(orders: Sequence[Order], title: str, cut_off: str) -> Table:
    """What is still to be made. No name is on it: a crew needs the place and the meter."""
    columns = [Column(name, name, _WIDTHS.get(name, 14)) for name in COLUMNS]
    return Table(title=title, columns=columns, rows=_rows(orders), cut_off=cut_off)


def _rows(orders: Sequence[Order]) -> Iterator[list[Cell]]:
    agency, serials = current_agency(), meters_of(orders)
    for order in orders:
        arrear = order.arrear
        payer, until = arrear.holding.payer_id, in_its_zone(order.by) if order.by else None
        day = order.day or (until.date() if until else None)
        owed, _ = overdue([payer], day).get(payer, (0, None)) if day else (0, None)
        told: dict[str, Cell] = {
            "order": order.number,
            "kind": order.kind,
            "day": until or order.day,
            "contract": arrear.contract.number,
            "meter": serials.get(arrear.contract_id, ""),
            "place": arrear.contract.point.place,
            "owed": figures(owed, agency.currency, "fr", agency.country),
        }
        yield [told.get(name, "") for name in COLUMNS]
