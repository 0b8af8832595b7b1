"""What the accountants get: every transfer of some days, and what they come to by account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Sum, Value, When
from django.db.models.functions import Concat

from shubbak.payments.ledger.models import Account, Transfer

_CHUNK = 5000


@dataclass(frozen=True)
class Entry:
    """One line of the accounts. Accounts of payers go under one name: who owes is not for this list."""

    number: int
    day: date
    kind: str
    debit: str
    credit: str
    amount: int
    currency: str
    reference: str
    source: str


def entries_of(first: date, last: date) -> Iterator[Entry]:
    """Every transfer of the days, in the order in which they were written."""
    found = Transfer.objects.filter(day__range=(first, last)).order_by("pk")
    named = found.annotate(debit_name=_name_of("debit"), credit_name=_name_of("credit"))
    rows = named.values_list(
        "pk",
        "day",
        "kind",
        "debit_name",
        "credit_name",
        "amount",
        "currency",
        "payable__reference",
        "payment__reference",
    )
    for row in rows.iterator(_CHUNK):
        yield Entry(*row[:7], row[7] or "", row[8] or "")


def sums_of(first: date, last: date) -> dict[tuple[str, str], int]:
    """What moved from account to account in the days: (debit, credit) -> amount in minor units."""
    found = Transfer.objects.filter(day__range=(first, last))
    named = found.annotate(debit_name=_name_of("debit"), credit_name=_name_of("credit"))
    rows = named.order_by("debit_name", "credit_name").values_list("debit_name", "credit_name")
    return {(debit, credit): total for debit, credit, total in rows.annotate(total=Sum("amount"))}


def _name_of(side: str) -> Case:
    """``revenue:MAD`` of the body's; ``dues:MAD`` of everybody's."""
    everybody = Concat(F(f"{side}__kind"), Value(":"), F(f"{side}__currency"))
    return Case(When(**{f"{side}__kind": Account.Kind.BODY}, then=F(f"{side}__code")), default=everybody)
