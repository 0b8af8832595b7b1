"""A run: begun, computed, looked at, approved by somebody else, issued in blocks."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Sum

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Fact
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.bills.computing import compute
from shubbak.utility.bills.models import Draft, Run
from shubbak.utility.bills.queries import facts_of, ready
from shubbak.utility.bills.rules import NEVER_ISSUED, BillRefused, Limits, RunFacts
from shubbak.utility.bills.selecting import ASKED, asked_of

OPEN = (Run.State.BEGUN, Run.State.COMPUTED)


@action
def begin_run(*, facts: RunFacts, staff: Staff, at: datetime) -> Run:
    """Say what is to be billed; nothing is reckoned yet."""
    run = Run.objects.create(
        period=facts.period,
        sectors=list(facts.sectors),
        issue_on=facts.issue_on,
        due_on=facts.due_on,
        begun_by=staff,
        begun_at=at,
    )
    record(what="bills.run_begun", about=_about(run), actor=actor_of(staff), at=at, facts=_facts(run))
    return run


@action
def compute_run(*, run: Run, at: datetime, limits: Limits | None = None) -> Run:
    """Reckon the drafts of a run, in place of those that it had: as often as it takes, until it is approved.

    :raises BillRefused: ``already_approved``.
    """
    fresh = _locked(run)
    if fresh.state not in OPEN:
        raise BillRefused("already_approved")
    Draft.objects.filter(run=fresh).delete()
    compute(
        run=fresh.pk,
        asked=ASKED,
        values=asked_of(facts_of(fresh)),
        limits=limits or Limits(),
    )
    sums = Draft.objects.filter(run=fresh).aggregate(bills=Count("pk"), total=Sum("total"))
    fresh.bills, fresh.total = sums["bills"], sums["total"] or 0
    fresh.state, fresh.computed_at = Run.State.COMPUTED, at
    fresh.save(update_fields=["bills", "total", "state", "computed_at"])
    return fresh


@action
def clear_drafts(*, run: Run, drafts: Sequence[int], staff: Staff, at: datetime) -> int:
    """Somebody looked at these: they are right as they are.

    :raises BillRefused: ``not_computed``, ``never`` for what cannot be right.
    """
    fresh = _locked(run)
    if fresh.state != Run.State.COMPUTED:
        raise BillRefused("not_computed")
    chosen = Draft.objects.filter(run=fresh, pk__in=drafts).exclude(finding="")
    if chosen.filter(finding__in=NEVER_ISSUED).exists():
        raise BillRefused("never")
    cleared = chosen.update(cleared_by=staff)
    record(
        what="bills.cleared",
        about=f"run:{fresh.pk}",
        actor=actor_of(staff),
        at=at,
        facts={"drafts": cleared},
    )
    return cleared


@action
def approve_run(*, run: Run, staff: Staff, at: datetime) -> Run:
    """Let the bills of a run leave; who began it does not approve it. What still waits to be looked at is not
    issued: it stays for a later run.

    :raises BillRefused: ``not_computed``, ``same_person``, ``nothing_to_issue``.
    """
    fresh = _locked(run)
    if fresh.state != Run.State.COMPUTED:
        raise BillRefused("not_computed")
    if fresh.begun_by_id == staff.pk:
        raise BillRefused("same_person")
    if not ready(fresh).exists():
        raise BillRefused("nothing_to_issue")
    fresh.state, fresh.approved_by, fresh.approved_at = Run.State.APPROVED, staff, at
    fresh.save(update_fields=["state", "approved_by", "approved_at"])
    record(what="bills.run_approved", about=_about(fresh), actor=actor_of(staff), at=at, facts=_facts(fresh))
    return fresh


@action
def drop_run(*, run: Run, staff: Staff, at: datetime) -> None:
    """Give a run up; none of its bills has left.

    :raises BillRefused: ``already_issued``.
    """
    fresh = _locked(run)
    if fresh.state == Run.State.ISSUED or fresh.issued.exists():
        raise BillRefused("already_issued")
    Draft.objects.filter(run=fresh).delete()
    fresh.state = Run.State.DROPPED
    fresh.save(update_fields=["state"])
    record(what="bills.run_dropped", about=_about(fresh), actor=actor_of(staff), at=at, facts=_facts(fresh))


def _locked(run: Run) -> Run:
    return Run.objects.select_for_update().get(pk=run.pk)


def _about(run: Run) -> str:
    return f"run:{run.pk}"


def _facts(run: Run) -> dict[str, Fact]:
    return {"period": run.period, "bills": run.bills, "total": run.total}
