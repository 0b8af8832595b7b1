"""Sentences about what is wrong with the money of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db import connection

_BALANCES = """
SELECT account.code, account.balance, coalesce(sum(moved.amount), 0)
FROM ledger_account AS account LEFT JOIN (
  SELECT debit_id AS id, amount FROM ledger_transfer
  UNION ALL SELECT credit_id, -amount FROM ledger_transfer
) AS moved ON moved.id = account.id
WHERE account.kind <> 'body' GROUP BY account.id, account.code, account.balance, account.kind
HAVING account.balance <> coalesce(sum(moved.amount), 0) * CASE account.kind WHEN 'dues' THEN 1 ELSE -1 END
"""
_CURRENCIES = """
SELECT transfer.id FROM ledger_transfer AS transfer
JOIN ledger_account AS debit ON debit.id = transfer.debit_id
JOIN ledger_account AS credit ON credit.id = transfer.credit_id
WHERE transfer.currency <> debit.currency OR transfer.currency <> credit.currency
"""
_KEYS = """
SELECT 'transfer', transfer.id::text FROM ledger_transfer AS transfer
LEFT JOIN ledger_account AS debit ON debit.id = transfer.debit_id
LEFT JOIN ledger_account AS credit ON credit.id = transfer.credit_id
LEFT JOIN ledger_payable AS payable ON payable.id = transfer.payable_id
WHERE debit.id IS NULL OR credit.id IS NULL OR (transfer.payable_id IS NOT NULL AND payable.id IS NULL)
UNION ALL
SELECT 'payable', payable.reference FROM ledger_payable AS payable
LEFT JOIN ledger_payer AS payer ON payer.id = payable.payer_id WHERE payer.id IS NULL
"""
_PAYABLES = """
SELECT payable.reference, payable.paid, coalesce(sums.paid, 0), payable.waived, coalesce(sums.waived, 0),
  coalesce(sums.owed, 0), CASE WHEN payable.cancelled_at IS NULL THEN payable.amount ELSE 0 END
FROM ledger_payable AS payable LEFT JOIN (
  SELECT transfer.payable_id,
    sum(CASE kind WHEN 'posted' THEN amount WHEN 'cancelled' THEN -amount ELSE 0 END) AS owed,
    sum(CASE WHEN kind IN ('paid', 'used') THEN amount
      WHEN kind IN ('unused', 'returned') THEN -amount
      WHEN kind = 'reversed' AND debit_id IN (SELECT id FROM ledger_account WHERE kind = 'dues') THEN -amount
      ELSE 0 END) AS paid,
    sum(CASE kind WHEN 'waived' THEN amount WHEN 'demanded' THEN -amount ELSE 0 END) AS waived
  FROM ledger_transfer AS transfer GROUP BY transfer.payable_id
) AS sums ON sums.payable_id = payable.id
WHERE payable.paid <> coalesce(sums.paid, 0) OR payable.waived <> coalesce(sums.waived, 0)
  OR coalesce(sums.owed, 0) <> CASE WHEN payable.cancelled_at IS NULL THEN payable.amount ELSE 0 END
"""
_PAYMENTS = """
SELECT payment.source, payment.reference FROM ledger_payment AS payment LEFT JOIN (
  SELECT payment_id, sum(CASE WHEN kind IN ('paid', 'overpaid') THEN amount ELSE 0 END) AS came,
    sum(CASE kind WHEN 'reversed' THEN amount ELSE 0 END) AS went
  FROM ledger_transfer WHERE payment_id IS NOT NULL GROUP BY payment_id
) AS sums ON sums.payment_id = payment.id
WHERE coalesce(sums.came, 0) <> payment.amount
  OR coalesce(sums.went, 0) <> CASE WHEN payment.reversed_at IS NULL THEN 0 ELSE payment.amount END
"""


def problems() -> Iterator[str]:
    """Balances are the sums of their transfers, so debits are credits; what is paid was received, once."""
    for code, kept, summed in _rows(_BALANCES):
        yield f"account {code} holds {kept}, its transfers make {summed}"
    for (identity,) in _rows(_CURRENCIES):
        yield f"transfer {identity} is between two currencies"
    for kind, name in _rows(_KEYS):
        yield f"{kind} {name} names what is not there"
    for reference, *_sums in _rows(_PAYABLES):
        yield f"payable {reference} does not say what its transfers make"
    for source, reference in _rows(_PAYMENTS):
        yield f"payment {reference} of {source} is not what its transfers make"


def gaps(code: str, year: int, count: int, highest: int) -> Iterator[str]:
    """What is wrong with the numbers of a series, of which a room above has `count`, up to `highest`."""
    [last] = [
        row[0] for row in _rows("SELECT last FROM ledger_series WHERE code = %s AND year = %s", code, year)
    ] or [0]
    if not last == count == highest:
        yield f"series {code} of {year}: the head says {last}, there are {count} up to {highest}"


def _rows(statement: str, *values: str | int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
