"""Sentences about what is wrong with the direct debits of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db.models import Count, F, Max

from shubbak.payments.debiting.models import Collection, Debit, Mandate
from shubbak.payments.debiting.rules import SOURCE
from shubbak.payments.ledger.audit import gaps
from shubbak.payments.ledger.models import Payment


def problems() -> Iterator[str]:
    """Numbers without a gap; a debit that is booked is its payment, one that went back has none."""
    for code, model in (("mandate", Mandate), ("collection", Collection)):
        numbered = model.objects.order_by().values_list("year")
        for year, count, highest in numbered.annotate(Count("pk"), Max("serial")):
            yield from gaps(code, year, count, highest)
    known = Debit.objects.select_related("payment")
    for debit in known.filter(payment__isnull=False).exclude(payment__amount=F("amount")):
        yield f"debit {debit.end_to_end} is not what its payment is"
    for debit in known.filter(state=Debit.State.BOOKED, payment__reversed_at__isnull=False):
        yield f"debit {debit.end_to_end} stands as booked, its payment was taken back"
    for debit in known.filter(state=Debit.State.RETURNED, payment__isnull=False, payment__reversed_at=None):
        yield f"debit {debit.end_to_end} went back, its payment stands"
    for payment in Payment.objects.filter(source=SOURCE, debit=None):
        yield f"payment {payment.reference} is of no debit"
    sent = Debit.objects.exclude(state__in=[Debit.State.PICKED, Debit.State.LEFT_OUT])
    for debit in sent.exclude(collection__state=Collection.State.SENT):
        yield f"debit {debit.end_to_end} is with the bank, its collection was not sent"
