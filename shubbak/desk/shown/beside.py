"""The way to the files before and after one, in the order of the list from which it was opened."""

from dataclasses import dataclass

from django.urls import reverse

from shubbak.cases.models import Case
from shubbak.cases.queries import Neighbour, neighbours
from shubbak.desk.access import Visit
from shubbak.desk.shown.queue import counted
from shubbak.desk.trail import Trail, list_query


@dataclass(frozen=True)
class Beside:
    """Addresses, empty at either end of the list; `place` is 0 once the file has left it."""

    before: str
    after: str
    place: int
    total: str
    list_url: str


def beside_shown(visit: Visit, case: Case, trail: Trail) -> Beside | None:
    """None where the file was opened from no list, or from one that is none."""
    if not trail.key:
        return None
    try:
        found = neighbours(visit.staff, case, trail.tab, trail.key, at=visit.at, only=trail.only)
    except ValueError:
        return None
    return Beside(
        before=_address(found.before, trail),
        after=_address(found.after, trail),
        place=found.place,
        total=counted(found.total),
        list_url=reverse("desk_queue") + trail.of_list,
    )


def _address(file: Neighbour | None, trail: Trail) -> str:
    if file is None:
        return ""
    return reverse("desk_case", args=[file.case_id]) + list_query(trail.tab, trail.only, key=file.key)
