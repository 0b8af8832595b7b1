"""Who writes: completed while a clerk types, and whether a letter lies in a book already."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from shubbak.registry.models import Correspondent, Letter
from shubbak.search.arabic import fold

FEW = 8
LATELY = timedelta(days=30)


def correspondents_like(words: str, *, limit: int = FEW) -> QuerySet[Correspondent]:
    """Those whose name begins with what was typed, then those in whose name it stands; none for less than
    two letters.
    """
    key = fold(words)
    if len(key) < 2:
        return Correspondent.objects.none()
    found = Correspondent.objects.filter(Q(key__startswith=key) | Q(key__contains=f" {key}"))
    return found.order_by("key", "id")[:limit]


def letters_like(*, name: str, reference: str, subject: str, at: datetime) -> QuerySet[Letter]:
    """Letters that may be this one: the same sender with the same reference, or within 30 days the same
    subject.
    """
    same = Letter.objects.filter(correspondent__key=fold(name)).select_related("entry__series__register")
    alike = Q(entry__subject__words__iexact=subject.strip(), entry__received_at__gte=at - LATELY)
    if reference.strip():
        alike |= Q(reference__iexact=reference.strip())
    return same.filter(alike).order_by("-entry__received_at")[:FEW]
