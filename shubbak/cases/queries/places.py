"""The order of a queue: late, at risk, waiting, in time; in each the nearest due date first, undated last.

Each stretch of that order is what one index gives, so a page reads as many rows as it shows, however many
files stand before and after it. The place of a file in the order is its key: lists go on by key, never by
offset.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import IntegerField, Q, Value, When

from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet

GROUPS = ("late", "risk", "waiting", "in_time")
_ANY = datetime(2026, 1, 1, tzinfo=UTC)
ORDER, _BACKWARDS = ("due_at", "id"), ("-due_at", "-id")


@dataclass(frozen=True)
class Place:
    """Where a file stands: the rank of its group, its due date, its id."""

    rank: int
    due: datetime | None
    pk: UUID

    @property
    def key(self) -> str:
        return f"{self.rank}~{self.due.astimezone(UTC).isoformat() if self.due else ''}~{self.pk}"


@dataclass(frozen=True)
class QueueRow:
    """One file of the queue, the group that it stands in, and the key of its place."""

    case: Case
    group: str
    key: str = ""


@dataclass(frozen=True)
class _Stretch:
    """The files of one group that have a due date, or those that have none."""

    rank: int
    is_dated: bool
    condition: Q

    def part(self, place: Place | None, *, backwards: bool) -> Q | None:
        """What of it stands on the wanted side of a place; None if nothing does."""
        if place is None:
            return self.condition
        mine, theirs = (self.rank, not self.is_dated), (place.rank, place.due is None)
        if mine == theirs:
            return self.condition & _beyond(place, "lt" if backwards else "gt")
        return self.condition if (mine < theirs) is backwards else None

    @property
    def name(self) -> str:
        return f"{GROUPS[self.rank]} {'dated' if self.is_dated else 'undated'}"


def place_in(key: str) -> Place:
    """The place that a key names.

    :raises ValueError: for a key that is none.
    """
    rank, due, pk = key.split("~")
    if int(rank) not in range(len(GROUPS)):
        raise ValueError(f"no such group: {rank}")
    return Place(int(rank), datetime.fromisoformat(due) if due else None, UUID(pk))


def of_group(group: str, at: datetime) -> Q:
    """The files of a group."""
    return reduce(or_, (one.condition for one in _stretches(at) if GROUPS[one.rank] == group))


def parts_of_order(at: datetime) -> dict[str, Q]:
    """The stretches of the order by name: each is counted by one index."""
    return {stretch.name: stretch.condition for stretch in _stretches(at)}


def parts(group: str) -> tuple[str, ...]:
    """The names of the stretches of a group."""
    return tuple(one.name for one in _stretches(_ANY) if GROUPS[one.rank] == group)


def before(place: Place, at: datetime) -> Q:
    """The files that stand before a place."""
    parts = (one.part(place, backwards=True) for one in _stretches(at))
    return reduce(or_, (part for part in parts if part is not None))


def in_order(files: CaseQuerySet, at: datetime) -> CaseQuerySet:
    """All of them in their order, by one sort: for whoever reads them to the end."""
    ranks = [When(of_group(group, at), then=Value(rank)) for rank, group in enumerate(GROUPS)]
    return files.order_by(Choice(*ranks, output_field=IntegerField()), *ORDER)


def parts_from(place: Place | None, at: datetime, groups: frozenset[str]) -> Iterator[tuple[int, Q]]:
    """From a place on, or from the beginning: the stretches of these groups, each with its rank."""
    for stretch in _stretches(at):
        part = stretch.part(place, backwards=False)
        if part is not None and GROUPS[stretch.rank] in groups:
            yield stretch.rank, part


def nearest(files: CaseQuerySet, at: datetime, beside: Place, *, backwards: bool) -> QueueRow | None:
    """The file that stands next to a place, before or after it."""
    for stretch in reversed(_stretches(at)) if backwards else _stretches(at):
        part = stretch.part(beside, backwards=backwards)
        if part is not None:
            for case in files.filter(part).order_by(*(_BACKWARDS if backwards else ORDER))[:1]:
                return row_of(case, stretch.rank)
    return None


def row_of(case: Case, rank: int) -> QueueRow:
    return QueueRow(case, GROUPS[rank], Place(rank, case.due_at, case.pk).key)


@lru_cache(maxsize=16)
def _stretches(at: datetime) -> tuple[_Stretch, ...]:
    running, held, dated = Q(held=False), Q(held=True), Q(due_at__isnull=False)
    return (
        _Stretch(0, True, running & Q(due_at__lt=at)),
        _Stretch(1, True, running & Q(due_at__gte=at, risk_at__lte=at)),
        _Stretch(2, True, held & dated),
        _Stretch(2, False, held & ~dated),
        _Stretch(3, True, running & Q(due_at__gte=at, risk_at__gt=at)),
        _Stretch(3, False, running & ~dated),
    )


def _beyond(place: Place, side: str) -> Q:
    """Further on than a place of the same stretch. The date alone too: an index begins there."""
    further = Q(**{f"pk__{side}": place.pk})
    if place.due is None:
        return further
    return Q(**{f"due_at__{side}e": place.due}) & (Q(**{f"due_at__{side}": place.due}) | further)
