"""Writing the index. Called inside the action that changes the thing itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from shubbak.foundation.insertion import Insert
from shubbak.journal.actions import insert_late
from shubbak.search.arabic import fold, lexemes

_WRITE = """
INSERT INTO search_searchrow (kind, ref, at, words, names, figures)
VALUES (%s, %s, %s, array_to_tsvector(%s::text[]), %s, %s)
ON CONFLICT (kind, ref) DO UPDATE SET words = excluded.words, names = excluded.names, figures =
excluded.figures
"""
_LONGEST_LEXEME = 200
_MOST_LEXEMES = 500_000
"""Bytes; PostgreSQL refuses a tsvector of more than a megabyte."""


def index(
    *, kind: str, ref: UUID, at: datetime, texts: Iterable[str], names: Iterable[str], figures: Iterable[str]
) -> None:
    """Write, or write again, the words by which a thing is found, with the commit of the action under way.

    :param texts: beyond `_MOST_LEXEMES` bytes of different words the rest of the last ones is left out.
    :param names: of persons, also found by similar spelling; :param figures: telephones and the like,
    found by part.
    """
    names, figures = list(names), list(figures)
    found = _within_bounds(word for text in (*names, *texts) for word in lexemes(text))
    folded = " ".join(fold(name) for name in names)
    plain = " ".join("".join(c for c in fold(figure) if c.isalnum()) for figure in figures if figure)
    insert_late(Insert(_WRITE, [kind, ref, at, sorted(found), folded, plain]))


def _within_bounds(words: Iterable[str]) -> set[str]:
    """Different words, each cut, all together no more than a row may hold."""
    found: set[str] = set()
    left = _MOST_LEXEMES
    for word in words:
        cut = word[:_LONGEST_LEXEME]
        if cut not in found:
            left -= len(cut.encode())
            if left < 0:
                break
            found.add(cut)
    return found


def forget(*, kind: str, ref: UUID) -> None:
    """Take a thing out of the index (its person was erased)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_searchrow WHERE kind = %s AND ref = %s", [kind, ref])
