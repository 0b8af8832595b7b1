"""The files before and after one, in the order of the list from which it was opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries.places import Place, before, nearest, place_in
from shubbak.cases.queries.queue import EVERY_FILE, QueueFilter, open_of_tab
from shubbak.cases.queries.tallies import MOST_COUNTED, tallied
from shubbak.people.models import Staff


@dataclass(frozen=True)
class Neighbour:
    """A file of the list and the key under which it stands there."""

    case_id: UUID
    key: str


@dataclass(frozen=True)
class Neighbours:
    """`place` counts from 1; 0 once the file itself has left the list, or stands further on than is counted.
    `total` files as far as `tallies` counts.
    """

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
    place, files = place_in(key), open_of_tab(staff, tab, at=at, only=only)
    others = files.exclude(pk=case.pk)
    ahead = others.filter(before(place, at))
    counted = tallied({"here": files.filter(pk=case.pk), "total": files, "ahead": ahead})
    is_counted = counted["here"] and counted["ahead"] < MOST_COUNTED
    return Neighbours(
        before=_nearest(others, place, at, backwards=True),
        after=_nearest(others, place, at, backwards=False),
        place=counted["ahead"] + 1 if is_counted else 0,
        total=counted["total"],
    )


def _nearest(files: CaseQuerySet, place: Place, at: datetime, *, backwards: bool) -> Neighbour | None:
    found = nearest(files, at, place, backwards=backwards)
    return Neighbour(found.case.pk, found.key) if found else None
