"""P9: the register cannot be altered unseen, not even by its administrator.

The administrator may rewrite every row and every salt and hide checkpoints. The auditor has the checkpoints
that were published, the public key and tools/verify.py. SHUBBAK_PROMISES is smoke (default), ci or full;
SHUBBAK_SEED repeats a run.
"""

import copy
import os
from datetime import UTC, datetime, timedelta
from random import Random, SystemRandom

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.foundation import merkle
from shubbak.foundation.signed_note import Checkpoint, seal
from shubbak.journal.leaf import microseconds, sealed
from shubbak.journal.receipt import key_id
from shubbak.journal.rules import Actor, Line
from tools import verify

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
TRIALS = {"smoke": 50, "ci": 500, "full": 10_000}[SIZE]
ORIGIN = "miyah/journal/5eed0000"
WORDS = ("registry.annulled", "case.take", "case.decide", "people.identity_seen", "documents.opened")

pytestmark = pytest.mark.promise("P9")


def leaf(random, line):
    """A row of an export, its salts drawn anew, as only Shubbak or its administrator can make it."""
    made = sealed(line, random.randbytes)
    return {
        "type": "leaf",
        "index": 0,
        "at": microseconds(line.at),
        "what": line.what,
        "about": line.about,
        "actor_kind": line.actor.kind,
        "content_salt": made.content_salt.hex(),
        "facts": dict(made.content),
        "content_commitment": made.content_commitment.hex(),
        "party_salt": made.party_salt.hex(),
        "party": dict(made.party),
        "party_commitment": made.party_commitment.hex(),
    }


def any_line(random):
    at = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(microseconds=random.randrange(10**13))
    actor = Actor("staff", str(random.randrange(20)), random.choice(("سعاد", "إدريس", "Nadia")))
    about = f"{random.randrange(1, 50)}/2026"
    return Line(random.choice(WORDS), about, actor, at, {"n": random.randrange(9)}, {"reason": "سبب"})


def built(leaves, marks, private):
    """The rows of an export in order, with a checkpoint after each size in `marks`."""
    rows, frontier = [{"type": "log", "origin": ORIGIN}], []
    for index, row in enumerate(leaves):
        rows.append({**row, "index": index})
        frontier, _ = merkle.append(index, frontier, verify.leaf_hash(row))
        if index + 1 in marks:
            statement = Checkpoint(ORIGIN, index + 1, merkle.root(frontier)).text()
            signature = private.sign(statement.encode())
            note = seal(statement, ORIGIN, private.public_key().public_bytes_raw(), signature)
            rows.append({"type": "checkpoint", "note": note})
    return rows


def edit(random, leaves, place):
    """Other facts, the commitment made to fit."""
    leaves[place] = leaf(random, any_line(random))


def edit_clumsily(random, leaves, place):
    leaves[place]["facts"]["n"] += 1


def rename(random, leaves, place):
    leaves[place]["party"]["name"] += "ا"


def redate(random, leaves, place):
    leaves[place]["at"] += random.choice((-1, 1)) * random.randrange(1, 10**10)


def readdress(random, leaves, place):
    leaves[place]["about"] += "0"


def delete(random, leaves, place):
    del leaves[place]


def insert(random, leaves, place):
    leaves.insert(place, leaf(random, any_line(random)))


def repeat(random, leaves, place):
    """A line written twice; behind the last one that was signed it would be a new act and no forgery."""
    place = max(place - 1, 0)
    leaves.insert(place, copy.deepcopy(leaves[place]))


def swap(random, leaves, place):
    other = random.choice([index for index in range(len(leaves)) if index != place])
    leaves[place], leaves[other] = leaves[other], leaves[place]


def cut(random, leaves, place):
    del leaves[place:]


def restore_and_go_on(random, leaves, place):
    """An older copy is brought back, and other things happen."""
    lost = len(leaves) - place
    del leaves[place:]
    leaves.extend(leaf(random, any_line(random)) for _ in range(lost + random.randrange(5)))


ATTACKS = (
    edit,
    edit_clumsily,
    rename,
    redate,
    readdress,
    delete,
    insert,
    repeat,
    swap,
    cut,
    restore_and_go_on,
)


def attack(random, rows, marks, private):
    """An altered copy: checkpoints kept, hidden, or made again with a key of the administrator's own."""
    leaves = [copy.deepcopy(row) for row in rows if row["type"] == "leaf"]
    chosen = random.choice(ATTACKS)
    chosen(random, leaves, random.randrange(max(marks)))
    notes = [row for row in rows if row["type"] == "checkpoint"]
    cover = random.choice(("hidden", "forged", "kept"))
    if chosen in (edit_clumsily, rename):
        return chosen.__name__, [rows[0], *({**row, "index": index} for index, row in enumerate(leaves))]
    if cover == "forged":
        return f"{chosen.__name__}, forged", built(
            leaves, marks, Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
        )
    altered = built(leaves, set(), private)
    if cover == "kept":
        for mark, note in sorted(zip(marks, notes, strict=True), key=lambda pair: -pair[0]):
            altered.insert(mark + 1, note)
    return f"{chosen.__name__}, {cover}", altered


def is_found(rows, keys, remembered):
    try:
        verify.verify_journal(rows, keys, remembered)
    except verify.Altered:
        return True
    return False


@pytest.mark.asvs("16.4.2")
def test_every_alteration_is_found_by_an_auditor_who_has_only_the_checkpoints(capsys):
    seed = int(os.environ.get("SHUBBAK_SEED") or SystemRandom().randrange(2**32))
    with capsys.disabled():
        print(f"\nSEED={seed} P9 {SIZE}: {TRIALS} alterations")
    random = Random(seed)
    private = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
    public = private.public_key().public_bytes_raw()
    keys, unseen = {key_id(public).hex(): public}, []
    for _ in range(TRIALS):
        leaves = [leaf(random, any_line(random)) for _ in range(random.randrange(4, 60))]
        marks = sorted(random.sample(range(2, len(leaves) + 1), random.randrange(1, 4)))
        rows = built(leaves, set(marks), private)
        _, size, root = verify.verify_journal(rows[: max(marks) + 1 + len(marks)], keys)
        remembered = [(ORIGIN, size, root)]
        assert not is_found(rows, keys, remembered), "an untouched journal is verified"
        name, altered = attack(random, rows, marks, private)
        if not is_found(altered, keys, remembered):
            unseen.append(name)
    assert unseen == []
