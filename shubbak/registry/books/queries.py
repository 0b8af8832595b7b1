"""Reads of the books: whether their numbers follow one another, their years, their days."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from shubbak.foundation.localized import Localized
from shubbak.registry.books.models import DayClosing, Entry, Register, Series
from shubbak.registry.books.rules import DayCount

_FEW = 20
_SERIES = """
SELECT register.code, register.title, series.year, series.last, count(entry.number),
       coalesce(min(entry.number), 0), coalesce(max(entry.number), 0),
       min(entry.received_at), max(entry.received_at), count(annulled.id), series.id
FROM registry_series AS series JOIN registry_register AS register ON register.id = series.register_id
LEFT JOIN registry_entry AS entry ON entry.series_id = series.id
LEFT JOIN registry_entryevent AS annulled ON annulled.entry_id = entry.id AND annulled.kind = 'annulled'
GROUP BY register.code, register.title, series.id ORDER BY series.year DESC, register.code
"""
_MISSING = """
SELECT n FROM generate_series(1, %s::int) AS n
WHERE NOT EXISTS (SELECT FROM registry_entry WHERE series_id = %s AND number = n) ORDER BY n LIMIT %s
"""


@dataclass(frozen=True)
class SeriesState:
    """The numbers of a register in a year: what its head says, what is there, and the first that miss."""

    register: str
    title: Localized
    year: int
    last: int
    held: int
    first_number: int
    highest: int
    first_at: datetime | None
    last_at: datetime | None
    annulled: int
    missing: Sequence[int] = ()

    @property
    def is_whole(self) -> bool:
        """Numbers are 1, 2, 3 … as far as the head says, each once."""
        return self.last == self.held == self.highest and (not self.held or self.first_number == 1)


def series_states() -> list[SeriesState]:
    """Every series, the newest years first."""
    with connection.cursor() as cursor:
        cursor.execute(_SERIES)
        found = cursor.fetchall()
    return [_state(row) for row in found]


def _state(row: Sequence[Any]) -> SeriesState:
    code, title, *facts, series = row
    state = SeriesState(code, json.loads(title), *facts)
    return state if state.is_whole else replace(state, missing=_missing(series, state))


def _missing(series: int, state: SeriesState) -> Sequence[int]:
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, [max(state.last, state.highest), series, _FEW])
        return [number for (number,) in cursor.fetchall()]


def last_arrival(register: str, year: int) -> datetime | None:
    """When the last entry of a register and year arrived; None if it has none."""
    series = Series.objects.filter(register__code=register, year=year, last__gt=0)
    return series.values_list("last_at", flat=True).first()


def years_of(register: Register) -> list[int]:
    """The years in which a book has numbers, the last one first."""
    return list(register.series.order_by("-year").values_list("year", flat=True))


def day_count(series: Series, day: date) -> DayCount:
    """How a day of a book stands so far."""
    held = Entry.objects.filter(series=series, register_day=day)
    return DayCount(**held.aggregate(count=Count("id"), first=Min("number"), last=Max("number")))


def entered_before(submission_id: UUID) -> UUID | None:
    """The entry that this form made already, if it was sent before."""
    return Entry.objects.filter(submission_id=submission_id).values_list("id", flat=True).first()


def registers_of_letters() -> QuerySet[Register]:
    """The books in which clerks write."""
    return Register.objects.exclude(direction="")


def days_of(register: Register, *, limit: int = 31) -> QuerySet[DayClosing]:
    """The last lines drawn under days of a book."""
    closings = DayClosing.objects.filter(series__register=register)
    return closings.select_related("series", "clerk", "head")[:limit]


def subject_of(entry: Entry) -> str:
    """What an entry is about, unless that was erased."""
    return entry.subject.words if hasattr(entry, "subject") else ""
