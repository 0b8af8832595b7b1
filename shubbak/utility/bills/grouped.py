"""The bills of a group of contracts in one period, told together: nothing of it is kept twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import F, Q, QuerySet

from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import open_payables
from shubbak.payments.ledger.references import rf_of
from shubbak.utility.bills.models import Bill, BillQuerySet, Run
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.subscriptions.models import Group
from shubbak.utility.tariffs.shelf import shelf


@dataclass(frozen=True)
class GroupedLine:
    """One bill: what it asks, and what is left of it."""

    bill: Bill
    left: int
    paid: int

    @property
    def net(self) -> int:
        return self.bill.total - self.bill.vat

    @property
    def unit(self) -> str:
        """In which its quantity is counted; "" where its tariff is no more."""
        tariffs = [shelf()[line["tariff"]] for line in self.bill.lines if line["tariff"] in shelf()]
        return str(tariffs[0].data["unit"]) if tariffs else ""


@dataclass(frozen=True)
class RateSum:
    """What all bills ask at one rate of VAT, in millionths."""

    rate: int
    net: int
    vat: int


@dataclass(frozen=True)
class GroupedBill:
    """A period of a group. `earlier`: what is left of everything else that the group pays."""

    group: Group
    period: str
    lines: Sequence[GroupedLine]
    earlier: int

    @cached_property
    def total(self) -> int:
        return sum(line.bill.total for line in self.lines)

    @cached_property
    def vat(self) -> int:
        return sum(line.bill.vat for line in self.lines)

    @cached_property
    def left(self) -> int:
        return sum(line.left for line in self.lines)

    @cached_property
    def paid(self) -> int:
        return sum(line.paid for line in self.lines)

    @cached_property
    def due_on(self) -> date:
        """The first day on which something of it is due."""
        open_ones = [line.bill.due_on for line in self.lines if line.left]
        return min(open_ones or [line.bill.due_on for line in self.lines])

    @cached_property
    def currency(self) -> str:
        return str(self.lines[0].bill.currency)

    @property
    def rf(self) -> str:
        """As banks carry the number of the group."""
        return rf_of(self.group.number)

    @cached_property
    def rates(self) -> list[RateSum]:
        """By rate, the lowest first; advances that are taken off bear their own."""
        told = [line for each in self.lines for line in each.bill.lines]
        return [
            RateSum(
                rate,
                sum(line["amount"] for line in told if line["vat_rate"] == rate),
                sum(line["vat"] for line in told if line["vat_rate"] == rate),
            )
            for rate in sorted({line["vat_rate"] for line in told})
        ]


def periods_of(group: Group) -> list[str]:
    """The periods in which a contract of the group was billed, the last first."""
    found = _bills(group).order_by("-period").values_list("period", flat=True)
    return list(found.distinct())


def grouped_bill(group: Group, period: str) -> GroupedBill | None:
    """The standing bills of a period; None where there is none."""
    bills = _bills(group).filter(period=period).select_related("contract__point", "holding__person")
    found = list(bills.order_by("contract__number", "number"))
    if not found:
        return None
    keys = [bill.pk for bill in found]
    asked = Payable.objects.filter(kind=PAYABLE, origin__in=keys, cancelled_at=None)
    payables = {payable.origin: payable for payable in asked}
    others = open_payables(group.payer_id).exclude(kind=PAYABLE, origin__in=keys)
    lines = [_line(bill, payables.get(bill.pk)) for bill in found]
    return GroupedBill(group, period, lines, sum(payable.left for payable in others))


def owed_by(group: Group) -> int:
    """All that the group has to pay."""
    return sum(payable.left for payable in open_payables(group.payer_id))


def grouped_among(bills: Iterable[Bill]) -> frozenset[UUID]:
    """Those that stand on the paper of a group."""
    keys = [bill.pk for bill in bills]
    return frozenset(_in_groups(Bill.objects.filter(pk__in=keys)).values_list("pk", flat=True))


def groups_of_run(run: Run) -> QuerySet[Group]:
    """Those with a bill in a run."""
    bills = _in_groups(Bill.objects.filter(run=run))
    groups = Group.objects.filter(ended_at=None, memberships__contract__bills__in=bills)
    return groups.select_related("person").distinct()


def _line(bill: Bill, payable: Payable | None) -> GroupedLine:
    return GroupedLine(bill, payable.left if payable else 0, payable.paid if payable else 0)


def _bills(group: Group) -> BillQuerySet:
    return _in_groups(Bill.objects.standing(), contract__memberships__group=group)


def _in_groups(bills: BillQuerySet, **more: object) -> BillQuerySet:
    """Those whose last day lies in a membership of their contract."""
    still = Q(contract__memberships__ends=None) | Q(contract__memberships__ends__gt=F("last"))
    return bills.filter(still, contract__memberships__starts__lte=F("last"), **more)
