"""Everything recomputed: each leaf, each commitment, the tree, every checkpoint. Problems are sentences."""

from collections.abc import Iterator
from typing import Any

from shubbak.foundation import merkle
from shubbak.foundation.signed_note import NoteError, open_note, parse_checkpoint
from shubbak.journal.leaf import commitment, leaf_bytes, microseconds
from shubbak.journal.ledger import split_hashes
from shubbak.journal.models import Checkpoint, Head, Leaf, LeafContent
from shubbak.journal.queries import origin_at
from shubbak.journal.rules import EPOCH
from shubbak.journal.signing import public_keys, verify

_CHUNK = 2000
Stored = bytes | memoryview


def problems() -> Iterator[str]:
    """What is wrong with the journal of this agency: nothing, if nobody altered it."""
    head = Head.objects.get()
    checkpoints = {checkpoint.size: checkpoint for checkpoint in Checkpoint.objects.all()}
    size, frontier, origin = 0, list[bytes](), origin_at(0)
    contents = LeafContent.objects.order_by("index").iterator(_CHUNK)
    for leaf in Leaf.objects.order_by("index").iterator(_CHUNK):
        yield from _leaf_problems(leaf, next(contents, None), size)
        frontier, completed = merkle.append(size, frontier, bytes(leaf.leaf_hash))
        size += 1
        origin = origin_at(size) if leaf.what == EPOCH else origin
        if b"".join(completed) != bytes(leaf.subtrees):
            yield f"leaf {leaf.index}: its stored subtrees are not those of the tree"
        if size in checkpoints:
            yield from _checkpoint_problems(checkpoints.pop(size), origin, merkle.root(frontier))
    if next(contents, None) is not None:
        yield "there is content that belongs to no leaf"
    if size != head.size or split_hashes(bytes(head.peaks)) != frontier:
        yield f"the head says {head.size} leaves and the tree has {size}, or its peaks differ"
    if origin != head.origin:
        yield f"the head calls the journal {head.origin} and its lines call it {origin}"
    yield from (f"the checkpoint of size {lost} is no prefix of the tree" for lost in checkpoints)


def _leaf_problems(leaf: Leaf, content: LeafContent | None, expected: int) -> Iterator[str]:
    if leaf.index != expected:
        yield f"leaf {leaf.index} stands where leaf {expected} should"
    if merkle.leaf_hash(bytes_of(leaf)) != bytes(leaf.leaf_hash):
        yield f"leaf {leaf.index}: its row is not what its hash says"
    if content is None or content.index != leaf.index:
        yield f"leaf {leaf.index}: its content row is missing"
        return
    if not _opens("content", content.content_salt, content.content, leaf.content_commitment):
        yield f"leaf {leaf.index}: its facts are not what it commits to"
    if not _opens("party", content.party_salt, content.party, leaf.party_commitment):
        yield f"leaf {leaf.index}: its party is not what it commits to"


def bytes_of(leaf: Leaf) -> bytes:
    """The canonical bytes of a stored leaf."""
    return leaf_bytes(
        at=leaf.at,
        what=leaf.what,
        about=leaf.about,
        actor_kind=leaf.actor_kind,
        content_commitment=bytes(leaf.content_commitment),
        party_commitment=bytes(leaf.party_commitment),
    )


def opened_leaf(leaf: Leaf, content: LeafContent) -> dict[str, Any]:
    """A leaf with its facts opened and its party closed, for whoever wants to recompute its hash."""
    return {
        "index": leaf.index,
        "at": microseconds(leaf.at),
        "what": leaf.what,
        "about": leaf.about,
        "actor_kind": leaf.actor_kind,
        "content_salt": bytes(content.content_salt).hex() if content.content_salt is not None else None,
        "facts": content.content,
        "content_commitment": bytes(leaf.content_commitment).hex(),
        "party_commitment": bytes(leaf.party_commitment).hex(),
    }


def _opens(purpose: str, salt: Stored | None, opened: dict[str, str] | None, expected: Stored) -> bool:
    """An erased pair commits to nothing that could be wrong; half a pair is an alteration."""
    if salt is None or opened is None:
        return salt is None and opened is None
    return commitment(purpose, bytes(salt), opened) == bytes(expected)


def _checkpoint_problems(checkpoint: Checkpoint, origin: str, root: bytes) -> Iterator[str]:
    if bytes(checkpoint.root) != root:
        yield f"the checkpoint of size {checkpoint.size} is no prefix of the tree"
    try:
        signed = parse_checkpoint(_opened(checkpoint.note, origin))
    except NoteError as error:
        yield f"the checkpoint of size {checkpoint.size}: {error}"
        return
    if (signed.origin, signed.size, signed.root) != (origin, checkpoint.size, root):
        yield f"the checkpoint of size {checkpoint.size} states another tree"


def _opened(note: str, origin: str) -> str:
    for key in reversed(public_keys().values()):
        try:
            return open_note(note, {origin: key}, verify)
        except NoteError:
            continue
    raise NoteError("none of our keys signed it")
