"""What was taken at the tills, and what drawers must hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from shubbak.payments.cashier.extension import duty_on
from shubbak.payments.cashier.models import CounterEntry, Receipt, Shift, Till
from shubbak.payments.cashier.rules import CashierRefused, Means, Taking, expected
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import transfers_of
from shubbak.people.models import Staff


@dataclass(frozen=True)
class SumOf:
    """How many receipts of one means, and what they come to; what went back is not in it."""

    means: str
    receipts: int
    amount: int
    duty: int


def duty_of(taking: Taking) -> int:
    """The stamp duty, which cash alone bears.

    :raises CashierRefused: ``no_such_payable``.
    """
    payables = Payable.objects.in_bulk([key for key, _ in taking.wanted])
    if len(payables) < len(dict(taking.wanted)):
        raise CashierRefused("no_such_payable")
    if taking.means is not Means.CASH:
        return 0
    return sum(duty_on(payables[key], amount) for key, amount in taking.wanted)


def shift_of(staff: Staff) -> Shift | None:
    """Where somebody stands now."""
    return Shift.objects.select_related("till").filter(cashier=staff, closed_at=None).first()


def free_tills() -> QuerySet[Till]:
    """Where somebody can begin."""
    return Till.objects.filter(ended_at=None).exclude(shifts__closed_at=None, shifts__isnull=False)


def expected_in(shift: Shift) -> int:
    """What the drawer must hold now: the float, what was taken in cash, less what was given back."""
    taken = shift.receipts.filter(means=Means.CASH).aggregate(sum=Sum(F("amount") + F("duty")))["sum"]
    back = shift.given_back.aggregate(sum=Sum(F("receipt__amount") + F("receipt__duty")))["sum"]
    return expected(shift.opened_with, [taken or 0], [back or 0])


def cheques_to_remit(shift: Shift) -> int:
    """What the cheques of a shift come to that were not given back."""
    kept = shift.receipts.filter(means=Means.CHEQUE, counter_entry=None)
    return int(kept.aggregate(sum=Sum("amount"))["sum"] or 0)


def sums_of(shift: Shift) -> Sequence[SumOf]:
    """What stands after counter-entries, by means."""
    kept = shift.receipts.filter(counter_entry=None).order_by("means").values("means")
    rows = kept.annotate(receipts=Count("pk"), whole=Sum("amount"), duties=Sum("duty"))
    return [SumOf(row["means"], row["receipts"], row["whole"], row["duties"]) for row in rows]


def receipts_of(shift: Shift) -> QuerySet[Receipt]:
    return shift.receipts.select_related("till", "counter_entry", "cheque").order_by("-serial")


def counter_entries_of(shift: Shift) -> QuerySet[CounterEntry]:
    """What was taken back of a shift's receipts, whenever."""
    return CounterEntry.objects.filter(receipt__shift=shift).select_related("receipt__till", "staff")


def receipt_with(receipt_id: UUID) -> Receipt | None:
    known = Receipt.objects.select_related("till", "shift__cashier", "payment", "counter_entry", "cheque")
    return known.filter(pk=receipt_id).first()


def receipt_numbered(number: str) -> Receipt | None:
    """The receipt that bears this number, however its parts are typed."""
    parts = number.strip().upper().split("-")
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[2].isdecimal()):
        return None
    known = Receipt.objects.select_related("till")
    return known.filter(year=int(parts[0]), till__code=parts[1], serial=int(parts[2])).first()


def paid_with(receipt: Receipt) -> Sequence[tuple[Payable | None, int]]:
    """What a receipt paid, the duty last; None is what became credit."""
    came = [transfer for transfer in transfers_of(receipt.payment) if transfer.reverses_id is None]
    parts = [(transfer.payable, transfer.amount) for transfer in came]
    return sorted(parts, key=lambda part: part[0] is not None and part[0].kind == "duty")


def shifts_between(first: date, last: date) -> QuerySet[Shift]:
    """Shifts that began in some days, the latest first, and every one that waits for a signature."""
    known = Shift.objects.select_related("till", "cashier", "signed_by")
    return known.filter(opened_at__date__range=(first, last))


def shifts_to_sign() -> QuerySet[Shift]:
    return Shift.objects.filter(closed_at__isnull=False, signed_at=None).select_related("till", "cashier")


def shifts_to_remit() -> QuerySet[Shift]:
    waiting = Shift.objects.filter(signed_at__isnull=False, remitted_at=None)
    return waiting.select_related("till", "cashier")
