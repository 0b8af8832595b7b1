"""What staff type for an act is kept while they type, until it is sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from shubbak.cases.models import Case, UnsentAct
from shubbak.journal.actions import action
from shubbak.people.models import Staff

UNSENT_KEPT = timedelta(days=30)


@action
def keep_unsent(*, case: Case, staff: Staff, act: str, typed: Mapping[str, str], at: datetime) -> UnsentAct:
    """Keep what was typed for an act, in the place of what was kept before."""
    kept, _ = UnsentAct.objects.update_or_create(
        case=case, staff=staff, act=act, defaults={"typed": dict(typed), "saved_at": at}
    )
    return kept


@action
def forget_unsent(*, case: Case, staff: Staff, act: str) -> None:
    """The act was done, or its writer thought better of it."""
    UnsentAct.objects.filter(case=case, staff=staff, act=act).delete()


@action
def sweep_unsent(*, at: datetime) -> int:
    """Forget what nobody came back to for thirty days; how many went."""
    ids = list(UnsentAct.objects.filter(saved_at__lt=at - UNSENT_KEPT).values_list("pk", flat=True)[:1000])
    UnsentAct.objects.filter(pk__in=ids).delete()
    return len(ids)
