"""Sentences about what is wrong with the bills of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db import connection

from shubbak.utility.bills.actions.writing import DIGEST
from shubbak.utility.bills.rules import SERIES

_ALTERED = f"SELECT bill.number FROM bills_bill AS bill WHERE bill.digest <> {DIGEST} ORDER BY 1"  # noqa: S608  every part of it is ours
_SUMS = """
SELECT number FROM bills_bill AS bill WHERE (total, vat) <> (
  SELECT coalesce(sum((line->>'amount')::bigint + (line->>'vat')::bigint), 0),
         coalesce(sum((line->>'vat')::bigint), 0)
  FROM jsonb_array_elements(lines) AS line) ORDER BY 1
"""
_KEYS = """
SELECT number FROM bills_bill AS bill
LEFT JOIN subscriptions_holding AS holding
  ON holding.id = bill.holding_id AND holding.contract_id = bill.contract_id
LEFT JOIN bills_run AS run ON run.id = bill.run_id
WHERE holding.id IS NULL OR (bill.run_id IS NOT NULL AND run.id IS NULL) ORDER BY 1
"""
_INEXACT = """
SELECT bill.number FROM bills_bill AS bill JOIN bills_bill AS other ON other.id = bill.corrects_id
WHERE bill.kind = 'cancelling' AND (bill.total, bill.vat, bill.quantity)
  <> (-other.total, -other.vat, -other.quantity) ORDER BY 1
"""
_NOT_OWED = """
SELECT bill.number FROM bills_bill AS bill
LEFT JOIN ledger_payable AS payable ON payable.kind = 'bill' AND payable.origin = bill.id
WHERE bill.total > 0 AND payable.amount IS DISTINCT FROM bill.total ORDER BY 1
"""
_UNBOUND = """
SELECT content.content->>'first' FROM journal_leaf AS leaf
JOIN journal_leafcontent AS content ON content.index = leaf.index
CROSS JOIN LATERAL (
  SELECT count(*) AS bills,
    encode(sha256(string_agg(bill.digest, ''::bytea ORDER BY bill.number)), 'hex') AS digest
  FROM bills_bill AS bill
  WHERE bill.number BETWEEN content.content->>'first' AND content.content->>'last'
) AS held
WHERE leaf.what = 'bills.issued' AND (held.bills, held.digest) IS DISTINCT FROM
  ((content.content->>'bills')::bigint, content.content->>'digest') ORDER BY 1
"""
_GAPS = """
SELECT series.year, series.last, count(bill.id) FROM ledger_series AS series
LEFT JOIN bills_bill AS bill ON bill.number LIKE series.year || '-%%'
WHERE series.code = %s GROUP BY series.year, series.last HAVING series.last <> count(bill.id) ORDER BY 1
"""


def problems() -> Iterator[str]:
    """Numbers are 1..n; each bill is as it was issued, adds up, and is owed; its negative is exact."""
    yield from (f"bill {number} is not as it was issued" for number in _numbers(_ALTERED))
    yield from (f"the lines of bill {number} do not add up to it" for number in _numbers(_SUMS))
    yield from (f"bill {number} names what is not there" for number in _numbers(_KEYS))
    yield from (f"bill {number} is not the negative of what it cancels" for number in _numbers(_INEXACT))
    yield from (
        f"the bills from {number} on are not those that the journal binds" for number in _numbers(_UNBOUND)
    )
    yield from (f"bill {number} is not owed as it says" for number in _numbers(_NOT_OWED))
    with connection.cursor() as cursor:
        cursor.execute(_GAPS, [SERIES])
        for year, last, held in cursor.fetchall():
            yield f"bills of {year}: {last} numbers were given, {held} bills bear one"


def _numbers(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [number for (number,) in cursor.fetchall()]
