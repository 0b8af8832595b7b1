"""The last bill of a contract."""

from datetime import date, datetime

from shubbak.journal.actions import action
from shubbak.journal.rules import Actor
from shubbak.utility.bills.actions.one_bill import Counted, advances, reckoned, write_bill
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import BillRefused, Kind
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import holding_on


@action
def bill_at_the_end(
    *, contract: Contract, counted: Counted, on: date, due_on: date, actor: Actor, at: datetime
) -> Bill:
    """The final bill of a contract: what was used since the last bill of an index, less what was estimated
    since.

    :raises BillRefused: ``billed_before``, ``no_price``.
    """
    held = holding_on(contract, counted.last)
    if held is None or contract.bills.filter(kind=Kind.FINAL).standing().exists():
        raise BillRefused("billed_before")
    lines = reckoned(contract, counted) + advances(contract, counted)
    return write_bill(Kind.FINAL, held, f"{counted.last:%Y-%m}", counted, lines, on, due_on, actor, at)
