"""Sentences about what is wrong with the banks of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db.models import Count, F
from django.db.models.functions import TruncDate

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.payments.biller.models import Bank, Key
from shubbak.payments.biller.rules import LIVE_KEYS
from shubbak.payments.ledger.models import Payment


def problems() -> Iterator[str]:
    """No bank has more live keys than two, and no payment counts for a day before it came."""
    live = Key.objects.filter(withdrawn_at=None).values("bank__code").annotate(count=Count("pk"))
    for row in live.filter(count__gt=LIVE_KEYS):
        yield f"the bank {row['bank__code']} has {row['count']} live keys"
    zone = calendar_of(current_agency()).zone
    sources = {bank.source for bank in Bank.objects.all()}
    came = TruncDate("received_at", tzinfo=zone)
    early = Payment.objects.filter(source__in=sources).annotate(came=came).filter(business_day__lt=F("came"))
    for source, reference in early.values_list("source", "reference"):
        yield f"payment {reference} of {source} counts for a day before it came"
