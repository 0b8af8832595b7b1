"""Sentences about what is wrong with the tills of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db.models import Count, F, Max

from shubbak.payments.cashier.models import CounterEntry, Receipt, Shift, Till
from shubbak.payments.cashier.queries import expected_in
from shubbak.payments.cashier.rules import drawer_of
from shubbak.payments.ledger.audit import gaps
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import balance_of_account


def problems() -> Iterator[str]:
    """Numbers without a gap; a receipt is its payment; a drawer holds what its receipts say."""
    yield from _numbers()
    yield from _receipts()
    for till in Till.objects.all():
        shift = till.shifts.filter(closed_at=None).first()
        held = balance_of_account(f"{drawer_of(till.code)}:{till.currency}")
        if held != (wanted := expected_in(shift) if shift else 0):
            yield f"the drawer of till {till.code} holds {held}, its receipts make {wanted}"
    for shift in Shift.objects.filter(closed_at__isnull=False).select_related("till"):
        if shift.expected != (wanted := expected_in(shift)):
            yield f"closing {shift.number} expected {shift.expected}, its receipts make {wanted}"


def _numbers() -> Iterator[str]:
    of_tills = Receipt.objects.order_by().values_list("till__code", "year")
    for till, year, count, highest in of_tills.annotate(Count("pk"), Max("serial")):
        yield from gaps(f"receipt:{till}", year, count, highest)
    closed = Shift.objects.filter(serial__isnull=False).order_by().values_list("till__code", "year")
    for till, year, count, highest in closed.annotate(Count("pk"), Max("serial")):
        yield from gaps(f"closing:{till}", year or 0, count, highest)
    entries = CounterEntry.objects.order_by().values_list("year")
    for year, count, highest in entries.annotate(Count("pk"), Max("serial")):
        yield from gaps("counter-entry", year, count, highest)


def _receipts() -> Iterator[str]:
    known = Receipt.objects.select_related("till")
    for receipt in known.exclude(payment__amount=F("amount") + F("duty")):
        yield f"receipt {receipt.number} is not what its payment is"
    for receipt in known.filter(counter_entry=None, payment__reversed_at__isnull=False):
        yield f"receipt {receipt.number} stands, its payment was taken back"
    for receipt in known.filter(counter_entry__isnull=False, payment__reversed_at=None):
        yield f"receipt {receipt.number} was taken back, its payment stands"
    for payment in Payment.objects.filter(source="cashier", receipt=None):
        yield f"payment {payment.reference} of the cashier has no receipt"
