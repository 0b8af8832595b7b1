"""Instalments of a bill that is owed: at once within what the body has set, else as its staff agree."""

from datetime import datetime, timedelta
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.actions import make_plan
from shubbak.payments.ledger.models import Payable, Plan
from shubbak.payments.ledger.queries import open_payables
from shubbak.payments.ledger.rules import LedgerRefused
from shubbak.utility.arrears.queries import rules_on
from shubbak.utility.arrears.rules import ArrearsRules, shared_out
from shubbak.utility.bills.rules import PAYABLE

FIRST_AFTER = timedelta(days=7)


@action
def grant_instalments(
    *, payable_id: UUID, parts: int, actor: Actor, at: datetime, by_staff: bool = False
) -> Plan:
    """Ask for a bill in so many instalments, a month apart, the first in a week.

    :raises LedgerRefused: ``no_such_payable``, ``in_plan``, ``parts_differ`` where the body offers no such
    plan by itself.
    """
    payable = Payable.objects.filter(pk=payable_id, kind=PAYABLE, cancelled_at=None).first()
    if payable is None:
        raise LedgerRefused("no_such_payable")
    today = in_its_zone(at).date()
    if not by_staff and parts not in choices_for(payable, rules_on(today)):
        raise LedgerRefused("parts_differ")
    shares = shared_out(payable.left, parts, today + FIRST_AFTER)
    return make_plan(payable_id=payable_id, parts=shares, actor=actor, at=at, day=today)


@action
def share_out(*, payer: UUID, parts: int, actor: Actor, at: datetime) -> list[Plan]:
    """Each bill that a payer owes and does not contest, in so many instalments, as staff agree."""
    bills = open_payables(payer).filter(kind=PAYABLE, held_since=None)
    return [
        grant_instalments(payable_id=bill.pk, parts=parts, actor=actor, at=at, by_staff=True)
        for bill in bills
    ]


def choices_for(payable: Payable, rules: ArrearsRules) -> range:
    """In how many parts a person may take it by themselves; none beyond what the body has set, nor of a bill
    whose plan was broken before.
    """
    within = 0 < payable.left <= rules.parts_up_to and payable.held_since is None
    return range(2, rules.parts + 1) if within and not payable.plans.exists() else range(0)
