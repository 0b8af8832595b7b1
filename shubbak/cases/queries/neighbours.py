"""The files before and after one, in the order of the list from which it was opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from shubbak.cases.models import Case
from shubbak.cases.queries.queue import EVERY_FILE, QueueFilter, key_of, listed, stands_after, stands_before
from shubbak.people.models import Staff


@dataclass(frozen=True)
class Neighbour:
    """A file of the list and the key under which it stands there."""

    case_id: UUID
    key: str


@dataclass(frozen=True)
class Neighbours:
    """`place` counts from 1; 0 once the file itself has left the list of `total` files."""

    before: Neighbour | None
    after: Neighbour | None
    place: int
    total: int


def neighbours(
    staff: Staff, case: Case, tab: str, key: str, *, at: datetime, only: QueueFilter = EVERY_FILE
) -> Neighbours:
    """Who stands beside a file that stood at `key` when its list was read, wherever it stands now.

    :raises ValueError: for an unknown tab or a key that is none.
    """
    files = listed(staff, tab, at=at, only=only)
    others = files.exclude(pk=case.pk)
    counted = others.aggregate(n=Count("pk"), ahead=Count("pk", filter=stands_before(key)))
    is_there = files.filter(pk=case.pk).exists()
    return Neighbours(
        before=_neighbour(others.filter(stands_before(key)).reverse().first()),
        after=_neighbour(others.filter(stands_after(key)).first()),
        place=counted["ahead"] + 1 if is_there else 0,
        total=counted["n"] + is_there,
    )


def _neighbour(case: Case | None) -> Neighbour | None:
    return Neighbour(case.pk, key_of(case)) if case else None
