"""A bill was paid, an instalment was, two are late: the file that waited for just that goes on by itself."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from django.db import transaction

from shubbak.cases.actions import advance
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import CLOCK as BY_CLOCK
from shubbak.journal.rules import CLOCK, Actor
from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.models import Bill
from shubbak.utility.journeys.queries import LIMITED, PLANNED, ended_for, planned_by

OWES_NOTHING, PLAN_KEPT, PLAN_BROKEN = "nothing_owed", "plan_kept", "plan_broken"
TERM_NEAR, TERM_OVER = "term_near", "term_over"
WAITED_FOR = (OWES_NOTHING, PLAN_KEPT, PLAN_BROKEN, TERM_OVER, TERM_NEAR)


def bill_paid(payable: Payable, settled: bool, actor: Actor, at: datetime) -> None:  # noqa: ARG001  the shape of a callback
    """After the commit: its row may be locked by whoever works on the file."""
    bill = Bill.objects.filter(pk=payable.origin).select_related("contract").first() if settled else None
    for case in ended_for(bill.contract) if bill else ():
        transaction.on_commit(partial(go_on, case, at), robust=True)


def part_paid(instalment: Payable, settled: bool, actor: Actor, at: datetime) -> None:  # noqa: ARG001  as above
    for case in planned_by(instalment.origin) if settled else ():
        transaction.on_commit(partial(go_on, case, at), robust=True)


def go_on(case: Case, at: datetime) -> None:
    """Take the clock's step that waited until nothing is owed, or until instalments are paid or late."""
    fresh = Case.objects.select_related("service_version").get(pk=case.pk)
    spec = spec_of(fresh.service_version)
    for step in spec.open_steps(fresh.state, (BY_CLOCK,), fresh.answers):
        if any(map(step.needs_guard, WAITED_FOR)):
            with suppress(Refused):  # it is not so yet
                advance(case=fresh, step=step.name, actor=CLOCK, at=at)
                return


def follow_nightly(*, at: datetime) -> None:
    """Each file with instalments, after the night in which those that are late have ended; each of a contract
    for a time.
    """
    waiting = Case.objects.in_hand().filter(events__what__in=(PLANNED, LIMITED))
    for case in waiting.distinct().order_by("pk"):
        go_on(case, at)
