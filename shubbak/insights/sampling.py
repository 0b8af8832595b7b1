"""Samples for an audit, drawn by a seed: whoever has the seed and the list draws the same ones again.

The rule is plain enough to be checked without us: for each file or entry take SHA-256 of the seed, a slash
and its id as text; within each stratum those with the smallest hashes are the sample.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import BinaryField, Count, F, Func, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, Concat, RowNumber

from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries import visible_to
from shubbak.foundation.localized import pick
from shubbak.foundation.tables import Column, Table
from shubbak.insights.rules import Wording
from shubbak.people.models import Staff
from shubbak.registry.models import Entry

Population = Literal["cases", "entries"]
_ENTRY_COLUMNS: Mapping[str, int] = {
    "register": 26,
    "number": 14,
    "received": 17,
    "register_day": 12,
    "channel": 14,
    "id": 38,
}
_STRATA: Mapping[str, str] = {"cases": "service", "entries": "series__register__code"}


@dataclass(frozen=True)
class SampleWanted:
    """`size` of each stratum, or of the whole where nothing is `stratified`.

    Received in a period whose end is not part of it.
    """

    of: Population
    seed: str
    size: int
    starts: datetime
    ends: datetime
    stratified: bool = True


@dataclass(frozen=True)
class Stratum:
    """`code` of a service or register, empty for the whole; how many there are, and which were drawn."""

    code: str
    population: int
    drawn: Sequence[Any]


class _Sha256(Func):
    function = "SHA256"
    template = "%(function)s(convert_to(%(expressions)s, 'UTF8'))"
    output_field = BinaryField()


def sampled(staff: Staff, wanted: SampleWanted, at: datetime) -> list[Stratum]:
    """The strata by their code, each with its sample in the order of the hashes.

    Files are those that the asker may see; entries are of every register.
    """
    rows, field = _population(staff, wanted, at), _STRATA[wanted.of]
    if not wanted.stratified:
        return [Stratum("", rows.count(), _drawn(rows, wanted, None))]
    sizes = dict(rows.order_by().values_list(field).annotate(Count("pk")).order_by(field))
    found: dict[str, list[Any]] = {code: [] for code in sizes}
    for row in _drawn(rows, wanted, field):
        found[row.stratum].append(row)
    return [Stratum(code, size, found[code]) for code, size in sizes.items()]


def _population(staff: Staff, wanted: SampleWanted, at: datetime) -> QuerySet[Any]:
    period = {"received_at__gte": wanted.starts, "received_at__lt": wanted.ends}
    if wanted.of == "entries":
        return Entry.objects.filter(**period).select_related("series__register")
    seen = visible_to(staff, at).filter(**{f"entry__{name}": bound for name, bound in period.items()})
    return seen.select_related("unit", "service_version").defer("service_version__source")


def _drawn(rows: QuerySet[Any], wanted: SampleWanted, field: str | None) -> list[Any]:
    hashed = _Sha256(Concat(Value(f"{wanted.seed}/"), Cast("pk", TextField())))
    partition = [F(field)] if field else None
    ranked = rows.annotate(
        stratum=F(field) if field else Value(""),
        place=Window(RowNumber(), partition_by=partition, order_by=hashed),
    )
    return list(ranked.filter(place__lte=wanted.size).order_by("stratum", "place"))


def entries_table(strata: Sequence[Stratum], wording: Wording, *, title: str) -> Table:
    """The entries of a sample: register, number, when they came, by which channel, their id."""
    entries = [row for stratum in strata for row in stratum.drawn]
    rows = [
        [
            pick(entry.series.register.title, wording.language),
            f"{entry.number}/{entry.series.year}",
            wording.here(entry.received_at),
            entry.register_day,
            wording.channels.get(entry.channel, entry.channel),
            str(entry.pk),
        ]
        for entry in entries
    ]
    columns = [Column(code, wording.headings[code], width) for code, width in _ENTRY_COLUMNS.items()]
    return Table(title, columns, rows, right_to_left=wording.language == "ar")


def drawn_cases(strata: Sequence[Stratum]) -> CaseQuerySet:
    """The files of a sample, by service and number, for a table."""
    keys = [row.pk for stratum in strata for row in stratum.drawn]
    return Case.objects.filter(pk__in=keys).order_by("service", "entry__received_at", "pk")
