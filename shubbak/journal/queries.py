"""Reads of the journal: lines about a thing, the tree's head, proofs, checkpoints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Max
from django.db.models.functions import TruncDate

from shubbak.foundation import merkle
from shubbak.journal.ledger import split_hashes
from shubbak.journal.models import Checkpoint, Head, Leaf, LeafContent
from shubbak.journal.rules import EPOCH, Signed


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
class LinesWanted:
    """What narrows the journal: a period (`ends` not included), acts (as far as their names begin with
    `what`), what they are about, by any of its names, who acted. None and what is empty ask for all.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    what: str = ""
    abouts: tuple[str, ...] = ()
    actor_id: str = ""


@dataclass(frozen=True)
class PlacedLine:
    """A line with the hash under which it stands in the tree."""

    line: JournalLine
    hash: bytes


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


def lines_about(*abouts: str, limit: int = 500) -> list[JournalLine]:
    """The newest `limit` lines about one thing, by all its names, oldest first."""
    leaves = list(Leaf.objects.filter(about__in=abouts).order_by("-index")[:limit])[::-1]
    contents = LeafContent.objects.in_bulk([leaf.index for leaf in leaves])
    return [_line(leaf, contents[leaf.index]) for leaf in leaves]


def browse(wanted: LinesWanted, *, before: int | None = None, limit: int = 50) -> list[PlacedLine]:
    """The lines that were asked for, newest first; those in front of line `before` where it is given."""
    leaves = Leaf.objects.order_by("-index")
    bounds = {"at__gte": wanted.starts, "at__lt": wanted.ends, "index__lt": before}
    named = {"what__startswith": wanted.what, "about__in": wanted.abouts}
    leaves = leaves.filter(**{name: bound for name, bound in bounds.items() if bound is not None})
    leaves = leaves.filter(**{name: word for name, word in named.items() if word})
    if wanted.actor_id:
        acted = LeafContent.objects.filter(party__id=wanted.actor_id)
        leaves = leaves.filter(index__in=acted.values("index"))
    return _placed(list(leaves[:limit]))


def line_at(index: int) -> PlacedLine | None:
    """The line with this place in the tree; None beyond its end."""
    found = _placed(list(Leaf.objects.filter(index=index)))
    return found[0] if found else None


def acts_about(what: str, abouts: Iterable[str]) -> dict[str, datetime]:
    """When an act was last recorded about each of these things; those of which it never was are not there."""
    found = Leaf.objects.filter(what=what, about__in=list(abouts)).order_by("index")
    return dict(found.values_list("about", "at"))


def latest_checkpoint() -> Checkpoint | None:
    """The newest signed checkpoint, if there is one."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoints_of_days(zone: tzinfo, days: int) -> list[Checkpoint]:
    """The last checkpoint of each of the newest days on which there was one, the newest first."""
    day = TruncDate("at", tzinfo=zone)
    last = Checkpoint.objects.annotate(day=day).values("day").annotate(last=Max("size")).order_by("-day")
    sizes = [row["last"] for row in last[:days]]
    return list(Checkpoint.objects.filter(size__in=sizes).order_by("-size"))


def origin_at(size: int) -> str:
    """The name that the log bore when it had so many leaves: a copy that is brought back gives it another."""
    following = Leaf.objects.filter(what=EPOCH, index__gte=size).order_by("index").first()
    if following is None:
        return Head.objects.get().origin
    facts = LeafContent.objects.get(index=following.index).content or {}
    return str(facts["before"])


def origins() -> list[str]:
    """Every name that the log ever bore, the present one last."""
    epochs = Leaf.objects.filter(what=EPOCH).order_by("index").values_list("index", flat=True)
    opened = [LeafContent.objects.get(index=index).content or {} for index in epochs]
    return [*(str(facts["before"]) for facts in opened), Head.objects.get().origin]


def continues(signed: Signed) -> bool:
    """Whether the log as it stands begins with all that was ever signed of it.

    A signer that knows of nothing, while there are checkpoints, has lost its memory: then nobody can say.
    """
    head = tree_head()
    if not signed.size:
        return latest_checkpoint() is None
    return signed.size <= head.size and root_at(signed.size) == signed.root


def origin_of(checkpoint: Checkpoint) -> str:
    """The name of the log in a checkpoint."""
    return checkpoint.note.partition("\n")[0]


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


def _placed(leaves: Sequence[Leaf]) -> list[PlacedLine]:
    contents = LeafContent.objects.in_bulk([leaf.index for leaf in leaves])
    return [PlacedLine(_line(leaf, contents[leaf.index]), bytes(leaf.leaf_hash)) for leaf in leaves]


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
