"""The queue of the desk: by key, never by offset; the late first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet, Value

from shubbak.cases.models import Case, CaseLabel, Mention, OpinionRequest
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries.places import (
    GROUPS,
    ORDER,
    Place,
    QueueRow,
    in_order,
    of_group,
    parts,
    parts_from,
    parts_of_order,
    place_in,
    row_of,
)
from shubbak.cases.queries.scoped import files_of_keys, seen_by
from shubbak.cases.queries.tallies import tallied_at, tally
from shubbak.foundation.reading import statement_of, values_told
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import roles_of, unit_keys
from shubbak.people.rules import Roles

ASIDE = ("mentioned", "opinion")
"""What colleagues ask of one: empty on most days."""
_TAB_OF_GROUP = {"late": "overdue", "risk": "risk", "waiting": "waiting"}
"""Tabs that are a group of the order: no file of another group stands in them."""
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
    """`counts` of files by tab; `groups` within this tab, of those that the page shows; both as far as
    `tallies` counts. `next_key` for the page after, empty at the end.
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
    sought = _sought(staff, tab, at, only, roles)
    found = _rows(_Page(sought, place, limit + 1), at)
    shown = found[:limit]
    groups = {row.group: _counted_by(row.group, tab) for row in shown}
    stretches = tuple(name for names in groups.values() for name in names if name not in TABS)
    counts = tallied_at((*TABS, *stretches), _Tallies(sought, stretches), at)
    return QueuePage(
        tab=tab,
        rows=shown,
        counts={name: counts[name] for name in TABS},
        groups={group: sum(counts[name] for name in names) for group, names in groups.items()},
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
    return _sought(staff, tab, at, only, roles).files(at)


@dataclass(frozen=True)
class Sought:
    """A tab as a reader asks for it: `seen` are the files that they may see at all."""

    seen: Q
    staff: int
    roles: Roles
    units: frozenset[int]
    tab: str
    only: QueueFilter = EVERY_FILE

    def open_files(self) -> CaseQuerySet:
        return self.only.narrowed(Case.objects.filter(self.seen).in_hand())

    def tabs(self, at: datetime) -> dict[str, Q]:
        """The files of each tab. A stand-in's own are also those of the absent colleague; units by key, as
        in `cases.permissions.scope`.
        """
        return {
            "mine": Q(assignee__in={self.staff, *self.roles.stands_in_for}),
            "unit": Q(unit__in=self.units),
            "risk": of_group("risk", at),
            "overdue": of_group("late", at),
            "waiting": of_group("waiting", at),
            "mentioned": Q(
                pk__in=Mention.objects.filter(staff=self.staff, read_at=None).values("note__case")
            ),
            "opinion": Q(pk__in=_asked_of(self.roles)),
            "returned": ~Q(result="") & Q(unit__in=Unit.objects.filter(is_counter=True)),
            "untold": ~Q(result="") & Q(told_at=None),
            "unassigned": Q(assignee=None),
            "all": Q(),
        }

    def files(self, at: datetime) -> CaseQuerySet:
        return self.open_files().filter(self.tabs(at)[self.tab])


@dataclass(frozen=True)
class _Tallies:
    """How many files stand in every tab, and in some stretches of the order of the one that is asked for.

    In their order, where an index gives it: left alone, the planner takes undated files for frequent ones.
    """

    sought: Sought
    stretches: tuple[str, ...]

    def composed(self, at: datetime) -> tuple[str, Sequence[Any]]:
        sought = self.sought
        open_files, files = sought.open_files(), sought.files(at)
        tabs = sought.tabs(at)
        by_tab = {name: open_files.filter(tabs[name]) for name in TABS}
        by_tab["all"] = by_tab["all"].order_by("held", *ORDER)
        order = parts_of_order(at)
        parts_counted = (files.filter(order[name]).order_by(*ORDER) for name in self.stretches)
        return tally([*by_tab.values(), *parts_counted])


def _may_hold(tab: str, group: str) -> bool:
    return tab not in _TAB_OF_GROUP.values() or _TAB_OF_GROUP.get(group) == tab


def _counted_by(group: str, tab: str) -> Sequence[str]:
    """The tallies that make the one of a group within a tab: that of the tab that is this group, or those of
    its stretches.
    """
    same = _TAB_OF_GROUP.get(group)
    return (same,) if same and tab in ("all", same) else parts(group)


@dataclass(frozen=True)
class _Page:
    """The keys of so many files from a place on, each with the rank of its group.

    :raises EmptyResultSet: if there can be none.
    """

    sought: Sought
    place: Place | None
    limit: int

    def composed(self, at: datetime) -> tuple[str, Sequence[Any]]:
        groups = frozenset(group for group in GROUPS if _may_hold(self.sought.tab, group))
        listed = [
            self.sought.files(at)
            .filter(part)
            .order_by(*ORDER)
            .annotate(rank=Value(rank), part=Value(number))
            .values_list("id", "rank", "part", "due_at")[: self.limit]
            for number, (rank, part) in enumerate(parts_from(self.place, at, groups))
        ]
        if not listed:
            raise EmptyResultSet
        if len(listed) == 1:
            return listed[0].query.sql_with_params()
        whole = listed[0].union(*listed[1:], all=True).order_by("part", *ORDER)[: self.limit]
        return whole.query.sql_with_params()


def _rows(page: _Page, at: datetime) -> tuple[QueueRow, ...]:
    """A page from a place on is asked for once: its text is not kept."""
    try:
        text, values = page.composed(at) if page.place else statement_of(page, at)
    except EmptyResultSet:
        return ()
    ranks: dict[UUID, int] = {key: rank for key, rank, *_ in values_told(text, values)}
    files = files_of_keys(ranks) if ranks else {}
    return tuple(row_of(files[key], rank) for key, rank in ranks.items())


def _sought(staff: Staff, tab: str, at: datetime, only: QueueFilter, roles: Roles | None) -> Sought:
    """:raises ValueError: for an unknown tab."""
    if tab not in TABS:
        raise ValueError(f"no such tab: {tab}")
    return sought_by(staff.pk, roles or roles_of(staff, at), tab, only)


def sought_by(staff: int, roles: Roles, tab: str = "all", only: QueueFilter = EVERY_FILE) -> Sought:
    keys = unit_keys()
    units = frozenset(keys[code] for code in roles.units)
    return Sought(seen_by(staff, roles, keys), staff, roles, units, tab, only)


def _asked_of(roles: Roles) -> "QuerySet[OpinionRequest, dict[str, Any]]":
    return OpinionRequest.objects.awaited().filter(unit__code__in=roles.units).values("case")
