"""The page of a case at the desk: all that stands on it, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.models import (
    Case,
    CaseClock,
    CaseEvent,
    CaseLetter,
    CasePaper,
    Correspondence,
    Decision,
    Note,
    Observation,
    Telling,
)
from shubbak.cases.permissions import heads, may_step, works_on
from shubbak.cases.queries.finding import files_named
from shubbak.cases.queries.scoped import cases_of_person, similar_open_cases, visible_to
from shubbak.cases.reckoning import reckon_clock
from shubbak.catalogue import forms
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ClockSpec, ServiceSpec, Stage, Step
from shubbak.foundation.working_time.reckoning import Reckoning
from shubbak.foundation.working_time.time_left import TimeLeft, elapsed_fraction, time_left
from shubbak.notifications.models import Message
from shubbak.notifications.queries import messages_about
from shubbak.notifications.rules import About
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of
from shubbak.people.rules import Roles
from shubbak.registry.models import Receipt

_NEIGHBOURS = 5


@dataclass(frozen=True)
class ClockShown:
    """A clock with what explains it: its reckoning, the time left and the part elapsed (0 to 1)."""

    clock: CaseClock
    spec: ClockSpec
    reckoning: Reckoning
    left: TimeLeft
    elapsed: float


@dataclass(frozen=True)
class CasePage:
    """Everything on the page of a case. `steps` are those that the asker may take now."""

    case: Case
    spec: ServiceSpec
    receipt: Receipt
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    may_write: bool
    is_head: bool
    clocks: tuple[ClockShown, ...]
    answers: Sequence[forms.ShownAnswer]
    events: Sequence[CaseEvent]
    papers: Sequence[CasePaper]
    letters: Sequence[CaseLetter]
    observations: Sequence[Observation]
    decisions: Sequence[Decision]
    tellings: Sequence[Telling]
    correspondence: Sequence[Correspondence]
    notes: Sequence[Note]
    messages: Sequence[Message]
    other_files: Sequence[Case]
    similar_files: Sequence[Case]
    named_files: Sequence[Case]


def case_page(staff: Staff, case_id: UUID, at: datetime, language: str = "ar") -> CasePage | None:
    """The page, or None whether the case is absent or somebody else's."""
    roles = roles_of(staff, at)
    wanted = visible_to(staff, at, roles).select_related(
        "unit", "assignee", "applicant", "submitter", "service_version", "entry__receipt"
    )
    case = wanted.filter(pk=case_id).first()
    if case is None:
        return None
    spec, agency = spec_of(case.service_version), current_agency()
    events = list(case.events.select_related("unit"))
    return CasePage(
        case=case,
        spec=spec,
        receipt=case.entry.receipt,
        stages=spec.stages(case.state, case.result, [event.target for event in events if event.target]),
        steps=_steps(case, spec, staff, roles),
        may_write=works_on(case, roles, actor_of(staff)),
        is_head=heads(case, roles),
        clocks=clocks_shown(case, spec, at),
        answers=forms.answers_shown(spec, case.answers, language, agency.country, agency.digits),
        events=events,
        papers=list(case.papers.select_related("document__file")),
        letters=list(case.letters.select_related("outgoing")),
        observations=list(case.observations.prefetch_related("items__papers__document")),
        decisions=list(case.decisions.all()),
        tellings=list(case.tellings.all()),
        correspondence=list(case.correspondence.all()),
        notes=list(case.notes.all()),
        messages=list(messages_about(About("case", str(case.pk)))),
        other_files=list(cases_of_person(staff, case.applicant, at).exclude(pk=case.pk)[:_NEIGHBOURS]),
        similar_files=list(similar_open_cases(staff, case, at)[:_NEIGHBOURS]),
        named_files=list(files_named(staff, case, at)[:_NEIGHBOURS]),
    )


def clocks_shown(case: Case, spec: ServiceSpec, at: datetime) -> tuple[ClockShown, ...]:
    """The clocks of a case, each explained; ended ones as they were when they ended."""
    calendar = calendar_of(current_agency())
    shown = []
    for clock in case.clocks.prefetch_related("holds"):
        until = clock.ended_at or at
        reckoning = reckon_clock(clock, spec, calendar, until, list(clock.holds.all()))
        left, elapsed = time_left(reckoning, until), elapsed_fraction(reckoning, until)
        shown.append(ClockShown(clock, spec.clocks[clock.code], reckoning, left, elapsed))
    return tuple(shown)


def _steps(case: Case, spec: ServiceSpec, staff: Staff, roles: Roles) -> tuple[Step, ...]:
    actor = actor_of(staff)
    open_now = spec.open_steps(case.state, answers=case.answers)
    return tuple(step for step in open_now if may_step(case, spec, step, actor, roles))
