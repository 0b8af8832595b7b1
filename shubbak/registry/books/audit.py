"""Sentences about what is wrong with the registers of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db import connection

_SERIES = """
SELECT register.code, series.year, series.last, count(entry.number), coalesce(max(entry.number), 0)
FROM registry_series AS series JOIN registry_register AS register ON register.id = series.register_id
LEFT JOIN registry_entry AS entry ON entry.series_id = series.id
GROUP BY register.code, series.id, series.year, series.last ORDER BY 1, 2
"""
_BACKWARDS = """
SELECT register.code, series.year, ordered.number FROM (
  SELECT series_id, number, received_at, register_day,
         lag(received_at) OVER following AS before, lag(register_day) OVER following AS day_before
  FROM registry_entry WINDOW following AS (PARTITION BY series_id ORDER BY number)
) AS ordered JOIN registry_series AS series ON series.id = ordered.series_id
JOIN registry_register AS register ON register.id = series.register_id
WHERE ordered.received_at < ordered.before OR ordered.register_day < ordered.day_before
"""
_NO_RECEIPT = """
SELECT entry.id FROM registry_entry AS entry
LEFT JOIN registry_receipt AS receipt ON receipt.entry_id = entry.id
WHERE receipt.entry_id IS NULL
"""


def problems() -> Iterator[str]:
    """Numbers are 1..n and the head says n; arrival never goes back; each entry has its receipt."""
    with connection.cursor() as cursor:
        cursor.execute(_SERIES)
        for code, year, last, held, highest in cursor.fetchall():
            if not last == held == highest:
                yield f"register {code} of {year}: the head says {last}, {held} entries up to {highest}"
        cursor.execute(_BACKWARDS)
        for code, year, number in cursor.fetchall():
            yield f"register {code} of {year}: entry {number} was received before the one in front of it"
        cursor.execute(_NO_RECEIPT)
        for (identity,) in cursor.fetchall():
            yield f"entry {identity} has no receipt"
