"""What banks may know: what is owed under a number, what they paid, and their days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.payments.biller import messages
from shubbak.payments.biller.keys import live_key
from shubbak.payments.biller.models import Bank, Change, DayDifference, DayFile, Key
from shubbak.payments.biller.rules import PAGE, Ours, State, business_day, masked_name
from shubbak.payments.ledger.finding import Debtor, find_debtor
from shubbak.payments.ledger.models import Payable, Payer, Payment, Transfer
from shubbak.payments.ledger.queries import open_payables, payment_with


@dataclass(frozen=True)
class Dues:
    """What is owed under a number, the oldest first."""

    debtor: Debtor
    holder: str
    currency: str
    items: Sequence[Payable]

    @property
    def total(self) -> int:
        return sum(item.left for item in self.items)


@dataclass(frozen=True)
class Day:
    """What a bank paid on a business day, and one page of it. `is_over`: nothing is added to it any more."""

    day: date
    is_over: bool
    count: int
    total: int
    reversed_count: int
    reversed_total: int
    pages: int
    payments: Sequence[Payment]


@dataclass(frozen=True)
class DaySum:
    """What a bank paid on a business day, and the last file of it that it sent."""

    day: date
    count: int
    total: int
    file: DayFile | None


def live_keys() -> Mapping[str, Key]:
    """Every key by which a message is believed now, with its bank."""
    live = Key.objects.filter(withdrawn_at=None, in_force_at__isnull=False, bank__in_force_at__isnull=False)
    found = live.select_related("bank")
    return {key.name: key for key in found}


def verifying(keys: Mapping[str, Key]) -> dict[str, messages.Key]:
    return {name: live_key(key) for name, key in keys.items()}


def dues_under(number: str, at: datetime) -> Dues | None:
    """What is owed under the number of a contract, or under a reference."""
    debtor = find_debtor(number, at)
    if debtor is None:
        return None
    currency = Payer.objects.values_list("currency", flat=True).get(pk=debtor.payer_id)
    return Dues(debtor, masked_name(debtor.name), currency, list(open_payables(debtor.payer_id)))


def day_at(bank: Bank, at: datetime) -> date:
    """The business day of a bank that an instant counts for."""
    return business_day(calendar_of(current_agency()), bank.cut_off, at)


def payment_of(bank: Bank, reference: str) -> Payment | None:
    return payment_with(bank.source, reference)


def shares_of(payment: Payment) -> list[tuple[str, int, int]]:
    """What a payment did when it came, the oldest first: for each reference what it paid, and what became
    credit of it; "" is what was meant for nothing. It never changes, whatever befalls the payment later.
    """
    kinds = (Transfer.Kind.PAID, Transfer.Kind.OVERPAID)
    shares: dict[str, list[int]] = {}
    came = payment.transfers.filter(kind__in=kinds).order_by("payable__due_on", "payable__reference")
    for kind, reference, amount in came.values_list("kind", "payable__reference", "amount"):
        shares.setdefault(reference or "", [0, 0])[kinds.index(Transfer.Kind(kind))] += amount
    return [(reference, paid, credit) for reference, (paid, credit) in shares.items()]


def day_of(bank: Bank, day: date, page: int, at: datetime) -> Day:
    """One page of a business day, in the order of the bank's references; the first page is 1."""
    payments = _payments(bank).filter(business_day=day)
    gone = Q(reversed_at__isnull=False)
    sums = payments.aggregate(
        count=Count("pk"),
        total=Sum("amount", default=0),
        reversed_count=Count("pk", filter=gone),
        reversed_total=Sum("amount", filter=gone, default=0),
    )
    first = (page - 1) * PAGE
    shown = list(payments.order_by("reference")[first : first + PAGE])
    pages = max(1, -(-sums["count"] // PAGE))
    return Day(day=day, is_over=day < day_at(bank, at), pages=pages, payments=shown, **sums)


def held(bank: Bank, day: date, named: Sequence[str]) -> dict[str, Ours]:
    """The payments of a day, and those of other days that a file names."""
    found = _payments(bank).filter(Q(business_day=day) | Q(reference__in=list(named)))
    return {
        payment.reference: Ours(payment.amount, payment.currency, state_of(payment), payment.business_day)
        for payment in found
    }


def state_of(payment: Payment) -> State:
    return State.REVERSED if payment.reversed_at else State.PAID


def differences_of_days(bank: Bank | None = None) -> QuerySet[DayDifference]:
    """What the last file of each day of each bank differs in and nobody has settled, the latest day first."""
    last = DayFile.objects.order_by("bank_id", "day", "-id").distinct("bank_id", "day").values("pk")
    found = DayDifference.objects.filter(file__in=last, settled_at=None).select_related("file__bank")
    found = found.filter(file__bank=bank) if bank else found
    return found.order_by("-file__day", "file__bank__code", "id")


def day_difference_of_file(number: str) -> DayDifference | None:
    """The one about which a file was opened."""
    return DayDifference.objects.filter(file_number=number).first()


def waiting_banks() -> QuerySet[Bank]:
    """What somebody proposed and somebody else has not put in force."""
    return Bank.objects.filter(in_force_at=None)


def waiting_keys() -> QuerySet[Key]:
    return Key.objects.filter(in_force_at=None, withdrawn_at=None).select_related("bank")


def waiting_changes(at: datetime) -> QuerySet[Change]:
    """Without those of a shutting that is over."""
    waiting = Change.objects.filter(in_force_at=None).select_related("bank")
    return waiting.filter(Q(ends=None) | Q(ends__gt=at))


def banks() -> QuerySet[Bank]:
    return Bank.objects.prefetch_related("keys")


def last_days(bank: Bank, count: int) -> list[DaySum]:
    """The days on which the bank paid, the latest first, each with its last file."""
    rows = _payments(bank).values("business_day").annotate(count=Count("pk"), total=Sum("amount"))
    found = list(rows.order_by("-business_day")[:count])
    files = DayFile.objects.filter(bank=bank, day__in=[row["business_day"] for row in found])
    read = {file.day: file for file in files.order_by("id")}
    return [
        DaySum(row["business_day"], row["count"], row["total"], read.get(row["business_day"]))
        for row in found
    ]


def _payments(bank: Bank) -> QuerySet[Payment]:
    return Payment.objects.filter(source=bank.source)
