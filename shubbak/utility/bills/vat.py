"""What the accountants get of bills: VAT by month, tariff and rate. A cancelled bill has its negative."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection

_SUMS = """
SELECT to_char(bill.issued_on, 'YYYY-MM'), line->>'tariff', (line->>'vat_rate')::bigint, bill.currency,
  count(DISTINCT bill.id), sum((line->>'amount')::bigint), sum((line->>'vat')::bigint)
FROM bills_bill AS bill CROSS JOIN LATERAL jsonb_array_elements(bill.lines) AS line
WHERE bill.issued_on BETWEEN %s AND %s
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


@dataclass(frozen=True)
class VatSum:
    """Of a month, a tariff and a rate (millionths): how many bills, what they ask without VAT, and the VAT.

    Advances that a bill takes off bear no tariff: their VAT goes back with them.
    """

    month: str
    tariff: str
    rate: int
    currency: str
    bills: int
    net: int
    vat: int


def vat_of(first: date, last: date) -> Iterator[VatSum]:
    """The sums of the bills issued in some days."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [first, last])
        for month, tariff, rate, currency, bills, net, vat in cursor.fetchall():
            yield VatSum(month, tariff, rate, currency, bills, int(net), int(vat))
