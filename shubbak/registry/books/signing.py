"""Signed receipts of entries. Signing comes after the commit: a number never waits for a signature."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet

from shubbak.agencies.queries import address_of, current_agency
from shubbak.journal import signing
from shubbak.journal.receipt import ReceiptFacts, encode, key_id, to_text
from shubbak.registry.books import black_box
from shubbak.registry.books.models import Entry, Receipt
from shubbak.registry.books.signatures import keep_signature

ALARM_AFTER = timedelta(minutes=5)
_AT_ONCE = 500
_NO_KEY = bytes(4)


def sign_entry(*, entry: Entry, at: datetime) -> Receipt | None:
    """The signed receipt of a committed entry, made now if it is not there yet.

    None if the signer does not answer within 2 s: the page then says that the signed receipt follows, and the
    worker signs. Either way the black box has its line before this returns.
    """
    receipt = Receipt.objects.select_related("entry__series__register").get(pk=entry.pk)
    if receipt.signature is not None:
        return receipt
    return _sign(receipt, at=at, agency=current_agency().code, note_unsigned=True)


def sign_at_once(*, receipt: Receipt, at: datetime) -> None:
    """Sign a receipt whose entry was committed just now, from what is still in memory; as `sign_entry`."""
    _sign(receipt, at=at, agency=current_agency().code, note_unsigned=True)


def sign_pending(*, at: datetime, limit: int = _AT_ONCE) -> int:
    """Sign what the signer missed, oldest first; how many were signed. Stops at the first that cannot be."""
    agency = current_agency().code
    signed = 0
    for receipt in _unsigned().order_by("entry__received_at")[:limit]:
        if _sign(receipt, at=at, agency=agency, note_unsigned=False) is None:
            break
        signed += 1
    return signed


def unsigned_too_long(at: datetime) -> QuerySet[Entry]:
    """Entries that are registered for more than five minutes and not signed: an alarm."""
    return Entry.objects.filter(receipt__signature=None, received_at__lt=at - ALARM_AFTER)


def problems(at: datetime) -> Iterator[str]:
    """What is wrong with the receipts of this agency, in sentences."""
    for entry in unsigned_too_long(at).select_related("series"):
        yield f"entry {entry.number} of {entry.series.year} has no signed receipt"
    since = black_box.hole_since(current_agency().code)
    if since and since < at - ALARM_AFTER:
        yield f"the black box lacks lines since {since:%Y-%m-%d %H:%M} UTC: its disk is full or away"
    keys = signing.public_keys()
    signed = Receipt.objects.exclude(signature=None).select_related("entry__series__register")
    for receipt in signed.iterator(2000):
        key = keys.get(bytes.fromhex(receipt.key_id))
        payload, signature = bytes(receipt.payload), bytes(receipt.signature or b"")
        number = f"{receipt.entry.number} of {receipt.entry.series.year}"
        if key is None or not signing.verify(key, payload, signature):
            yield f"the receipt of entry {number} does not verify"
        elif payload != payload_of(receipt.entry, bytes.fromhex(receipt.key_id)):
            yield f"the receipt of entry {number} states something else than the entry"


def payload_of(entry: Entry, signing_key_id: bytes) -> bytes:
    """The 58 bytes that a key signs of an entry."""
    return encode(
        ReceiptFacts(
            key_id=signing_key_id,
            agency=current_agency().pk,
            kind=entry.series.register.kind,
            year=entry.series.year,
            number=entry.number,
            received_at=entry.received_at,
            receipt_id=bytes(entry.receipt_id),
            manifest_sha256=bytes(entry.manifest_sha256),
        )
    )


def unsigned_payload(entry: Entry) -> bytes:
    """The same while no key has signed it."""
    return payload_of(entry, _NO_KEY)


def receipt_text(receipt: Receipt) -> str:
    """The 196 letters and digits of a signed receipt.

    :raises ValueError: if it is not signed yet.
    """
    if receipt.signature is None:
        raise ValueError("this receipt is not signed yet")
    return to_text(bytes(receipt.payload) + bytes(receipt.signature))


def receipt_address(receipt: Receipt) -> str:
    """The address that the QR code holds, in upper case.

    :raises ValueError: if the receipt is not signed yet.
    """
    return address_of(current_agency(), "/v/").upper() + receipt_text(receipt)


def _unsigned() -> QuerySet[Receipt]:
    return Receipt.objects.filter(signature=None).select_related("entry__series__register")


def _sign(receipt: Receipt, *, at: datetime, agency: str, note_unsigned: bool) -> Receipt | None:
    key = signing.signing_key()
    payload = payload_of(receipt.entry, key_id(key) if key else _NO_KEY)
    signature = signing.sign_receipt(payload) if key else None
    if signature is None:
        if note_unsigned:
            black_box.append(agency, payload, receipt.entry.series.register.code)
        return None
    kept = keep_signature(receipt=receipt, payload=payload, signature=signature, at=at)
    black_box.append(agency, payload + signature, receipt.entry.series.register.code)
    return kept
