"""The clocks' own turns: warn, escalate, and follow the calendar. Silence never decides anything here."""

from datetime import datetime

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.advance import advance, load
from shubbak.cases.actions.clocks import Turning, reckon_again
from shubbak.cases.actions.effects import notify_staff, recipients
from shubbak.cases.actions.history import remember
from shubbak.cases.actions.outcome import note_told
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, CaseClock
from shubbak.cases.reckoning import DueMoved, Milestone, moved_due, next_milestone, reckon_clock
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import CLOCK as BY_CLOCK
from shubbak.catalogue.spec import Escalation, ServiceSpec
from shubbak.journal.actions import action
from shubbak.journal.rules import CLOCK
from shubbak.people.models import Staff
from shubbak.people.queries import acting_for, head_of, on_duty

_AT_ONCE = 500


def run_clocks(*, at: datetime, limit: int = _AT_ONCE) -> int:
    """Warn of and escalate what is due in the current agency; how many clocks spoke. Each in its own
    transaction.
    """
    waking = CaseClock.objects.filter(state=CaseClock.State.RUNNING, wake_at__lte=at).order_by("wake_at")
    ids = list(waking.values_list("pk", flat=True)[:limit])
    for clock_id in ids:
        wake_clock(clock_id=clock_id, at=at)
    for case in Case.objects.untold()[:limit]:
        note_told(case=case, at=at)
    return len(ids)


@action
def wake_clock(*, clock_id: int, at: datetime) -> None:
    """Give every warning and escalation of a clock that is due and was not given yet."""
    case = Case.objects.select_for_update(of=("self",)).get(clocks=clock_id)
    clock = CaseClock.objects.prefetch_related("holds").get(pk=clock_id)
    if clock.state != CaseClock.State.RUNNING:
        return
    spec = spec_of(load(case).service_version)
    reckoning = reckon_clock(clock, spec, calendar_of(current_agency()), at, list(clock.holds.all()))
    while (found := next_milestone(clock, spec.clocks[clock.code], reckoning)) and found.at <= at:
        _mark(clock, found, at)
        clock.wake_at = None
        clock.save()
        _give(case, clock, found, spec, at)
        clock.refresh_from_db()
        if clock.state != CaseClock.State.RUNNING:
            return
    clock.wake_at = found.at if found else None
    clock.save(update_fields=["wake_at"])


def follow_calendar(*, at: datetime) -> int:
    """Reckon anew the open clocks that were reckoned with an older calendar; how many cases moved."""
    return len({moved.number for moved in followed(at=at)})


def followed(*, at: datetime, limit: int | None = None) -> list[DueMoved]:
    """The same, with each due date that moved. At most `limit` cases are looked at.

    One transaction per case, so that it may stop and go on.
    """
    version = Agency.objects.values_list("calendar_version", flat=True).get(pk=current_agency().pk)
    behind = CaseClock.objects.filter(ended_at=None).exclude(calendar_version=version)
    cases = Case.objects.filter(pk__in=list(behind.values_list("case", flat=True).distinct())).order_by("pk")
    return [moved for case in cases[:limit] for moved in _follow(case=case, calendar_version=version, at=at)]


@action
def _follow(*, case: Case, calendar_version: int, at: datetime) -> list[DueMoved]:
    """Each due date that a decision of the calendar moved is a line of the journal."""
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    fresh = load(case)
    calendar = calendar_of(current_agency())
    before = {clock.code: clock.due_at for clock in fresh.clocks.filter(ended_at=None)}
    spec = spec_of(fresh.service_version)
    turnings = reckon_again(
        case=fresh, spec=spec, calendar=calendar, calendar_version=calendar_version, at=at
    )
    moved = [turning for turning in turnings if turning.clock.due_at != before[turning.clock.code]]
    for turning in moved:
        _remember_move(fresh, turning, before[turning.clock.code], at)
    return [moved_due(fresh, turning.clock, before[turning.clock.code]) for turning in moved]


def _remember_move(case: Case, turning: Turning, before: datetime, at: datetime) -> None:
    clock = turning.clock
    facts = {"clock": clock.code, "before": before.isoformat(), "after": clock.due_at.isoformat()}
    remember(case, "due_moved", actor=CLOCK, at=at, public=True, facts=facts)


def _mark(clock: CaseClock, found: Milestone, at: datetime) -> None:
    if found.kind == "warn":
        clock.warned, clock.warned_at = found.rank + 1, at
    else:
        clock.escalated, clock.escalated_at = found.rank + 1, at


def _give(case: Case, clock: CaseClock, found: Milestone, spec: ServiceSpec, at: datetime) -> None:
    fresh = load(case)
    facts = {"clock": clock.code, "due_at": clock.due_at.isoformat()}
    if found.kind == "warn":
        remember(fresh, "warned", actor=CLOCK, at=at, facts=facts)
        _tell_in_charge(fresh, spec, "warning", at)
        return
    escalation = spec.clocks[clock.code].escalate[found.rank]
    remember(fresh, "escalated", actor=CLOCK, at=at, facts={**facts, "to": escalation.to})
    _escalate(fresh, spec, escalation, at)


def _escalate(case: Case, spec: ServiceSpec, escalation: Escalation, at: datetime) -> None:
    """Take the clock's step where it is open; tell the role in any case."""
    step = spec.steps.get(escalation.step)
    if step in spec.open_steps(case.state, (BY_CLOCK,), case.answers):
        advance(case=case, step=escalation.step, actor=CLOCK, at=at)
    occasion = Occasion(case=case, spec=spec, step="", actor=CLOCK, at=at)
    for staff in recipients(occasion, escalation.to):
        notify_staff(occasion, staff, "overdue")
    _tell_in_charge(case, spec, "overdue", at)


def _tell_in_charge(case: Case, spec: ServiceSpec, what: str, at: datetime) -> None:
    occasion = Occasion(case=case, spec=spec, step="", actor=CLOCK, at=at)
    reaches_further = what == "overdue" or not case.assignee
    told: list[Staff | None] = [
        acting_for(case.assignee, at) if case.assignee else None,
        head_of(case.unit, at) if reaches_further else None,
        on_duty(case.unit, at) if reaches_further else None,
    ]
    for staff in {person.pk: person for person in told if person}.values():
        notify_staff(occasion, staff, what)
