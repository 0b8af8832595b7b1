"""What the clerks of a registry office look up while they work."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from shubbak.registry.models import Correspondent, Entry, Nature, Register, Series
from shubbak.registry.rules import DayCount
from shubbak.search.arabic import fold

MANY = 100


def years_of(register: Register) -> list[int]:
    """The years in which a book has numbers, the last one first."""
    return list(register.series.order_by("-year").values_list("year", flat=True))


def day_count(series: Series, day: date) -> DayCount:
    """How a day of a book stands so far."""
    held = Entry.objects.filter(series=series, register_day=day)
    return DayCount(**held.aggregate(count=Count("id"), first=Min("number"), last=Max("number")))


def natures_offered() -> QuerySet[Nature]:
    """The natures from which a clerk chooses."""
    return Nature.objects.filter(retired_at=None)


def senders_known(limit: int = MANY) -> list[str]:
    """The names of those who wrote last, for a list that needs no script."""
    latest = Correspondent.objects.order_by("-id").values_list("name", flat=True)[:limit]
    return sorted(set(latest))


def known_sender(name: str) -> Correspondent | None:
    """Whoever bears this name, if only one does: two of a name are told apart by whoever reads the letter."""
    found = list(Correspondent.objects.filter(key=fold(name))[:2])
    return found[0] if len(found) == 1 else None


def entered_before(submission_id: UUID) -> UUID | None:
    """The entry that this form made already, if it was sent before."""
    return Entry.objects.filter(submission_id=submission_id).values_list("id", flat=True).first()
