"""While a complaint about a bill is looked at, the bill is held: nobody is reminded of it or cut for it."""

from datetime import datetime
from uuid import UUID

from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.actions import hold_payable, release_payable
from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.models import Bill, Contest
from shubbak.utility.bills.rules import PAYABLE


@action
def contest_bill(*, bill: Bill, file: UUID, actor: Actor, at: datetime) -> None:
    """A complaint (`file`) contests a bill; twice is once."""
    _, is_new = Contest.objects.get_or_create(bill=bill, file=file, until=None, defaults={"since": at})
    payable = _owed(bill)
    if is_new and payable is not None:
        hold_payable(payable_id=payable.pk, reason="", actor=actor, at=at)


@action
def answer_contest(*, file: UUID, actor: Actor, at: datetime) -> None:
    """A complaint is answered: what no other one contests is asked for again."""
    for contest in Contest.objects.filter(file=file, until=None).select_related("bill"):
        contest.until = at
        contest.save(update_fields=["until"])
        payable = _owed(contest.bill)
        if payable is not None and not contest.bill.contests.filter(until=None).exists():
            release_payable(payable_id=payable.pk, actor=actor, at=at)


def _owed(bill: Bill) -> Payable | None:
    return Payable.objects.filter(kind=PAYABLE, origin=bill.pk, cancelled_at=None).first()
