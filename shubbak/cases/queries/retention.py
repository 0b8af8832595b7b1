"""Closed cases and until when their files are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.cases.retention import Keeping, keeping_of
from shubbak.catalogue.queries import spec_of


@dataclass(frozen=True)
class PastRetention:
    """A case whose file need not be kept any longer; nothing is erased by knowing it."""

    case: Case
    keeping: Keeping


def keeping_of_case(case: Case) -> Keeping | None:
    """None while the case is open, or where its version says nothing of its result."""
    rule = spec_of(case.service_version).retention.get(case.result)
    if case.closed_at is None or rule is None:
        return None
    return keeping_of(rule, calendar_of(current_agency()).local_day(case.closed_at))


def cases_past_retention(at: datetime) -> Iterator[PastRetention]:
    """Cases of the current agency whose time of keeping was over before the day of `at`, oldest first."""
    today = calendar_of(current_agency()).local_day(at)
    kept = (
        Case.objects.filter(closed_at__lt=at, erased_at=None)
        .select_related("service_version")
        .order_by("closed_at")
    )
    for case in kept.iterator(chunk_size=500):
        keeping = keeping_of_case(case)
        if keeping is not None and keeping.until < today:
            yield PastRetention(case, keeping)
