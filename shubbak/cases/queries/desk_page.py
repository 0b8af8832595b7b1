"""Reads that only the desk needs: the clock that decides in each row, and what still closes a step."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.extension import Occasion, holds, stands_alone
from shubbak.cases.models import Case, CaseClock, CaseLetter, CasePaper, ClockHold
from shubbak.cases.permissions import may_step, plays
from shubbak.cases.queries.incidents import open_incidents
from shubbak.cases.queries.page import CasePage
from shubbak.cases.queries.scoped import visible_to
from shubbak.cases.reckoning import reckon_clock
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import Need, Step
from shubbak.foundation.reading import rows_where
from shubbak.foundation.working_time.time_left import TimeLeft, elapsed_fraction, time_left
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.people.rules import Roles

_OF_CLOCKS = "this.clock_id = ANY(%s) ORDER BY this.started_at, this.id"


@dataclass(frozen=True)
class RowClock:
    """What is left of the clock that decides when a file is due, and the part elapsed (0 to 1)."""

    left: TimeLeft
    elapsed: float


@dataclass(frozen=True)
class StepShown:
    """A step open in the state of a file. `missing` and `others` say why the asker cannot take it now."""

    step: Step
    missing: Need | None = None
    others: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.missing is None and not self.others


def deciding_clocks(cases: Sequence[Case], at: datetime) -> Mapping[UUID, RowClock]:
    """For each file of a list the clock that its due date comes from; two queries for the whole list."""
    by_id, holds = {case.pk: case for case in cases}, defaultdict(list)
    clocks = rows_where(CaseClock, "this.case_id = ANY(%s) AND this.ended_at IS NULL", [list(by_id)])
    for hold in rows_where(ClockHold, _OF_CLOCKS, [[clock.pk for clock in clocks]]):
        holds[hold.clock_id].append(hold)
    calendar, found = calendar_of(current_agency()), {}
    for clock in clocks:
        case = by_id[clock.case_id]
        if clock.due_at == case.due_at:
            spec = spec_of(case.service_version)
            reckoning = reckon_clock(clock, spec, calendar, at, holds[clock.pk])
            found[case.pk] = RowClock(time_left(reckoning, at), elapsed_fraction(reckoning, at))
    return found


def steps_shown(page: CasePage, staff: Staff, roles: Roles, at: datetime) -> tuple[StepShown, ...]:
    """Every step of staff that is open in this state, those that the asker may take now first."""
    actor = actor_of(staff)
    shown = []
    for step in page.spec.open_steps(page.case.state, answers=page.case.answers):
        inside = [name for name in step.by if name in page.spec.roles]
        if not inside or _has_nothing_to_enter(page.case, step):
            continue
        others = () if may_step(page.case, page.spec, step, actor, roles) else tuple(inside)
        shown.append(StepShown(step, _missing(page, step, staff, at), others))
    return tuple(sorted(shown, key=lambda found: (not found.is_open, bool(found.others))))


def extendable(page: CasePage, roles: Roles) -> frozenset[str]:
    """Codes of the running clocks that the asker may prolong."""
    return frozenset(
        shown.clock.code
        for shown in page.clocks
        if shown.clock.ended_at is None
        and not shown.clock.extended
        and shown.spec.extension
        and any(plays(page.case, page.spec, roles, name) for name in shown.spec.extension.by)
    )


def paper_of_case(staff: Staff, case_id: UUID, paper_id: int, at: datetime) -> CasePaper | None:
    """A paper of a file that the asker may see; None if either is absent or somebody else's."""
    seen = visible_to(staff, at).filter(pk=case_id)
    wanted = CasePaper.objects.select_related("document__file")
    return wanted.filter(pk=paper_id, case__in=seen).first()


def letter_of_case(staff: Staff, case_id: UUID, letter_id: UUID, at: datetime) -> CaseLetter | None:
    """A letter of a file that the asker may see; None if either is absent or somebody else's."""
    seen = visible_to(staff, at).filter(pk=case_id)
    wanted = CaseLetter.objects.select_related("case__service_version", "case__unit", "case__applicant")
    return wanted.filter(pk=letter_id, case__in=seen).first()


def _has_nothing_to_enter(case: Case, step: Step) -> bool:
    """A step into an incident stands on the page only while there is one; never on its lead."""
    if not step.needs_guard("incident"):
        return False
    leads = list(open_incidents(case.service).values_list("lead", flat=True))
    return not leads or case.pk in leads


def _missing(page: CasePage, step: Step, staff: Staff, at: datetime) -> Need | None:
    occasion = Occasion(case=page.case, spec=page.spec, step=step.name, actor=actor_of(staff), at=at)
    standing = (need for need in step.needs if stands_alone(need.name))
    return next((need for need in standing if not holds(occasion, need.name, need.argument)), None)
