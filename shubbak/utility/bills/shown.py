"""What the page and the paper of a bill ask of it and of the ledger."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

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
    start = months_before(bill.last, 2 * MONTHS - 1)
    told = Bill.objects.standing().filter(
        holding=bill.holding_id, period__gte=f"{start:%Y-%m}", last__lte=bill.last
    )
    sums = told.order_by().values_list("period").annotate(Sum("quantity"))
    return {month_of(period): quantity for period, quantity in sums}


def month_of(period: str) -> date:
    """The first day of a period such as ``2026-10``."""
    return date.fromisoformat(f"{period}-01")


def _paid_on(payable: Payable) -> date | None:
    paid = payable.transfers.filter(kind__in=[Transfer.Kind.PAID, Transfer.Kind.USED])
    return paid.order_by("-day").values_list("day", flat=True).first()
