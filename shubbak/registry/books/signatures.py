"""Keeping a signature: no act of anybody, so the journal has the line of the entry alone."""

from datetime import datetime

from django.db import connection

from shubbak.registry.books.models import Receipt

_KEEP = """
UPDATE registry_receipt SET payload = %s, signature = %s, key_id = %s, signed_at = %s
WHERE entry_id = %s AND signature IS NULL AND set_config('synchronous_commit', 'off', true) = 'off'
"""


def keep_signature(*, receipt: Receipt, payload: bytes, signature: bytes, at: datetime) -> Receipt:
    """Store what the signer signed of an entry. Whoever comes second changes nothing.

    No wait for the disk: the same entry gets the same signature again, should a crash forget this one.
    """
    receipt.payload, receipt.signature, receipt.signed_at = payload, signature, at
    receipt.key_id = payload[1:5].hex()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [payload, signature, receipt.key_id, at, receipt.pk])
    return receipt
