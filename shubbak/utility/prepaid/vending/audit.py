"""Sentences about what is wrong with the sale of tokens in the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db import connection

_WITHOUT_PAYMENT = """
SELECT payable.reference FROM vending_sale AS sale
JOIN ledger_payable AS payable ON payable.id = sale.payable_id
WHERE sale.state IN ('paid', 'vended') AND sale.kind = 'purchase'
  AND (payable.cancelled_at IS NOT NULL OR payable.paid + payable.waived < payable.amount)
  AND NOT EXISTS (SELECT FROM ledger_transfer AS back
                  WHERE back.payable_id = payable.id AND back.kind IN ('reversed', 'unused'))
"""
_BARE = """
SELECT payable.reference FROM vending_sale AS sale
JOIN ledger_payable AS payable ON payable.id = sale.payable_id
WHERE sale.state = 'vended'
  AND NOT EXISTS (SELECT FROM vending_token AS token WHERE token.sale_id = sale.id)
"""
_WITHOUT_SALE = """
SELECT token.digits FROM vending_token AS token JOIN vending_sale AS sale ON sale.id = token.sale_id
WHERE sale.state <> 'vended' OR token.meter_id <> sale.meter_id OR token.tid <> sale.tid
"""
_KEPT = """
SELECT payable.reference FROM vending_sale AS sale
JOIN ledger_payable AS payable ON payable.id = sale.payable_id
WHERE sale.state IN ('failed', 'withdrawn') AND payable.cancelled_at IS NULL
   OR sale.state = 'asked' AND payable.paid + payable.waived = payable.amount
   OR payable.amount <> sale.amount + sale.debts
"""
_UNSOLD = """
SELECT payable.reference FROM ledger_payable AS payable
WHERE payable.kind = 'prepaid'
  AND NOT EXISTS (SELECT FROM vending_sale AS sale WHERE sale.payable_id = payable.id)
"""
_LINES = """
SELECT payable.reference FROM vending_sale AS sale
JOIN ledger_payable AS payable ON payable.id = sale.payable_id
WHERE sale.amount <> (SELECT sum((line ->> 'amount')::bigint + (line ->> 'vat')::bigint)
                      FROM jsonb_array_elements(sale.lines) AS line)
"""
_MINUTES = """
SELECT meter.pan FROM vending_prepaidmeter AS meter
JOIN LATERAL (SELECT base FROM vending_meterkeys AS keys WHERE keys.meter_id = meter.meter_id
              ORDER BY rank DESC LIMIT 1) AS present ON true
WHERE EXISTS (SELECT FROM vending_token AS token WHERE token.meter_id = meter.meter_id
              AND token.base = present.base AND token.tid > coalesce(meter.last_tid, -1))
"""
_WRONG = (
    (_WITHOUT_PAYMENT, "sale {} is vended and nobody paid it"),
    (_BARE, "sale {} is vended and has no token"),
    (_WITHOUT_SALE, "token {} is not of a sale that was vended"),
    (_KEPT, "sale {} and what is asked for it do not agree"),
    (_UNSOLD, "{} asks for a purchase that nobody began"),
    (_LINES, "sale {} does not cost what its lines add up to"),
    (_MINUTES, "meter {} has a token of a later minute than its last"),
)


def problems() -> Iterator[str]:
    """No token without payment, no payment without its token or its credit; minutes of a meter go forward."""
    with connection.cursor() as cursor:
        for statement, sentence in _WRONG:
            cursor.execute(statement)
            for (name,) in cursor.fetchall():
                yield sentence.format(name)
