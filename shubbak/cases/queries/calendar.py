"""Which open due dates another calendar would move: reckoned by the same rules, nothing written."""

from collections.abc import Iterator
from datetime import datetime

from shubbak.cases.models import CaseClock
from shubbak.cases.reckoning import DueMoved, moved_due, reckon_clock
from shubbak.catalogue.queries import spec_of
from shubbak.foundation.working_time.calendar import WorkCalendar

_CHUNK = 500


def due_dates_moved_by(calendar: WorkCalendar, at: datetime) -> Iterator[DueMoved]:
    """The open clocks of all cases that would run out at another time, the nearest first."""
    wanted = CaseClock.objects.filter(ended_at=None).order_by("due_at", "pk")
    related = wanted.select_related("case__unit", "case__service_version").prefetch_related("holds")
    for clock in related.iterator(chunk_size=_CHUNK):
        spec = spec_of(clock.case.service_version)
        before = clock.due_at
        clock.due_at = reckon_clock(clock, spec, calendar, at, list(clock.holds.all())).due
        if clock.due_at != before:
            yield moved_due(clock.case, clock, before)
