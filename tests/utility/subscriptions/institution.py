"""A commune with several contracts in one group, for tests."""

from datetime import datetime
from typing import Any

from shubbak.people.models import Person
from shubbak.utility.subscriptions.actions import join_group, open_group
from shubbak.utility.subscriptions.models import Contract, Group, Membership
from tests.utility.subscriptions.village import BEGUN, CLERK, contract, person


def commune(at: datetime, **changes: Any) -> Person:
    told = {"name": "جماعة النخيل", "kind": "legal", "identity_kind": "company_id"}
    return person(at, **told, **{"identity_number": "001524 3987", "phone": "+212524000017", **changes})


def joined(group: Group, contract: Contract, at: datetime, on: Any = BEGUN) -> Membership:
    return join_group(group=group, contract=contract, on=on, actor=CLERK, at=at)


def group(at: datetime, contracts: int = 2, *, on: Any = BEGUN, **changes: Any) -> Group:
    """A group of contracts W-0001, W-0002, …, which joined it on their first day."""
    holder = commune(at, **changes)
    made = open_group(name="مدارس النخيل", person=holder, actor=CLERK, at=at)
    for rank in range(1, contracts + 1):
        joined(made, contract(at, f"W-{rank:04}", holder=holder), at, on)
    return made


def contracts_of(group: Group) -> list[Contract]:
    return list(Contract.objects.filter(memberships__group=group).order_by("number"))
