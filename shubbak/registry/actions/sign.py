"""Keeping a signature: no act of anybody, so the journal has the line of the entry alone."""

from datetime import datetime

from shubbak.registry.models import Receipt


def keep_signature(*, receipt: Receipt, payload: bytes, signature: bytes, at: datetime) -> Receipt:
    """Store what the signer signed of an entry. Whoever comes second changes nothing."""
    receipt.payload, receipt.signature, receipt.signed_at = payload, signature, at
    receipt.key_id = payload[1:5].hex()
    kept = {"payload": payload, "signature": signature, "key_id": receipt.key_id, "signed_at": at}
    Receipt.objects.filter(pk=receipt.pk, signature=None).update(**kept)
    return receipt
