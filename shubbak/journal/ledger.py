"""Appending to the tree: the head locked last, then everything written by one statement."""

import json
from collections.abc import Sequence

from django.db import connection

from shubbak.foundation import merkle
from shubbak.foundation.insertion import Insert, members_of
from shubbak.journal.leaf import SealedLine, sealed
from shubbak.journal.rules import Line

HASH_LENGTH = 32

_LOCK_HEAD = "SELECT size, peaks FROM journal_head WHERE id = 1 FOR UPDATE"
_WRITE = """
WITH line AS (
    SELECT * FROM unnest(
        %s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::text[],
        %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[],
        %s::bytea[], %s::text[], %s::bytea[], %s::text[]
    ) AS line (index, at, what, about, actor_kind,
        content_commitment, party_commitment, leaf_hash, subtrees,
        content_salt, content, party_salt, party)
), leaves AS (
    INSERT INTO journal_leaf
        (index, at, what, about, actor_kind, content_commitment, party_commitment, leaf_hash, subtrees)
    SELECT index, at, what, about, actor_kind, content_commitment, party_commitment, leaf_hash, subtrees
    FROM line ), contents AS (
    INSERT INTO journal_leafcontent (index, content_salt, content, party_salt, party)
    SELECT index, content_salt, content::jsonb, party_salt, party::jsonb FROM line
)
"""
_GROW = "UPDATE journal_head SET size = %s, peaks = %s WHERE id = 1"


def append(lines: Sequence[Line], rows: Sequence[Insert] = ()) -> None:
    """Write the lines in their order, inside the transaction under way; it holds the head until its end.

    :param rows: of other tables, written by the same statement.
    :raises LookupError: if the journal of this schema was never opened.
    """
    seals = [sealed(line) for line in lines]
    columns = [_columns(seal) for seal in seals]
    hashes = [seal.hash for seal in seals]
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_HEAD)
        head = cursor.fetchone()
        if head is None:
            raise LookupError("this schema has no journal")
        size, frontier = head[0], split_hashes(bytes(head[1]))
        indexes = list(range(size, size + len(seals)))
        frontier, subtrees = _grow(size, frontier, hashes)
        before, after = _transposed(columns)
        members, values = members_of(rows)
        written = [indexes, *before, hashes, subtrees, *after, *values, size + len(seals), b"".join(frontier)]
        cursor.execute(f"{', '.join([_WRITE, *members])} {_GROW}", written)


def split_hashes(joined: bytes) -> list[bytes]:
    """Hashes stored one after the other."""
    return [joined[start : start + HASH_LENGTH] for start in range(0, len(joined), HASH_LENGTH)]


def _grow(size: int, frontier: list[bytes], hashes: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    subtrees = []
    for place, leaf in enumerate(hashes):
        frontier, completed = merkle.append(size + place, frontier, leaf)
        subtrees.append(b"".join(completed))
    return frontier, subtrees


Columns = tuple[tuple[object, ...], tuple[object, ...]]


def _columns(seal: SealedLine) -> Columns:
    """What stands before and after the hashes of the tree in the order of the statement."""
    line = seal.line
    commitments = (seal.content_commitment, seal.party_commitment)
    before = (line.at, line.what, line.about, line.actor.kind, *commitments)
    after = (seal.content_salt, _json(seal.content), seal.party_salt, _json(seal.party))
    return before, after


def _transposed(columns: Sequence[Columns]) -> tuple[list[list[object]], list[list[object]]]:
    before = [list(column) for column in zip(*(row[0] for row in columns), strict=True)]
    after = [list(column) for column in zip(*(row[1] for row in columns), strict=True)]
    return before, after


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
