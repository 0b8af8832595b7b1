"""Contracts of a group in arrears: whoever pays for them together is reminded of all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shubbak.agencies.queries import in_its_zone
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.arrears.queries import overdue
from shubbak.utility.subscriptions.models import Group, Holding


@dataclass(frozen=True)
class Together:
    """So many contracts of a group owe so much past its day."""

    group: Group
    contracts: int
    owed: int


def groups_paying(holdings: Iterable[Holding]) -> dict[int, Group]:
    """The group that pays for each holding; nothing of those that pay for themselves."""
    held = {each.pk: each.payer_id for each in holdings}
    rows = Holding.objects.filter(pk__in=held, payer__paid_by__isnull=False)
    payers = dict(rows.values_list("pk", "payer__paid_by"))
    groups = Group.objects.filter(payer__in=set(payers.values()), ended_at=None).select_related("person")
    known = {group.payer_id: group for group in groups}
    return {holding: known[payer] for holding, payer in payers.items() if payer in known}


def reminded_together(group: Group, day: date) -> Together:
    """What is still owed of the contracts of which a group was reminded on a day."""
    reminded = Arrear.objects.going_on().filter(holding__payer__paid_by=group.payer_id)
    rows = reminded.values_list("holding__payer", "reminded_at")
    owed = overdue(
        [payer for payer, moment in rows if in_its_zone(moment).date() == day], day, is_pursued=True
    )
    return Together(group, len(owed), sum(amount for amount, _ in owed.values()))


def told_with_others(arrear: Arrear) -> Group | None:
    """The group under whose name the last warning went out: a notice is given for each contract alone."""
    return None if arrear.noticed_at else groups_paying([arrear.holding]).get(arrear.holding_id)
