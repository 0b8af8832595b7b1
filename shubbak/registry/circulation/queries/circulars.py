"""Circulars: those for a reader, those that were sent, who has read one."""

from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from shubbak.people.models import Staff
from shubbak.people.rules import Roles
from shubbak.registry.books.permissions import reads_registers
from shubbak.registry.circulation.models import Circular, ReadReceipt

LATEST = 50
_KNOWN = ("letter__entry__series__register", "letter__entry__subject", "sent_by")


def circulars_for(staff: Staff, limit: int = LATEST) -> QuerySet[ReadReceipt]:
    """What was told to somebody: first what they have not read, then the latest."""
    known = [f"circular__{name}" for name in _KNOWN]
    told = ReadReceipt.objects.filter(staff=staff).select_related(*known)
    return told.order_by(F("read_at").desc(nulls_first=True), "-circular__sent_at")[:limit]


def circulars_sent(roles: Roles, limit: int = LATEST) -> QuerySet[Circular]:
    """All of them, for those who read the registers; `told` and `read` count their readers."""
    if not reads_registers(roles):
        return Circular.objects.none()
    counted = Circular.objects.annotate(
        told=Count("readers"), read=Count("readers", filter=Q(readers__read_at__isnull=False))
    )
    return counted.select_related(*_KNOWN)[:limit]


def circular_visible(entry_id: UUID, staff: Staff, roles: Roles) -> Circular | None:
    """A circular that was told to the asker, or whose register they read."""
    found = Circular.objects.select_related(*_KNOWN).filter(pk=entry_id).first()
    if found is None or reads_registers(roles) or found.readers.filter(staff=staff).exists():
        return found
    return None


def readers_of(circular: Circular) -> QuerySet[ReadReceipt]:
    """Who has not read it yet, then who has, the latest first."""
    return circular.readers.select_related("staff").order_by(
        F("read_at").desc(nulls_first=True), "staff__name", "pk"
    )
