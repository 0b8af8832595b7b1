"""Who writes: completed while a clerk types, and whether a letter lies in a book already."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length, StrIndex

from shubbak.registry.letters.models import Correspondent, Letter, Nature
from shubbak.search.arabic import fold

FEW, MANY, SHORTEST_NAME = 8, 100, 6
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


def natures_offered() -> QuerySet[Nature]:
    """The natures from which a clerk chooses."""
    return Nature.objects.filter(retired_at=None)


def senders_known(limit: int = MANY) -> list[str]:
    """The names of those who wrote last, for a list that needs no script."""
    latest = Correspondent.objects.order_by("-id").values_list("name", flat=True)[:limit]
    return sorted(set(latest))


def sender_in(words: str) -> Correspondent | None:
    """Whoever's name stands in these words; of several the one with the longest name. None for a bare name of
    few letters, which may be a part of any word.
    """
    named = Correspondent.objects.annotate(size=Length("key"), place=StrIndex(Value(fold(words)), F("key")))
    return named.filter(size__gte=SHORTEST_NAME, place__gt=0).order_by("-size", "id").first()


def known_sender(name: str) -> Correspondent | None:
    """Whoever bears this name, if only one does: two of a name are told apart by whoever reads the letter."""
    found = list(Correspondent.objects.filter(key=fold(name))[:2])
    return found[0] if len(found) == 1 else None
