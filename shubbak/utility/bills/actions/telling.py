"""Your bill is ready: a message to each holder, some at a time, after the run and never inside it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About
from shubbak.payments.ledger.actions import use_credit
from shubbak.utility.bills.grouped import grouped_among, groups_of_run
from shubbak.utility.bills.models import Bill, Run

BILL = "bill"
GROUPED = "grouped_bill"
DEBIT_BACK = "debit_back"
INSTALMENT_BACK = "instalment_back"
PAYMENT_BACK = "payment_back"
SOME = 500
STILL_NEWS = timedelta(days=2)
"""Nobody is told that a bill is ready which has been so for longer."""


def tell_of_runs(*, at: datetime) -> int:
    """Tell of the bills of runs that were issued lately; how many were. Nothing is told twice."""
    runs = Run.objects.filter(state=Run.State.ISSUED, told_at=None, issued_at__gt=at - STILL_NEWS)
    return sum(_tell_all(run, at) for run in runs.order_by("pk"))


def _tell_all(run: Run, at: datetime) -> int:
    told = 0
    while count := tell_some(run=run, at=at):
        told += count
    return told


@action
def tell_some(*, run: Run, at: datetime) -> int:
    """Some bills of a run, the first that were not told of; 0 once all were."""
    fresh = Run.objects.select_for_update().get(pk=run.pk)
    waiting = Bill.objects.filter(run=fresh, number__gt=fresh.told_to).order_by("number")
    bills = list(waiting.select_related("holding__person")[:SOME])
    together = grouped_among(bills)
    for bill in bills:
        if bill.pk not in together:
            tell_ready(bill=bill, at=at)
    if bills:
        fresh.told_to = bills[-1].number
    else:
        _tell_groups(fresh, at)
        fresh.told_at = at
    fresh.save(update_fields=["told_to", "told_at"])
    return len(bills)


def tell_ready(*, bill: Bill, at: datetime) -> None:
    """In the transaction of whoever calls. Who has no address is told by the paper."""
    post(about=About(BILL, str(bill.pk)), person=bill.holding.person, template="ready", at=at)


def _tell_groups(run: Run, at: datetime) -> None:
    """An institution once, of all of its bills; what it paid too much is laid on them first."""
    for group in groups_of_run(run):
        use_credit(payer=group.payer_id, actor=SYSTEM, at=at, day=in_its_zone(at).date())
        about = About(GROUPED, f"{group.number}/{run.period}")
        post(about=about, person=group.person, template="grouped", at=at)


def tell_debit_back(*, bill: Bill, at: datetime) -> None:
    """In the transaction of whoever calls: the bank did not pay its direct debit."""
    post(about=About(BILL, str(bill.pk)), person=bill.holding.person, template=DEBIT_BACK, at=at)


def tell_instalment_back(*, bill: Bill, instalment: UUID, at: datetime) -> None:
    """In the transaction of whoever calls: an instalment that was paid is owed again."""
    facts = {"instalment": str(instalment)}
    person = bill.holding.person
    post(about=About(BILL, str(bill.pk)), person=person, template=INSTALMENT_BACK, at=at, facts=facts)


def tell_payment_back(*, bills: Sequence[Bill], reason: str, at: datetime) -> None:
    """In the transaction of whoever calls: what had paid these bills of one holder is owed again."""
    facts = {"bills": " ".join(str(bill.pk) for bill in bills), "reason": reason.strip()}
    about = About(BILL, str(bills[0].pk))
    post(about=about, person=bills[0].holding.person, template=PAYMENT_BACK, at=at, facts=facts)
