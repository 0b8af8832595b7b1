"""Which rows of the index match. Who may see the things they name is asked by the room of those things."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from shubbak.search.arabic import fold, lexemes
from shubbak.search.models import SearchRow

_FIGURES = re.compile(r"\d")
_FEWEST_FIGURES = 4


def matching(kind: str, words: str) -> QuerySet[SearchRow]:
    """Rows whose words hold every word asked for, or whose names or figures hold what was typed.

    Nothing typed finds nothing.
    """
    condition = conditions(words)
    if condition is None:
        return SearchRow.objects.none()
    return SearchRow.objects.filter(condition, kind=kind)


def conditions(words: str) -> Q | None:
    """The same as a condition on `SearchRow`; None if nothing can be looked for."""
    stems = lexemes(words)
    if not stems:
        return None
    condition = Q(words=_query(stems))
    figures = "".join(_FIGURES.findall(fold(words)))
    if len(figures) >= _FEWEST_FIGURES and len(figures) == len("".join(fold(words).split()).lstrip("+")):
        condition |= Q(figures__contains=figures.lstrip("0"))
    return condition


def _query(stems: list[str]) -> SearchQuery:
    """Every word; the last one may be unfinished, as people type."""
    quoted = ["'" + stem.replace("'", "''").replace("\\", "\\\\") + "'" for stem in stems]
    quoted[-1] += ":*"
    return SearchQuery(" & ".join(quoted), search_type="raw", config="simple")
