"""Lines that the black box lacks, written again from the register: its disk was full or away, or is new."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from shubbak.agencies.queries import current_agency
from shubbak.registry.books import black_box
from shubbak.registry.books.models import Receipt
from shubbak.registry.books.signing import unsigned_payload

_SETTLED = timedelta(minutes=1)
"""Whatever came since may be on its way into the box just now."""


def refill_where_marked(*, at: datetime) -> int:
    """Refill the box if one of its lines could not be written; how many were."""
    code = current_agency().code
    return refill(at=at) if black_box.forget_hole(code) else 0


def refill(*, at: datetime) -> int:
    """Write every line that the box lacks, in the order in which the numbers were given; how many.

    What still cannot be written is tried again.
    """
    code, written = current_agency().code, 0
    for receipt in _missing(black_box.known(code), at):
        signed = bytes(receipt.payload) + bytes(receipt.signature or b"")
        register = receipt.entry.series.register.code
        if not black_box.append(code, signed or unsigned_payload(receipt.entry), register, late=at):
            break
        written += 1
    return written


def _missing(known: set[tuple[bytes, bool, str]], at: datetime) -> Iterator[Receipt]:
    """Receipts without their line: none, one of before the signature, or one that was cut off."""
    given = Receipt.objects.filter(entry__received_at__lt=at - _SETTLED)
    ordered = given.select_related("entry__series__register").order_by("entry__received_at", "entry__number")
    for receipt in ordered.iterator(2000):
        entry = receipt.entry
        line = (bytes(entry.receipt_id), receipt.signature is not None, entry.series.register.code)
        if line not in known:
            yield receipt
