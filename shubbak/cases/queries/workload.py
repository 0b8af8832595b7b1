"""Who has what: open files counted by unit, person and service, never read one by one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q

from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.permissions import led
from shubbak.cases.queries.scoped import visible_to
from shubbak.people.models import Staff
from shubbak.people.queries import unit_keys
from shubbak.people.rules import Roles

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Load:
    """Open files, and among them: past their time, those of them since seven days at most, those whose time
    ends within seven days, those that wait for the person. `oldest`: when the oldest was opened.
    """

    open: int = 0
    late: int = 0
    late_this_week: int = 0
    due_this_week: int = 0
    waiting: int = 0
    oldest: datetime | None = None

    def __add__(self, other: "Load") -> "Load":
        begun = [one for one in (self.oldest, other.oldest) if one]
        return Load(
            self.open + other.open,
            self.late + other.late,
            self.late_this_week + other.late_this_week,
            self.due_this_week + other.due_this_week,
            self.waiting + other.waiting,
            min(begun, default=None),
        )


@dataclass(frozen=True)
class Share:
    """The load of one person (None: of nobody) with one service in one unit."""

    unit: str
    assignee: int | None
    service: str
    load: Load


def shares(staff: Staff, roles: Roles, units: Collection[str] | None, at: datetime) -> Sequence[Share]:
    """The open files that the reader may see in these units (None: in all); one query for all of them."""
    keys = unit_keys()
    files, codes = visible_to(staff, at, roles).in_hand(), {key: code for code, key in keys.items()}
    if units is not None:
        files = files.filter(unit_id__in=[keys[code] for code in units])
    running = Q(held=False)
    rows = files.values("unit_id", "assignee_id", "service").annotate(
        n_open=Count("pk"),
        n_late=Count("pk", filter=running & Q(due_at__lt=at)),
        n_late_this_week=Count("pk", filter=running & Q(due_at__lt=at, due_at__gte=at - WEEK)),
        n_due_this_week=Count("pk", filter=running & Q(due_at__gte=at, due_at__lt=at + WEEK)),
        n_waiting=Count("pk", filter=~running),
        begun=Min("opened_at"),
    )
    return [
        Share(
            codes[row["unit_id"]],
            row["assignee_id"],
            row["service"],
            Load(
                row["n_open"],
                row["n_late"],
                row["n_late_this_week"],
                row["n_due_this_week"],
                row["n_waiting"],
                row["begun"],
            ),
        )
        for row in rows
    ]


def total(found: Iterable[Share]) -> Load:
    return sum((share.load for share in found), Load())


def loads_of(staff_ids: Iterable[int]) -> Mapping[int, int]:
    """How many open files each has in charge, wherever they lie."""
    files = Case.objects.in_hand().filter(assignee__in=list(staff_ids)).order_by()
    return dict(files.values_list("assignee").annotate(n=Count("pk")))


def files_to_hand_over(colleague: Staff, roles: Roles) -> CaseQuerySet:
    """The open files of a colleague in the units that the reader heads, the nearest due date first."""
    files = Case.objects.in_hand().filter(led(roles), assignee=colleague)
    return files.order_by(F("due_at").asc(nulls_last=True), "pk")
