"""The rows of a queue, in their groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import groupby
from uuid import UUID

from django.urls import reverse

from shubbak.cases.models import Label, SavedFilter
from shubbak.cases.queries import (
    ASIDE,
    MOST_COUNTED,
    FileFound,
    QueueFilter,
    QueuePage,
    QueueRow,
    asked_by,
)
from shubbak.cases.queries.desk_page import RowClock
from shubbak.catalogue.queries import spec_of
from shubbak.desk import words
from shubbak.desk.shown.labels import LabelShown, labels_shown
from shubbak.desk.shown.language import Tongue
from shubbak.desk.time_words import bar_kind, time_words
from shubbak.desk.trail import in_list, list_query
from shubbak.search.context import Hit

_SHOWN_FIRST = (
    "all",
    "mentioned",
    "opinion",
    "overdue",
    "risk",
    "waiting",
    "unassigned",
    "untold",
    "returned",
    "unit",
    "mine",
)
_ICONS = {"overdue": "alert", "risk": "clock", "waiting": "pause", "mentioned": "info", "opinion": "info"}
_ANY = UUID(int=0)
_KINDS = {"late": "late", "risk": "risk", "waiting": "held", "in_time": ""}


@dataclass(frozen=True)
class Beside:
    """What a page tells of its files besides themselves; `stands_in_for` are the absent colleagues."""

    clocks: Mapping[UUID, RowClock] = field(default_factory=dict)
    labels: Mapping[UUID, Sequence[Label]] = field(default_factory=dict)
    stands_in_for: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Kept:
    """A list under a name, and how many files it holds for the reader."""

    list: SavedFilter
    count: int
    own: bool


@dataclass(frozen=True)
class Stretch:
    """The part of a list that is asked for: what comes `after` a key, and whether many at once."""

    after: str = ""
    long: bool = False


@dataclass(frozen=True)
class TabShown:
    name: str
    words: str
    count: str
    url: str
    icon: str
    kind: str
    current: bool


@dataclass(frozen=True)
class Row:
    """One file. `percent` of its delay is used; `done` of `total` stages lie behind it; `for_absent` where
    the reader stands in for whoever has it in charge; `hit` stands in `paper`, where that is named.
    """

    id: UUID
    url: str
    number: str
    title: str
    person: str
    kind: str
    time: str
    percent: int
    bar: str
    stage: str
    done: int
    total: int
    in_charge: str
    unit: str
    moved: str
    labels: Sequence[LabelShown]
    for_absent: bool
    hit: Hit | None = None
    paper: str = ""


@dataclass(frozen=True)
class Group:
    kind: str
    words: str
    count: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class QueueShown:
    """`kept` stand beside the tabs; `change_url` where the list shown is one that the reader keeps;
    `longer_url` shows more of it on one page.
    """

    tabs: Sequence[TabShown]
    kept: Sequence[TabShown]
    keep_url: str
    change_url: str
    groups: Sequence[Group]
    next_url: str
    first_url: str
    longer_url: str
    tab: str
    many_url: str
    link_url: str


def queue_shown(
    page: QueuePage,
    only: QueueFilter,
    at: datetime,
    tongue: Tongue,
    *,
    beside: Beside,
    kept: Sequence[Kept],
    stretch: Stretch,
) -> QueueShown:
    groups = [
        Group(
            _KINDS[name],
            word_of(name),
            counted(page.groups[name]),
            _rows(rows, beside, only, at, tongue, page.tab),
        )
        for name, rows in groupby(page.rows, key=lambda row: row.group)
    ]
    here = partial(_address, page.tab, only)
    long = "1" if stretch.long else ""
    open_now = next((line for line in kept if _is_open(line.list, page.tab, only)), None)
    own = open_now.list.pk if open_now and open_now.own else 0
    return QueueShown(
        tabs=[_tab(name, page, only, open_now is None) for name in _SHOWN_FIRST if _has_place(name, page)],
        kept=[_kept(line, line is open_now) for line in kept],
        keep_url="" if open_now else reverse("desk_new_list") + list_query(page.tab, only),
        change_url=reverse("desk_list", args=[own]) if own else "",
        groups=groups,
        next_url=here(after=page.next_key, long=long) if page.next_key else "",
        first_url=here(long=long) if stretch.after else "",
        longer_url=here(after=stretch.after, long="1") if page.next_key and not stretch.long else "",
        tab=page.tab,
        many_url=reverse("desk_many") + list_query(page.tab, only),
        link_url=reverse("desk_link_many") + list_query(page.tab, only),
    )


def counted(files: int) -> str:
    """A tally as it is read: ``1000+`` where nobody counted further."""
    return f"{MOST_COUNTED}+" if files > MOST_COUNTED else str(files)


def _has_place(name: str, page: QueuePage) -> bool:
    """What colleagues ask of one has its tab while there is something of it."""
    return name not in ASIDE or bool(page.counts[name]) or name == page.tab


def word_of(group: str) -> str:
    return words.word(words.GROUPS, group)


def group_of_found(files: Sequence[FileFound], at: datetime, tongue: Tongue, beside: Beside) -> Group:
    """What a search finds: rows without a heading, each with the words in which it was found."""
    address = _address_of_any()
    rows = [
        replace(
            _row(QueueRow(found.case, "in_time"), beside, at, tongue, address),
            hit=found.hit,
            paper=tongue.pick(found.paper.title) if found.paper else "",
        )
        for found in files
    ]
    return Group("", "", str(len(rows)), rows)


def _rows(
    rows: Iterable[QueueRow], beside: Beside, only: QueueFilter, at: datetime, tongue: Tongue, tab: str
) -> Sequence[Row]:
    address = _address_of_any() + list_query(tab, only)
    return [_row(row, beside, at, tongue, in_list(address, row.key)) for row in rows]


def _address_of_any() -> str:
    """The page of a file, with :data:`_ANY` where its key goes: a list asks for the address once."""
    return reverse("desk_case", args=[_ANY])


def _row(row: QueueRow, beside: Beside, at: datetime, tongue: Tongue, address: str) -> Row:
    case, spec = row.case, spec_of(row.case.service_version)
    clock = beside.clocks.get(case.pk)
    stages = spec.stages(case.state, case.result)
    done = sum(stage.mark == "done" for stage in stages)
    state = spec.states[case.state]
    return Row(
        id=case.pk,
        url=address.replace(str(_ANY), str(case.pk), 1),
        number=case.number,
        title=tongue.pick(case.title),
        person=case.applicant.name,
        kind=_KINDS[row.group],
        time=time_words(clock.left, tongue.language, tongue.digits) if clock else "",
        percent=round(clock.elapsed * 100) if clock else 0,
        bar=bar_kind(clock.left if clock else None, risky=row.group == "risk"),
        stage=tongue.pick(state.title) or tongue.pick(stages[done].note or stages[done].title),
        done=done,
        total=len(stages),
        in_charge=tongue.name(case.assignee),
        unit=tongue.pick(case.unit.name),
        moved=tongue.moment(case.state_since, at),
        labels=labels_shown(beside.labels.get(case.pk, ()), tongue),
        for_absent=case.assignee_id in beside.stands_in_for,
    )


def _tab(name: str, page: QueuePage, only: QueueFilter, may_be_open: bool) -> TabShown:
    kinds = {"overdue": "late", "risk": "risk"}
    return TabShown(
        name=name,
        words=words.word(words.TABS, name),
        count=counted(page.counts[name]),
        url=_address(name, only),
        icon=_ICONS.get(name, ""),
        kind=kinds.get(name, ""),
        current=may_be_open and name == page.tab,
    )


def _kept(line: Kept, current: bool) -> TabShown:
    kept = line.list
    url = _address(kept.tab, asked_by(kept))
    return TabShown(f"kept-{kept.pk}", kept.name, counted(line.count), url, "", "", current)


def _is_open(kept: SavedFilter, tab: str, only: QueueFilter) -> bool:
    return kept.tab == tab and asked_by(kept) == only


def _address(tab: str, only: QueueFilter, **more: str) -> str:
    return reverse("desk_queue") + list_query(tab, only, **more)
