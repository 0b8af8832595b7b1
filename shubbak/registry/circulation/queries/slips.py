"""Dispatch slips: what waits for one, those that were made."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shubbak.people.models import Unit
from shubbak.registry.circulation.models import Handover, Slip

LATEST = 50


def to_hand_over(unit: Unit) -> QuerySet[Handover]:
    """Letters on their way to a unit that stand on no slip, in the order in which they were sent."""
    on_the_way = Handover.objects.filter(unit=unit, state=Handover.State.SENT, slip=None)
    return on_the_way.order_by("sent_at", "pk")


def units_waiting() -> Sequence[tuple[Unit, int]]:
    """The units to which letters are on their way without a slip, and how many."""
    waiting = Handover.objects.filter(state=Handover.State.SENT, slip=None)
    counts = dict(waiting.order_by().values_list("unit").annotate(Count("pk")))
    return [(unit, counts[unit.pk]) for unit in Unit.objects.filter(pk__in=counts).order_by("code")]


def slips_made(limit: int = LATEST) -> QuerySet[Slip]:
    """The last slips; `sent` says how many letters stand on each, `taken` how many of them were answered."""
    answered = Q(lines__state=Handover.State.SENT)
    return (
        Slip.objects.select_related("entry__series__register", "unit", "made_by")
        .annotate(sent=Count("lines"), taken=Count("lines", filter=~answered))
        .order_by("-made_at")[:limit]
    )


def slip_of(entry_id: UUID) -> Slip | None:
    known = ("entry__series__register", "unit", "made_by")
    return Slip.objects.select_related(*known).filter(pk=entry_id).first()


def lines_of_slip(slip: Slip) -> QuerySet[Handover]:
    """The letters on a slip with all that is told of them."""
    told = slip.lines.select_related("letter__entry__series__register", "letter__entry__subject")
    return told.prefetch_related("letter__entry__parties")
