"""The whole journal as lines of JSON, for the auditor's program (tools/verify.py)."""

import json
from collections.abc import Iterator
from typing import Any

from shubbak.journal.audit import opened_leaf
from shubbak.journal.models import Checkpoint, Leaf, LeafContent
from shubbak.journal.queries import inclusion_proof, origin_at, tree_head

_CHUNK = 2000


def export_lines(*, with_parties: bool = False) -> Iterator[str]:
    """One line for the log, one for each leaf, and each checkpoint after the leaf that it ends with.

    Without parties the export says of nobody who acted: the auditor then checks the tree all the same.
    """
    checkpoints = dict(Checkpoint.objects.values_list("size", "note"))
    yield _line(type="log", origin=origin_at(0))
    # Two readings of a journal that grows meanwhile: both end with the leaf that was the last one here.
    size = tree_head().size
    contents = LeafContent.objects.filter(index__lt=size).order_by("index").iterator(_CHUNK)
    leaves = Leaf.objects.filter(index__lt=size).order_by("index").iterator(_CHUNK)
    for leaf, content in zip(leaves, contents, strict=True):
        party = _party(content) if with_parties else {}
        yield _line(type="leaf", **opened_leaf(leaf, content), **party)
        if leaf.index + 1 in checkpoints:
            yield _line(type="checkpoint", note=checkpoints[leaf.index + 1])


def proven_line(index: int, checkpoint: Checkpoint, *, with_party: bool = False) -> dict[str, Any]:
    """A line, opened, with the path from its hash to the root of a checkpoint (RFC 6962, audit path).

    :raises ValueError: if the checkpoint does not reach so far.
    """
    path = inclusion_proof(index, checkpoint.size)
    leaf, content = Leaf.objects.get(index=index), LeafContent.objects.get(index=index)
    party = _party(content) if with_party else {}
    return {
        **opened_leaf(leaf, content),
        **party,
        "leaf_hash": bytes(leaf.leaf_hash).hex(),
        "size": checkpoint.size,
        "path": [step.hex() for step in path],
    }


def _party(content: LeafContent) -> dict[str, Any]:
    salt = content.party_salt
    return {"party_salt": bytes(salt).hex() if salt is not None else None, "party": content.party}


def _line(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False)
