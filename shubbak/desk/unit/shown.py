"""The load of units, people and services as the head's page shows it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.cases.permissions import units_overseen
from shubbak.cases.queries import QueueFilter
from shubbak.cases.queries.workload import Load, Share, shares, total
from shubbak.catalogue.queries import services_listed
from shubbak.desk.access import Visit
from shubbak.desk.shown.language import Tongue
from shubbak.desk.trail import list_query
from shubbak.foundation.text import isolate
from shubbak.people.models import Absence, Staff, Unit
from shubbak.people.queries import away_at, members_of, staff_of_ids, units_listed

_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Line:
    """One line of a table: its name, its load and where the files are listed. `url` is its own page, `away`
    what is said of an absence, `hand_over` where its files are handed over; empty where there is none.
    """

    name: str
    load: Load
    oldest: str
    all_url: str
    late_url: str
    waiting_url: str
    url: str = ""
    away: str = ""
    hand_over: str = ""


@dataclass(frozen=True)
class UnitShown:
    """`units` where several are overseen; `people` of the one that is open; `nobody` has so many files."""

    name: str
    whole: Line
    units: Sequence[Line]
    people: Sequence[Line]
    services: Sequence[Line]
    nobody: int
    nobody_url: str
    absences: Sequence[str]


def unit_shown(visit: Visit, code: str, tongue: Tongue) -> UnitShown:
    """The page of one unit, or of all that the reader oversees where `code` is empty.

    :raises LookupError: for a unit that the reader does not oversee.
    """
    overseen = units_overseen(visit.roles)
    units = {unit.code: unit for unit in units_listed() if overseen is None or unit.code in overseen}
    if code and code not in units:
        raise LookupError(code)
    one = code or (next(iter(units)) if len(units) == 1 else "")
    asked = frozenset({one}) if one else overseen
    found = shares(visit.staff, visit.roles, asked, visit.at)
    absences = {absence.staff_id: absence for absence in away_at(visit.at)}
    people = _people(found, asked, visit.at)
    page = _Page(found, one, absences, visit, tongue)
    return UnitShown(
        name=tongue.pick(units[one].name) if one else gettext("All units"),
        whole=page.line(gettext("All files"), found, QueueFilter(unit=one)),
        units=[] if one else page.units(units.values()),
        people=page.people(people.values()) if one else [],
        services=page.services(),
        nobody=total(share for share in found if share.assignee is None).open,
        nobody_url=_list("unassigned", QueueFilter(unit=one)),
        absences=page.absences(people),
    )


def _people(found: Sequence[Share], units: Collection[str] | None, at: datetime) -> Mapping[int, Staff]:
    """Who works there, and whoever has files there without working there any more."""
    people = {staff.pk: staff for staff in members_of(units, at)}
    others = {share.assignee for share in found if share.assignee and share.assignee not in people}
    return {**people, **(staff_of_ids(others) if others else {})}


@dataclass(frozen=True)
class _Page:
    found: Sequence[Share]
    unit: str
    away: Mapping[int, Absence]
    visit: Visit
    tongue: Tongue

    def line(self, name: str, found: Iterable[Share], only: QueueFilter, **more: str) -> Line:
        load = total(found)
        return Line(
            name=name,
            load=load,
            oldest=self.tongue.day(load.oldest) if load.oldest else "",
            all_url=_list("all", only),
            late_url=_list("overdue", only),
            waiting_url=_list("waiting", only),
            **more,
        )

    def units(self, units: Iterable[Unit]) -> Sequence[Line]:
        """Those with files, the latest first."""
        found, page = self._by("unit"), reverse("desk_unit")
        lines = [
            self.line(
                self.tongue.pick(unit.name),
                found[unit.code],
                QueueFilter(unit=unit.code),
                url=f"{page}?unit={unit.code}",
            )
            for unit in units
            if unit.code in found
        ]
        return sorted(lines, key=_worst_first)

    def people(self, people: Iterable[Staff]) -> Sequence[Line]:
        """Everybody, whoever has nothing too."""
        found = self._by("assignee")
        return sorted((self._person(staff, found.get(staff.pk, ())) for staff in people), key=_worst_first)

    def services(self) -> Sequence[Line]:
        titles = {spec.code: self.tongue.pick(spec.title) for spec in services_listed()}
        lines = [
            self.line(titles.get(code, code), found, QueueFilter(service=code, unit=self.unit))
            for code, found in self._by("service").items()
        ]
        return sorted(lines, key=_worst_first)

    def absences(self, people: Mapping[int, Staff]) -> Sequence[str]:
        return [
            gettext("%(name)s: %(away)s")
            % {"name": isolate(self.tongue.name(absence.staff)), "away": self._away(pk)}
            for pk, absence in self.away.items()
            if pk in people
        ]

    def _person(self, staff: Staff, found: Sequence[Share]) -> Line:
        hand_over = reverse("desk_hand_over", args=[staff.pk]) if found and self.visit.leads else ""
        only = QueueFilter(assignee=staff.pk, unit=self.unit)
        away = self._away(staff.pk)
        return self.line(self.tongue.name(staff), found, only, away=away, hand_over=hand_over)

    def _away(self, pk: int) -> str:
        absence = self.away.get(pk)
        if absence is None:
            return ""
        last, stand_in = (
            self.tongue.day(absence.ends - _A_MOMENT),
            isolate(self.tongue.name(absence.stand_in)),
        )
        return gettext("away until %(day)s, %(name)s stands in") % {"day": last, "name": stand_in}

    def _by(self, name: str) -> Mapping[Any, Sequence[Share]]:
        found: dict[Any, list[Share]] = defaultdict(list)
        for share in self.found:
            found[getattr(share, name)].append(share)
        return found


def _worst_first(line: Line) -> tuple[int, int]:
    return -line.load.late, -line.load.open


def _list(tab: str, only: QueueFilter) -> str:
    return reverse("desk_queue") + list_query(tab, only)
