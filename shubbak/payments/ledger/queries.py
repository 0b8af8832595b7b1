"""What is owed, what was paid, and how both came about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from shubbak.payments.ledger.models import Account, Payable, Payer, Payment, Plan, Request, Transfer
from shubbak.payments.ledger.models.payables import PayableQuerySet
from shubbak.payments.ledger.references import is_rf
from shubbak.payments.ledger.rules import AGES, INSTALMENT, Age, age_of


@dataclass(frozen=True)
class Movement:
    """A line of a statement of account, and what was owed after it (less than nothing: credit)."""

    transfer: Transfer
    amount: int
    balance: int


@dataclass(frozen=True)
class StatementOfAccount:
    """What a payer owed before the first day, each movement of the days, and what was owed after them."""

    opening: int
    movements: Sequence[Movement]

    @property
    def closing(self) -> int:
        return self.movements[-1].balance if self.movements else self.opening


def open_payables(payer: UUID) -> QuerySet[Payable]:
    """What a payer still has to pay, and whoever it pays for; what is due first before the rest."""
    return Payable.objects.open().filter(payer__in=paid_together(payer))


def paid_together(payer: UUID) -> list[UUID]:
    """A payer, and those for whom it pays: asked before what they owe, which is then found by its index."""
    return [payer, *Payer.objects.filter(paid_by=payer).values_list("pk", flat=True)]


def payables_of(kind: str, origin: UUID) -> QuerySet[Payable]:
    """Everything that was posted for something, cancelled ones too."""
    return Payable.objects.filter(kind=kind, origin=origin)


def is_paid(payable: Payable) -> bool:
    """Whether nothing is left of it, in instalments neither."""
    unpaid = (instalments_of(plan).open() for plan in payable.plans.all())
    return payable.is_settled and not any(part.exists() for part in unpaid)


def instalments_of(plan: Plan) -> PayableQuerySet:
    return Payable.objects.filter(kind=INSTALMENT, origin=plan.pk)


def plan_of(instalment: Payable) -> Plan | None:
    """What it is a part of; None of anything else."""
    if instalment.kind != INSTALMENT:
        return None
    return Plan.objects.select_related("payable").filter(pk=instalment.origin).first()


def taken_back_on(payables: Iterable[UUID]) -> dict[UUID, date]:
    """The last day on which money for each went back: a cheque, a debit, a card, a mistake."""
    went = Transfer.objects.filter(kind=Transfer.Kind.REVERSED, payable__in=list(payables))
    return dict(went.order_by().values_list("payable").annotate(Max("day")))


def requests_to_decide() -> QuerySet[Request]:
    """Refunds and debts to give up that wait for a second person."""
    return Request.objects.filter(decided_at=None).select_related("payable")


def dues_of(payer: UUID) -> int:
    """What a payer owes, in minor units."""
    return _balance(payer, Account.Kind.DUES)


def credit_of(payer: UUID) -> int:
    """What a payer has paid too much and not used."""
    return _balance(payer, Account.Kind.CREDIT)


def guarantee_of(payer: UUID) -> int:
    """The deposit that is kept for a payer."""
    return _balance(payer, Account.Kind.GUARANTEE)


def balance_of(payer: UUID) -> int:
    """What a payer owes after their credit; less than nothing where the body owes."""
    return dues_of(payer) - credit_of(payer)


def find(typed: str) -> Payable | None:
    """The payable with this reference, or this reference of a bank."""
    plain = "".join(typed.split()).upper()
    wanted = Q(rf=plain) if is_rf(plain) else Q(reference=typed.strip())
    return Payable.objects.filter(wanted).first()


def payment_with(source: str, reference: str) -> Payment | None:
    """The payment that a source knows under a reference: the status after a time-out."""
    return Payment.objects.filter(source=source, reference=reference).first()


def transfers_of(payment: Payment) -> QuerySet[Transfer]:
    """What a payment paid, and where the rest went; reversals too."""
    return payment.transfers.select_related("payable", "debit", "credit").order_by("pk")


def paid_by(payment: Payment) -> Mapping[UUID, int]:
    """How much of each payable a payment paid when it came, whatever befell it later."""
    paid = payment.transfers.filter(kind=Transfer.Kind.PAID).order_by("pk")
    return {key: amount for key, amount in paid.values_list("payable", "amount") if key}


def statement_of(payer: UUID, first: date, last: date) -> StatementOfAccount:
    """Every movement of a payer's dues and credit in some days; what moves between the two is none."""
    own = Account.objects.filter(payer=payer, kind__in=[Account.Kind.DUES, Account.Kind.CREDIT])
    keys = list(own.values_list("pk", flat=True))
    touching = Transfer.objects.filter(Q(debit__in=keys) | Q(credit__in=keys))
    outward = touching.exclude(debit__in=keys, credit__in=keys)
    before = outward.filter(day__lt=first)
    opening = _sum(before.filter(debit__in=keys)) - _sum(before.filter(credit__in=keys))
    movements, balance = [], opening
    within = outward.filter(day__range=(first, last)).select_related("payable", "payment")
    for transfer in within.order_by("day", "pk"):
        amount = transfer.amount if transfer.debit_id in keys else -transfer.amount
        balance += amount
        movements.append(Movement(transfer, amount, balance))
    return StatementOfAccount(opening, movements)


def arrears_by_age(on: date) -> dict[Age, tuple[int, int]]:
    """How many payables are overdue for how long, and what is left of them."""
    found = dict.fromkeys(AGES, (0, 0))
    overdue = Payable.objects.open().filter(due_on__lt=on)
    left = Sum(F("amount") - F("paid") - F("waived"))
    for row in overdue.values("due_on").annotate(overdue=left, size=Count("pk")).order_by("due_on"):
        age = age_of((on - row["due_on"]).days)
        size, amount = found[age]
        found[age] = (size + row["size"], amount + row["overdue"])
    return found


def balance_of_account(code: str) -> int:
    """Debits less credits of one of the body's accounts (``cash:MAD``)."""
    account = Account.objects.filter(code=code).first()
    if account is None:
        return 0
    moved = Transfer.objects.all()
    return _sum(moved.filter(debit=account)) - _sum(moved.filter(credit=account))


def _balance(payer: UUID, kind: str) -> int:
    found = Account.objects.filter(payer=payer, kind=kind).values_list("balance", flat=True).first()
    return found or 0


def _sum(transfers: QuerySet[Transfer]) -> int:
    total: int | None = transfers.aggregate(total=Sum("amount"))["total"]
    return int(total or 0)
