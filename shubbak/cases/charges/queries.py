"""What a file owes, and what of it was paid."""

from uuid import UUID

from django.db.models import F, QuerySet

from shubbak.cases.models import Case
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import is_paid, payables_of

KIND = "case"
"""The kind of payables that files owe; their origin is the file, their part the name of the fee."""


def charges_of(case: Case) -> QuerySet[Payable]:
    """The fees of a file that stand, in the order in which they were asked for."""
    return payables_of(KIND, case.pk).filter(cancelled_at=None).order_by("posted_at", "reference")


def charge_of(case: Case, fee: str) -> Payable | None:
    """The fee of that name, unless it is asked for no more."""
    return charges_of(case).filter(part=fee).first()


def is_charge_paid(case: Case, fee: str) -> bool:
    """Without a name: every fee that was asked for, at least one."""
    found = list(charges_of(case).filter(part=fee) if fee else charges_of(case))
    return bool(found) and all(map(is_paid, found))


def cases_paying() -> QuerySet[Case]:
    """Files in hand of which some fee is paid: their next step may wait for just that."""
    settled = Payable.objects.filter(kind=KIND, cancelled_at=None, amount=F("paid") + F("waived"))
    paid: QuerySet[Payable, UUID] = settled.values_list("origin", flat=True)
    return Case.objects.in_hand().filter(pk__in=paid).order_by("pk")
