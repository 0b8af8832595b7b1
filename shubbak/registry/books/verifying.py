"""Is this receipt ours, unchanged, and in the register? Three questions, kept apart.

The first needs only the public keys; the second the journal. What became of the matter is not answered here:
that needs the case's code.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from shubbak.foundation import merkle
from shubbak.foundation.numbering import print_number
from shubbak.journal import audit, queries, signing
from shubbak.journal.models import Checkpoint, Leaf, LeafContent
from shubbak.journal.receipt import PAYLOAD_LENGTH, ReceiptError, ReceiptFacts, decode, from_text, to_text
from shubbak.registry.books.models import Entry
from shubbak.registry.books.rules import LOST

Issue = Literal["genuine", "malformed", "unknown_key", "forged"]
Place = Literal["included", "lost", "pending", "absent"]


@dataclass(frozen=True)
class Verdict:
    """What the server says of a typed receipt. `text` is its canonical form, `facts` what it states."""

    issue: Issue
    text: str = ""
    facts: ReceiptFacts | None = None
    place: Place = "absent"


@dataclass(frozen=True)
class Proof:
    """That an entry is a leaf of the journal: all that a stranger needs to check it, nothing personal."""

    leaf: Leaf
    content: LeafContent
    checkpoint: Checkpoint
    path: list[bytes]

    def shown(self) -> dict[str, Any]:
        """As JSON: hashes and salts in hexadecimal, the time in microseconds since 1970."""
        return {
            "leaf": audit.opened_leaf(self.leaf, self.content),
            "path": [step.hex() for step in self.path],
            "checkpoint": self.checkpoint.note,
        }


def verdict(typed: str) -> Verdict:
    """What is known of a receipt as typed, pasted or scanned. Never raises for what people type."""
    found = issued(typed)
    if found.issue != "genuine" or found.facts is None:
        return found
    return replace(found, place=_place(found.facts))


def issued(typed: str) -> Verdict:
    """Whether a receipt is ours and unchanged: by the public keys alone, the register is not asked."""
    try:
        receipt = from_text(typed)
    except ReceiptError:
        return Verdict("malformed")
    facts = decode(receipt)
    key = signing.public_key(facts.key_id)
    if key is None:
        return Verdict("unknown_key", to_text(receipt), facts)
    good = signing.verify(key, receipt[:PAYLOAD_LENGTH], receipt[PAYLOAD_LENGTH:])
    return Verdict("genuine" if good else "forged", to_text(receipt), facts)


def proof_of(facts: ReceiptFacts) -> tuple[Place, Proof | None]:
    """Where a receipt's entry stands in the journal, and the proof once a checkpoint covers it."""
    found = _leaf_of(facts)
    if found is None:
        return "absent", None
    leaf, content = found
    checkpoint = queries.latest_checkpoint()
    if checkpoint is None or checkpoint.size <= leaf.index:
        return "pending", None
    place: Place = "lost" if leaf.what == LOST else "included"
    return place, Proof(leaf, content, checkpoint, queries.inclusion_proof(leaf.index, checkpoint.size))


def _place(facts: ReceiptFacts) -> Place:
    place, proof = proof_of(facts)
    return place if proof is None or _holds(proof) else "absent"


def _holds(proof: Proof) -> bool:
    leaf, checkpoint = proof.leaf, proof.checkpoint
    hashed = merkle.leaf_hash(audit.bytes_of(leaf))
    return merkle.includes(bytes(checkpoint.root), checkpoint.size, leaf.index, hashed, proof.path)


def _leaf_of(facts: ReceiptFacts) -> tuple[Leaf, LeafContent] | None:
    entry = Entry.objects.select_related("series__register").filter(receipt_id=facts.receipt_id).first()
    if entry is None:
        return None
    printed = print_number(entry.series.register.pattern, entry.number, entry.series.year)
    leaves = Leaf.objects.filter(about=printed, what__in=("registry.entered", LOST))
    for leaf in leaves:
        content = LeafContent.objects.get(pk=leaf.index)
        if _states(content.content or {}, facts):
            return leaf, content
    return None


def _states(content: dict[str, Any], facts: ReceiptFacts) -> bool:
    wanted = {
        "year": facts.year,
        "number": facts.number,
        "receipt_id": facts.receipt_id.hex(),
        "manifest_sha256": facts.manifest_sha256.hex(),
        "received_at": int(facts.received_at.timestamp()),
    }
    return all(content.get(name) == value for name, value in wanted.items())
