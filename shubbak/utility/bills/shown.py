"""What the page and the paper of a bill ask of it and of the ledger."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shubbak.agencies.models import Agency
from shubbak.foundation.text import month_name
from shubbak.payments.ledger.models import Payable, Transfer
from shubbak.payments.ledger.queries import open_payables
from shubbak.utility.bills.history import MONTHS, months_before
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import PAYABLE, Kind
from shubbak.utility.bills.written import Billed, read_lines


@dataclass(frozen=True)
class Standing:
    """Where a bill stands: what is asked of it, when it was paid, by what it was undone, what else is owed.

    `payable` is None of a bill that asks nothing; `earlier` is what is left of the payer's other bills.
    """

    payable: Payable | None
    paid_on: date | None
    cancelled_by: Bill | None
    replaced_by: Bill | None
    earlier: int


def billed_of(bill: Bill) -> Billed:
    """The bill as the reckoning reads it."""
    return Billed(bill.quantity, (bill.last - bill.first).days + 1, read_lines(bill.lines))


def standing_of(bill: Bill) -> Standing:
    payable = Payable.objects.filter(kind=PAYABLE, origin=bill.pk, cancelled_at=None).first()
    others = open_payables(bill.holding.payer_id).exclude(kind=PAYABLE, origin=bill.pk)
    corrections = {found.kind: found for found in bill.corrections.all()}
    return Standing(
        payable=payable,
        paid_on=_paid_on(payable) if payable and payable.is_settled else None,
        cancelled_by=corrections.get(Kind.CANCELLING),
        replaced_by=corrections.get(Kind.RECTIFYING),
        earlier=sum(other.left for other in others),
    )


def months_of(bill: Bill) -> dict[date, int]:
    """What was billed to the same holder in two years up to this bill, by the first day of its month."""
    return months_of_all([bill])[bill.pk]


def months_of_all(bills: Sequence[Bill]) -> dict[UUID, dict[date, int]]:
    """The same of many bills by their keys, in one read."""
    start = min((months_before(bill.last, 2 * MONTHS - 1) for bill in bills), default=date.min)
    told = Bill.objects.standing().filter(
        holding__in={bill.holding_id for bill in bills}, period__gte=f"{start:%Y-%m}"
    )
    rows: dict[int, list[tuple[str, date, int]]] = defaultdict(list)
    for holding, *row in told.order_by().values_list("holding", "period", "last", "quantity"):
        rows[holding].append(tuple(row))
    return {bill.pk: _months(rows[bill.holding_id], bill.last) for bill in bills}


def _months(rows: Iterable[tuple[str, date, int]], last: date) -> dict[date, int]:
    sums: Counter[date] = Counter()
    for period, ends, quantity in rows:
        if ends <= last:
            sums[month_of(period)] += quantity
    return dict(sums)


def month_of(period: str) -> date:
    """The first day of a period such as ``2026-10``."""
    return date.fromisoformat(f"{period}-01")


def month_words(period: str, language: str, agency: Agency) -> str:
    """`أكتوبر 2026`"""
    day = month_of(period)
    return f"{month_name(day.month, language, agency.country)} {day.year}"


def _paid_on(payable: Payable) -> date | None:
    paid = payable.transfers.filter(kind__in=[Transfer.Kind.PAID, Transfer.Kind.USED])
    return paid.order_by("-day").values_list("day", flat=True).first()
