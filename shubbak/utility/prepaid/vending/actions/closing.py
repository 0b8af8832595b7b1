"""The last bill of a contract that was billed after use, when its meter is exchanged for a prepaid one."""

from datetime import date, datetime, timedelta

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.rules import Actor
from shubbak.utility.bills.actions import bill_at_the_end
from shubbak.utility.bills.last_use import last_use
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import ONE_DAY
from shubbak.utility.subscriptions.models import Contract

_TO_PAY = timedelta(days=15)


def bill_until(*, contract: Contract, on: date, actor: Actor, at: datetime) -> Bill | None:
    """What was used before the day, since the last bill of an index; None if nothing was left to bill.

    :raises BillRefused: as `bill_at_the_end`.
    """
    used = last_use(contract, on - ONE_DAY)
    if used.first > used.last:
        return None
    today = in_its_zone(at).date()
    return bill_at_the_end(
        contract=contract, counted=used, on=today, due_on=today + _TO_PAY, actor=actor, at=at
    )
