"""The queue of the desk: by key, never by offset; the late first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from shubbak.cases.models import CaseLabel, Mention, OpinionRequest
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries.places import (
    GROUPS,
    QueueRow,
    in_order,
    of_group,
    parts,
    parts_of_order,
    place_in,
    rows,
)
from shubbak.cases.queries.scoped import visible_to
from shubbak.cases.queries.tallies import tallied
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import roles_of
from shubbak.people.rules import Roles

ASIDE = ("mentioned", "opinion")
"""What colleagues ask of one: empty on most days."""
TABS = ("mine", "unit", *ASIDE, "risk", "overdue", "waiting", "returned", "untold", "unassigned", "all")


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
        }
        wanted = Q(**{name: value for name, value in named.items() if value})
        if self.label:
            wanted &= Q(pk__in=CaseLabel.objects.filter(label=self.label).values("case"))
        return wanted

    def narrowed(self, files: CaseQuerySet) -> CaseQuerySet:
        return files.filter(self.wanted())


EVERY_FILE = QueueFilter()


@dataclass(frozen=True)
class QueuePage:
    """`counts` of files by tab, `groups` by group within this tab, both as far as `tallies` counts;
    `next_key` for the page after, empty at the end.
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
    roles: Roles | None = None,
) -> QueuePage:
    """Open files of a tab, grouped: late, at risk, waiting, in time; the nearest due date first in each.

    :raises ValueError: for an unknown tab or a key that is none.
    """
    place = place_in(after_key) if after_key else None
    known = roles or roles_of(staff, at)
    open_files = only.narrowed(visible_to(staff, at, known).in_hand())
    files = open_files.filter(of_tab(tab, staff, known, at))
    counts = _counts(open_files, files, staff, known, at)
    groups = {group: sum(counts[part] for part in parts(group)) for group in GROUPS}
    wanted = files.select_related("unit", "assignee", "applicant", "service_version")
    held = frozenset(group for group in GROUPS if groups[group])
    found = tuple(rows(wanted.defer("service_version__source"), at, limit + 1, beside=place, groups=held))
    shown = found[:limit]
    return QueuePage(
        tab=tab,
        rows=shown,
        counts={name: counts[name] for name in TABS},
        groups=groups,
        next_key=shown[-1].key if len(found) > limit else "",
    )


def listed(
    staff: Staff, tab: str, *, at: datetime, only: QueueFilter = EVERY_FILE, roles: Roles | None = None
) -> CaseQuerySet:
    """The whole of a tab in its order, for whoever reads it to the end.

    :raises ValueError: for an unknown tab.
    """
    return in_order(open_of_tab(staff, tab, at=at, only=only, roles=roles), at)


def open_of_tab(
    staff: Staff, tab: str, *, at: datetime, only: QueueFilter = EVERY_FILE, roles: Roles | None = None
) -> CaseQuerySet:
    """The open files of a tab, in no order.

    :raises ValueError: for an unknown tab.
    """
    known = roles or roles_of(staff, at)
    open_files = only.narrowed(visible_to(staff, at, known).in_hand())
    return open_files.filter(of_tab(tab, staff, known, at))


def _asked_of(roles: Roles) -> "QuerySet[OpinionRequest, dict[str, Any]]":
    return OpinionRequest.objects.awaited().filter(unit__code__in=roles.units).values("case")


def of_tab(tab: str, staff: Staff, roles: Roles, at: datetime) -> Q:
    """The files of a tab. A stand-in's own are also those of the absent colleague.

    :raises ValueError: for an unknown tab.
    """
    if tab not in TABS:
        raise ValueError(f"no such tab: {tab}")
    return _tabs(staff, roles, at)[tab]


def _tabs(staff: Staff, roles: Roles, at: datetime) -> dict[str, Q]:
    return {
        "mine": Q(assignee__in={staff.pk, *roles.stands_in_for}),
        "unit": Q(unit__in=Unit.objects.filter(code__in=roles.units)),
        "risk": of_group("risk", at),
        "overdue": of_group("late", at),
        "waiting": of_group("waiting", at),
        "mentioned": Q(pk__in=Mention.objects.filter(staff=staff, read_at=None).values("note__case")),
        "opinion": Q(pk__in=_asked_of(roles)),
        "returned": ~Q(result="") & Q(unit__in=Unit.objects.filter(is_counter=True)),
        "untold": ~Q(result="") & Q(told_at=None),
        "unassigned": Q(assignee=None),
        "all": Q(),
    }


def _counts(
    open_files: CaseQuerySet, files: CaseQuerySet, staff: Staff, roles: Roles, at: datetime
) -> dict[str, int]:
    """How many files stand in every tab, and in the parts of the order of this one."""
    tabs = {name: open_files.filter(its) for name, its in _tabs(staff, roles, at).items()}
    return tallied(tabs | {part: files.filter(condition) for part, condition in parts_of_order(at).items()})
