"""A holder who does not pay, and the days that pass, for tests."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import post_payable
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.rules import PayableFacts
from shubbak.people.models import Staff
from shubbak.utility.arrears.actions import order_cuts, send_notices
from shubbak.utility.arrears.actions.warning import follow
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import due_for
from shubbak.utility.arrears.rules import Step
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import holding_on
from tests.payments.ledger_of_test import paid
from tests.utility.bills.street import clerks

DUE = date(2026, 11, 2)
AMOUNT = 45_000


def head(at: datetime) -> Staff:
    return clerks(at)[1]


def owes(contract: Contract, at: datetime, amount: int = AMOUNT, due_on: date = DUE) -> Payable:
    """A bill that was posted to the holder of a contract."""
    payer = holding_on(contract, due_on).payer_id
    facts = PayableFacts(payer=payer, kind="bill", origin=uuid4(), amount=amount, due_on=due_on, day=due_on)
    return post_payable(facts=facts, actor=SYSTEM, at=at)


def pays(payable: Payable, at: datetime, amount: int | None = None) -> None:
    payable.refresh_from_db()
    paid(payable.payer, [(payable, amount or payable.left)], at)


def arrear(contract: Contract) -> Arrear:
    return Arrear.objects.filter(contract=contract).latest("reminded_at")


def reminded(contract: Contract, at: datetime) -> Arrear:
    follow(at=at)
    return arrear(contract)


def noticed(contract: Contract, at: datetime) -> tuple[Arrear, datetime]:
    """Reminded now, given notice when it is time; and the moment from which one may be cut."""
    reminded(contract, at)
    later = at + timedelta(days=14)
    send_notices(
        arrears=[each.arrear for each in due_for(Step.NOTICE, later.date())], staff=head(at), at=later
    )
    found = arrear(contract)
    return found, datetime.combine(found.cut_from, at.time(), at.tzinfo)


def ordered(contract: Contract, at: datetime) -> tuple[Order, datetime]:
    """The order to cut, for the first day on which that may be, and the morning of that day."""
    found, then = noticed(contract, at)
    made = order_cuts(arrears=[found], day=then.date(), staff=head(at), at=then)
    return made.orders[0], then
