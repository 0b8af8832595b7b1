"""Which rows of the index match. Who may see the things they name is asked by the room of those things."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q, QuerySet

from shubbak.search.arabic import fold, lexemes
from shubbak.search.models import SearchRow

_FIGURES = re.compile(r"\d")
_FEWEST_FIGURES = 4
_WINDOWS = (5_000, 20_000, 50_000)
_WINDOWS_OF_LONG = (500,)
_SLICE = 20_000


def matching(kinds: Iterable[str], words: str) -> QuerySet[SearchRow]:
    """Rows of these kinds whose words hold every word asked for, or whose figures hold what was typed.

    Nothing typed finds nothing.
    """
    condition = conditions(words)
    if condition is None:
        return SearchRow.objects.none()
    return SearchRow.objects.filter(condition, kind__in=kinds)


class Edges(dict[tuple[str, int], datetime | None]):
    """When the row after the newest so many of a kind begins, as far as somebody asked; None where there are
    fewer. One search asks twice.
    """

    def __missing__(self, place: tuple[str, int]) -> datetime | None:
        kind, size = place
        newest = SearchRow.objects.filter(kind=kind).order_by("-at", "ref")
        self[place] = edge = newest.values_list("at", flat=True)[size : size + 1].first()
        return edge


def newest_matching(kind: str, words: str, edges: Edges, *, long: bool = False) -> Iterator[list[UUID]]:
    """The same things newest first, in batches: whoever needs few of them leaves early.

    A frequent word is found among the newest rows, a rare one by the index; no batch begins before it is
    asked for.

    :param long: of rows of many words, of which few are read one by one: each lies in pieces beside its row.
    """
    return _newest_first(kind, conditions(words), _WINDOWS_OF_LONG if long else _WINDOWS, edges)


def newest_named(kind: str, words: str, edges: Edges) -> Iterator[list[UUID]]:
    """Things of somebody whose name holds every word typed."""
    parts = [part for part in fold(words).split() if len(part) > 1]
    condition = Q()
    for part in parts:
        condition &= Q(names__contains=part)
    return _newest_first(kind, condition if parts else None, _WINDOWS, edges)


def conditions(words: str) -> Q | None:
    """What a row of `SearchRow` must fulfil; None if nothing can be looked for."""
    stems = lexemes(words)
    if not stems:
        return None
    condition = Q(words=_query(stems))
    figures = "".join(_FIGURES.findall(fold(words)))
    if len(figures) >= _FEWEST_FIGURES and len(figures) == len("".join(fold(words).split()).lstrip("+")):
        condition |= Q(figures__contains=figures.lstrip("0"))
    return condition


def _newest_first(
    kind: str, condition: Q | None, windows: Iterable[int], edges: Edges
) -> Iterator[list[UUID]]:
    if condition is None:
        return
    every, older = SearchRow.objects.filter(kind=kind), Q()
    for size in windows:
        edge = edges[kind, size]
        if edge is None:
            break
        yield _sorted(every.filter(older, condition, at__gt=edge))
        older = Q(at__lte=edge)
    while len(batch := _sorted(every.filter(older, condition), limit=_SLICE)) == _SLICE:
        yield batch
        older = Q(at__lt=_at(kind, batch[-1])) | Q(at=_at(kind, batch[-1]), ref__gt=batch[-1])
    yield batch


def _sorted(rows: QuerySet[SearchRow], limit: int | None = None) -> list[UUID]:
    """Sorted by an expression that no index gives: else the planner walks through all rows in their order."""
    ordered = rows.order_by((F("at") + timedelta()).desc(), "ref")
    return list(ordered.values_list("ref", flat=True)[:limit])


def _at(kind: str, ref: UUID) -> datetime:
    return SearchRow.objects.values_list("at", flat=True).get(kind=kind, ref=ref)


def _query(stems: list[str]) -> SearchQuery:
    """Every word; the last one may be unfinished, as people type."""
    quoted = ["'" + stem.replace("'", "''").replace("\\", "\\\\") + "'" for stem in stems]
    quoted[-1] += ":*"
    return SearchQuery(" & ".join(quoted), search_type="raw", config="simple")
