"""The accounts of a month as tables: every transfer, or VAT by tariff and rate. Amounts in minor units."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from shubbak.foundation.tables import Column, Table
from shubbak.foundation.tables.table import Cell
from shubbak.payments.ledger.accounting import entries_of
from shubbak.utility.bills.vat import vat_of

_RATE_DIGITS = 4


@dataclass(frozen=True)
class Export:
    """One table of the accountants; `columns` are the names that programs read."""

    columns: tuple[str, ...]
    rows: Callable[[date, date], Iterator[list[Cell]]]


def table_of(what: str, month: date, cut_off: str = "") -> Table:
    """The table of that name for the month of a day.

    :raises KeyError: if there is none.
    """
    export = EXPORTS[what]
    first = month.replace(day=1)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    columns = [Column(name, name) for name in export.columns]
    return Table(f"{what} {first:%Y-%m}", columns, export.rows(first, last), cut_off=cut_off)


def _entries(first: date, last: date) -> Iterator[list[Cell]]:
    for entry in entries_of(first, last):
        yield [
            entry.number,
            entry.day.isoformat(),
            entry.kind,
            entry.debit,
            entry.credit,
            entry.amount,
            entry.currency,
            entry.reference,
            entry.source,
        ]


def _vat(first: date, last: date) -> Iterator[list[Cell]]:
    for each in vat_of(first, last):
        rate = f"{each.rate / 10**_RATE_DIGITS:g}"
        yield [each.month, each.tariff, rate, each.bills, each.net, each.vat, each.currency]


EXPORTS = {
    "entries": Export(
        ("number", "day", "kind", "debit", "credit", "amount_minor", "currency", "reference", "payment"),
        _entries,
    ),
    "vat": Export(("month", "tariff", "rate_percent", "bills", "net_minor", "vat_minor", "currency"), _vat),
}
