"""Sentences about what is wrong with the arrears of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db import connection

from shubbak.payments.ledger.audit import gaps
from shubbak.utility.arrears.rules import SERIES

_NUMBERS = """
SELECT left(number, 4)::int, count(*), max(substr(number, 6)::int) FROM arrears_order GROUP BY 1
"""
_STATES = """
SELECT contract.number, arrear.state FROM arrears_arrear AS arrear
JOIN subscriptions_contract AS contract ON contract.id = arrear.contract_id
LEFT JOIN arrears_order AS work ON work.arrear_id = arrear.id AND work.closed_at IS NULL
WHERE coalesce(work.kind, '') <> CASE arrear.state
  WHEN 'ordered' THEN 'cut' WHEN 'restoring' THEN 'reconnection' ELSE '' END
"""
_SILENT = """
SELECT work.number FROM arrears_order AS work JOIN arrears_arrear AS arrear ON arrear.id = work.arrear_id
WHERE work.kind = 'cut' AND (arrear.noticed_at IS NULL OR work.day < arrear.cut_from
  OR work.ordered_at < arrear.noticed_at) AND work.closed_at IS NULL
"""
_UNOWED = """
SELECT work.number FROM arrears_order AS work JOIN arrears_arrear AS arrear ON arrear.id = work.arrear_id
JOIN subscriptions_holding AS holding ON holding.id = arrear.holding_id
WHERE work.kind = 'cut' AND work.closed_at IS NULL AND (holding.ends IS NOT NULL
  OR EXISTS (SELECT FROM arrears_protection AS spared WHERE spared.contract_id = arrear.contract_id
    AND spared.ends IS NULL)
  OR NOT EXISTS (SELECT FROM ledger_payable AS payable WHERE payable.payer_id = holding.payer_id
    AND payable.kind = 'bill' AND payable.cancelled_at IS NULL AND payable.held_since IS NULL
    AND payable.amount > payable.paid + payable.waived AND payable.due_on < work.day))
"""


def problems() -> Iterator[str]:
    """Orders are numbered without gaps; nobody is to be cut without notice, nor for what is not asked."""
    for year, count, highest in _rows(_NUMBERS):
        yield from gaps(SERIES, year, count, highest)
    for number, state in _rows(_STATES):
        yield f"the arrear of contract {number} is {state}, its orders say otherwise"
    for (number,) in _rows(_SILENT):
        yield f"order {number} cuts without notice, or before its day"
    for (number,) in _rows(_UNOWED):
        yield f"order {number} cuts for what is not asked"


def _rows(statement: str) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
