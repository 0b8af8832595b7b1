"""Lists of the queue that are kept under a name; whoever opens one sees what they may see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from shubbak.cases.models import SavedFilter
from shubbak.cases.queries.queue import QueueFilter, of_tab
from shubbak.cases.queries.scoped import visible_to
from shubbak.cases.queries.tallies import tallied
from shubbak.people.models import Staff
from shubbak.people.queries import roles_of
from shubbak.people.rules import Roles

AT_MOST = 12
"""Lists that stand beside the tabs: their own first."""


def saved_filters(staff: Staff, roles: Roles) -> Sequence[SavedFilter]:
    """One's own lists by name, then those that the colleagues of one's units share."""
    known = SavedFilter.objects.select_related("owner", "unit", "shared_with")
    own = list(known.filter(owner=staff)[:AT_MOST])
    shared = known.filter(shared_with__code__in=roles.units).exclude(owner=staff)
    return [*own, *shared[: AT_MOST - len(own)]]


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
    known = roles or roles_of(staff, at)
    files = visible_to(staff, at, known).in_hand()
    wanted = {
        str(kept.pk): asked_by(kept).narrowed(files.filter(of_tab(kept.tab, staff, known, at)))
        for kept in lists
    }
    return {int(pk): count for pk, count in tallied(wanted).items()}
