"""The queue of the desk: by key, never by offset; the late first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import Count, DateTimeField, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from shubbak.cases.models import Case, CaseLabel
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries.scoped import visible_to
from shubbak.people.models import Staff
from shubbak.people.queries import roles_of
from shubbak.people.rules import Roles

TABS = ("mine", "unit", "risk", "overdue", "waiting", "returned", "untold", "unassigned", "all")
GROUPS = ("late", "risk", "waiting", "in_time")
_FAR = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class QueueFilter:
    """Narrows a queue: the code of a service, a channel, who is in charge, the number of a label, the code of
    a unit; empty asks for all.
    """

    service: str = ""
    channel: str = ""
    assignee: int | None = None
    label: int | None = None
    unit: str = ""

    def wanted(self) -> Q:
        named = {
            "service": self.service,
            "channel": self.channel,
            "assignee": self.assignee,
            "unit__code": self.unit,
            "pk__in": CaseLabel.objects.filter(label=self.label).values("case") if self.label else None,
        }
        return Q(**{name: value for name, value in named.items() if value})

    def narrowed(self, files: CaseQuerySet) -> CaseQuerySet:
        return files.filter(self.wanted())


EVERY_FILE = QueueFilter()


@dataclass(frozen=True)
class QueueRow:
    """One file of the queue, the group that it stands in, and the key of its place."""

    case: Case
    group: str
    key: str = ""


@dataclass(frozen=True)
class QueuePage:
    """`counts` of files by tab, `groups` by group within this tab, `next_key` for the page after, empty at
    the end.
    """

    tab: str
    rows: tuple[QueueRow, ...]
    counts: Mapping[str, int]
    groups: Mapping[str, int]
    next_key: str


def queue(
    staff: Staff,
    tab: str = "mine",
    *,
    at: datetime,
    after_key: str = "",
    limit: int = 50,
    only: QueueFilter = EVERY_FILE,
) -> QueuePage:
    """Open files of a tab, grouped: late, at risk, waiting, in time; the nearest due date first in each.

    :raises ValueError: for an unknown tab or a key that is none.
    """
    roles = roles_of(staff, at)
    rows = listed(staff, tab, at=at, only=only, roles=roles)
    if after_key:
        rows = rows.filter(stands_after(after_key))
    rows = rows.select_related("unit", "assignee", "applicant", "service_version")
    cases = list(rows.defer("service_version__source")[: limit + 1])
    shown = cases[:limit]
    counts = _counts(only.narrowed(visible_to(staff, at, roles).in_hand()), staff, roles, at)
    return QueuePage(
        tab=tab,
        rows=tuple(QueueRow(case, GROUPS[_rank(case)], key_of(case)) for case in shown),
        counts={name: counts[f"n_{name}"] for name in TABS},
        groups={group: counts[f"n_{tab}_{group}"] for group in GROUPS},
        next_key=key_of(shown[-1]) if len(cases) > limit else "",
    )


def listed(
    staff: Staff, tab: str, *, at: datetime, only: QueueFilter = EVERY_FILE, roles: Roles | None = None
) -> CaseQuerySet:
    """The open files of a tab in their order, each with its `rank` (group) and `due_key`.

    :raises ValueError: for an unknown tab.
    """
    if tab not in TABS:
        raise ValueError(f"no such tab: {tab}")
    known = roles or roles_of(staff, at)
    open_files = only.narrowed(visible_to(staff, at, known).in_hand())
    return _ordered(open_files.filter(of_tab(tab, staff, known, at)), at)


def _of_group(group: str, at: datetime) -> Q:
    late, risky = Q(held=False, due_at__lt=at), Q(held=False, due_at__gte=at, risk_at__lte=at)
    named = {"late": late, "risk": risky, "waiting": Q(held=True)}
    return named.get(group) or ~(late | risky | Q(held=True)) & Q(held=False)


def of_tab(tab: str, staff: Staff, roles: Roles, at: datetime) -> Q:
    """The files of a tab. A stand-in's own are also those of the absent colleague."""
    tabs = {
        "mine": Q(assignee__in={staff.pk, *roles.stands_in_for}),
        "unit": Q(unit__code__in=roles.units),
        "risk": _of_group("risk", at),
        "overdue": _of_group("late", at),
        "waiting": _of_group("waiting", at),
        "returned": ~Q(result="") & Q(unit__is_counter=True),
        "untold": ~Q(result="") & Q(told_at=None),
        "unassigned": Q(assignee=None),
        "all": Q(),
    }
    return tabs[tab]


def _counts(open_files: CaseQuerySet, staff: Staff, roles: Roles, at: datetime) -> dict[str, int]:
    """All counts of the page in one query."""
    wanted = {}
    for tab in TABS:
        its = of_tab(tab, staff, roles, at)
        wanted[f"n_{tab}"] = Count("pk", filter=its or Q(pk__isnull=False))
        for group in GROUPS:
            wanted[f"n_{tab}_{group}"] = Count("pk", filter=its & _of_group(group, at))
    return open_files.aggregate(**wanted)


def _ordered(files: CaseQuerySet, at: datetime) -> CaseQuerySet:
    ranks = [When(_of_group(group, at), then=Value(rank)) for rank, group in enumerate(GROUPS[:3])]
    return files.annotate(
        rank=When_(*ranks, default=Value(3), output_field=IntegerField()),
        due_key=Coalesce("due_at", Value(_FAR), output_field=DateTimeField()),
    ).order_by("rank", "due_key", "id")


def _rank(case: Case) -> int:
    rank: int = case.rank  # type: ignore[attr-defined]
    return rank


def key_of(case: Case) -> str:
    """The place of a listed file: its group, due date and id."""
    due: datetime = case.due_key  # type: ignore[attr-defined]
    return f"{_rank(case)}~{due.astimezone(UTC).isoformat()}~{case.pk}"


def stands_after(key: str) -> Q:
    """The files that stand after this place.

    :raises ValueError: for a key that is none.
    """
    rank, due, pk = _place(key)
    return Q(rank__gt=rank) | Q(rank=rank, due_key__gt=due) | Q(rank=rank, due_key=due, pk__gt=pk)


def stands_before(key: str) -> Q:
    """The files that stand before this place.

    :raises ValueError: for a key that is none.
    """
    rank, due, pk = _place(key)
    return Q(rank__lt=rank) | Q(rank=rank, due_key__lt=due) | Q(rank=rank, due_key=due, pk__lt=pk)


def _place(key: str) -> tuple[int, datetime, UUID]:
    rank, due, identity = key.split("~")
    return int(rank), datetime.fromisoformat(due), UUID(identity)
