"""What homes pay of their bills: most in time, some a little late, a few not at all.

What is paid of a month is told with its bills, so that nobody looks late while the past is being told.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.config.demonstration.crowd import seeded
from shubbak.config.demonstration.dwellings import TOWN, payers_of_ranks
from shubbak.config.demonstration.lateness import kept_back
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.models import Payable, Payment
from shubbak.payments.ledger.queries import open_payables
from shubbak.payments.ledger.rules import Received
from shubbak.utility.bills.rules import PAYABLE

_AT_ONCE = 100
_LATE = 0.02
"""The share of those who pay some days after the last one."""
Owing = tuple[UUID, list[Payable]]


def pay_month(code: str, currency: str, due_on: date, months_ago: int, today: date) -> None:
    """Pay what is due by a day; who keeps back the bills of the last months does not.

    :param months_ago: how many months were billed since; 0 for the last one.
    """
    late = payers_of_ranks(code, kept_back(months_ago))
    alone = Payable.objects.open().filter(kind=PAYABLE, payer__paid_by=None)
    due = alone.filter(due_on__lte=due_on).exclude(payer__in=late)
    due = due.order_by("payer", "due_on", "pk")
    owing = [(payer, list(bills)) for payer, bills in groupby(due.iterator(), key=lambda bill: bill.payer_id)]
    for start in range(0, len(owing), _AT_ONCE):
        _pay_some(code, currency, due_on, today, owing[start : start + _AT_ONCE])


def pay_all(payer: UUID, source: str, reference: str, at: datetime) -> Payment | None:
    """Somebody settles all that is asked of them, at their bank."""
    owed = list(open_payables(payer))
    if not owed:
        return None
    wanted = [(each.pk, each.left) for each in owed]
    amount = sum(left for _, left in wanted)
    money = Received(source, reference, amount, owed[0].currency, "app", source, at, in_its_zone(at).date())
    return receive(money=money, payer=payer, wanted=wanted, actor=SYSTEM, at=at)


@action
def _pay_some(code: str, currency: str, due_on: date, today: date, owing: Sequence[Owing]) -> None:
    for payer, bills in owing:
        draw = seeded(code, "pays", payer, due_on)
        if draw.random() < _LATE:
            day = due_on + timedelta(days=draw.randrange(2, 6))
        else:
            day = min(due_on - timedelta(days=draw.randrange(3, 18)), today)
        if day > today:
            continue
        source, channel, into = draw.choice(_ways(code))
        wanted = [(bill.pk, bill.left) for bill in bills]
        amount, at = sum(part for _, part in wanted), datetime.combine(day, time(11), UTC)
        money = Received(
            source, f"H{payer.hex[:12]}{due_on:%y%m%d}", amount, currency, channel, into, at, day
        )
        receive(money=money, payer=payer, wanted=wanted, actor=SYSTEM, at=at)


def _ways(code: str) -> Sequence[tuple[str, str, str]]:
    """In the application of the bank, at its window, and at the window of the body before it had tills."""
    bank = f"bank:{TOWN[code].bank}"
    return [(bank, "app", bank), ("bank:barid", "branch", "bank:barid"), ("former:window", "cash", "cash")]
