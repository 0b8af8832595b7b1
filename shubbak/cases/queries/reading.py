"""Papers whose text nobody has read."""

from django.conf import settings
from django.db.models import QuerySet

from shubbak.cases.models import CasePaper
from shubbak.documents.models import Document


def papers_to_read() -> QuerySet[CasePaper]:
    """Newest first. Where there is a scanner, those that it has not seen wait for it."""
    unread = (CasePaper.Reading.WAITING, CasePaper.Reading.AGAIN)
    waiting = CasePaper.objects.filter(reading__in=unread).select_related("document__file")
    if settings.SHUBBAK_CLAMD:
        waiting = waiting.exclude(document__scan=Document.Scan.PENDING)
    return waiting.order_by("-id")
