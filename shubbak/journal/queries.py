"""Reads of the journal: lines about a thing, the tree's head, proofs, checkpoints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shubbak.foundation import merkle
from shubbak.journal.ledger import split_hashes
from shubbak.journal.models import Checkpoint, Head, Leaf, LeafContent


@dataclass(frozen=True)
class JournalLine:
    """One act as staff read it. What was erased shows as empty; `index` is its place in the tree."""

    index: int
    at: datetime
    what: str
    about: str
    actor_kind: str
    actor_id: str
    actor_name: str
    facts: Mapping[str, Any]
    private: Mapping[str, str]


@dataclass(frozen=True)
class TreeHead:
    """How large the log is and what its root is."""

    origin: str
    size: int
    root: bytes


def tree_head() -> TreeHead:
    """The head of this agency's log as it is committed now."""
    head = Head.objects.get()
    return TreeHead(head.origin, head.size, merkle.root(split_hashes(bytes(head.peaks))))


def lines_about(about: str, limit: int = 500) -> list[JournalLine]:
    """The newest `limit` lines about one thing, oldest first."""
    leaves = list(Leaf.objects.filter(about=about).order_by("-index")[:limit])[::-1]
    contents = LeafContent.objects.in_bulk([leaf.index for leaf in leaves])
    return [_line(leaf, contents[leaf.index]) for leaf in leaves]


def latest_checkpoint() -> Checkpoint | None:
    """The newest signed checkpoint, if there is one."""
    return Checkpoint.objects.order_by("-size").first()


def inclusion_proof(index: int, size: int) -> list[bytes]:
    """That leaf `index` is in the tree of the first `size` leaves (RFC 6962, audit path).

    :raises ValueError: if that tree has no such leaf.
    """
    return _proof(merkle.inclusion_ranges(index, size))


def consistency_proof(old: int, new: int) -> list[bytes]:
    """That the tree of `old` leaves begins the tree of `new`; empty where there is nothing to show.

    :raises ValueError: if `old` is larger than `new`.
    """
    return _proof(merkle.consistency_ranges(old, new)) if old else []


def root_at(size: int) -> bytes:
    """The root of the tree of the first `size` leaves, from its stored subtrees."""
    parts = merkle.parts(0, size)
    stored = _subtrees(parts)
    return merkle.root([stored[part] for part in parts])


def _proof(ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    stored = _subtrees(part for start, end in ranges for part in merkle.parts(start, end))
    return merkle.proof(ranges, stored.__getitem__)


def _subtrees(parts: Iterable[merkle.Part]) -> dict[merkle.Part, bytes]:
    """Each part stands in the row of the leaf that completed it: one query for all."""
    rows = {part: ((part[1] + 1) << part[0]) - 1 for part in parts}
    found = Leaf.objects.filter(index__in=set(rows.values())).values_list("index", "leaf_hash", "subtrees")
    hashes = {index: [bytes(leaf), *split_hashes(bytes(above))] for index, leaf, above in found}
    return {part: hashes[index][part[0]] for part, index in rows.items()}


def _line(leaf: Leaf, content: LeafContent) -> JournalLine:
    party = dict(content.party or {})
    return JournalLine(
        index=leaf.index,
        at=leaf.at,
        what=leaf.what,
        about=leaf.about,
        actor_kind=leaf.actor_kind,
        actor_id=party.pop("id", ""),
        actor_name=party.pop("name", ""),
        facts=content.content or {},
        private=party,
    )
