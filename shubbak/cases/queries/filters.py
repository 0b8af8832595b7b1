"""Lists of the queue that are kept under a name; whoever opens one sees what they may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shubbak.cases.models import SavedFilter
from shubbak.cases.queries.queue import QueueFilter, Sought, sought_by
from shubbak.cases.queries.tallies import tallied_at, tally
from shubbak.foundation.reading import rows_where
from shubbak.people.models import Staff
from shubbak.people.queries import roles_of
from shubbak.people.rules import Roles

AT_MOST = 12
"""Lists that stand beside the tabs: their own first."""
_BESIDE = """
this.owner_id = %s OR this.shared_with_id IN (SELECT id FROM people_unit WHERE code = ANY(%s))
ORDER BY this.owner_id <> %s, this.name, this.id LIMIT %s
"""


def saved_filters(staff: Staff, roles: Roles) -> Sequence[SavedFilter]:
    """One's own lists by name, then those that the colleagues of one's units share."""
    values = [staff.pk, list(roles.units), staff.pk, AT_MOST]
    return rows_where(SavedFilter, _BESIDE, values, related=("owner", "unit"))


def own_filter(staff: Staff, filter_id: int) -> SavedFilter | None:
    """A list that this member of staff keeps; None for any other number."""
    return SavedFilter.objects.select_related("shared_with").filter(owner=staff, pk=filter_id).first()


def asked_by(kept: SavedFilter) -> QueueFilter:
    """What a kept list narrows."""
    unit = kept.unit.code if kept.unit else ""
    return QueueFilter(kept.service, kept.channel, kept.assignee_id, kept.label_id, unit)


def counted(
    staff: Staff, lists: Collection[SavedFilter], at: datetime, roles: Roles | None = None
) -> Mapping[int, int]:
    """How many open files each of the lists holds for this reader, as far as `tallies` counts, at once."""
    if not lists:
        return {}
    every = sought_by(staff.pk, roles or roles_of(staff, at))
    wanted = (replace(every, tab=kept.tab, only=asked_by(kept)) for kept in lists)
    return tallied_at([kept.pk for kept in lists], _Lists(tuple(wanted)), at)


@dataclass(frozen=True)
class _Lists:
    """How many files each of some lists holds."""

    lists: tuple[Sought, ...]

    def composed(self, at: datetime) -> tuple[str, Sequence[Any]]:
        return tally(sought.files(at) for sought in self.lists)
