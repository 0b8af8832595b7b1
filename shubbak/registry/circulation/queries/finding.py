"""The search over letters: whatever it shows, its asker may open."""

from collections.abc import Iterator
from uuid import UUID

from shubbak.people.rules import Roles
from shubbak.registry.books.models import Entry
from shubbak.registry.circulation.queries.visible import letters_opened_by
from shubbak.registry.letters.queries.lines import Line, line_of, read_whole
from shubbak.registry.letters.search import KIND, WRITTEN
from shubbak.search.queries import Edges, newest_matching

FOUND_AT_MOST = 50
_CHUNK = 200


def find_letters(words: str, roles: Roles, *, limit: int = FOUND_AT_MOST) -> list[Line]:
    """Letters that hold every word typed, or the figures of one, the newest first."""
    keys = _found(words, roles, limit)
    entries = {entry.pk: entry for entry in read_whole(Entry.objects.filter(pk__in=keys))}
    return [line_of(entries[key].series.register, entries[key], roles) for key in keys]


def _found(words: str, roles: Roles, limit: int) -> list[UUID]:
    """By their own words first; the long rows are asked where those gave too few."""
    visible, keys = letters_opened_by(roles), dict[UUID, None]()
    for kind in (KIND, WRITTEN):
        for chunk in _chunks(newest_matching(kind, words, Edges(), long=kind == WRITTEN)):
            opened = set(visible.filter(pk__in=chunk).values_list("pk", flat=True))
            keys |= dict.fromkeys(key for key in chunk if key in opened)
            if len(keys) >= limit:
                return list(keys)[:limit]
    return list(keys)


def _chunks(batches: Iterator[list[UUID]]) -> Iterator[list[UUID]]:
    for batch in batches:
        for start in range(0, len(batch), _CHUNK):
            yield batch[start : start + _CHUNK]
