"""Inside the house: loads a journal of real leaves, times proofs, and writes the export for the auditor.

The lines are entries in eight registers, numbered as they would be. Each leaf, its commitments, salts and
subtrees are those that an action writes; only the way into the tables is COPY.
"""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg.types.json import Jsonb

from bench.house import AGENCY
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.foundation import merkle
from shubbak.foundation.signed_note import Checkpoint, seal
from shubbak.journal.export import export_lines
from shubbak.journal.leaf import SealedLine, sealed
from shubbak.journal.ledger import split_hashes
from shubbak.journal.models import Head
from shubbak.journal.queries import inclusion_proof
from shubbak.journal.rules import Actor, Fact, Line
from shubbak.journal.signer_store import SignerStore

REGISTERS = 8
EACH = 1000  # leaves between two checkpoints: some twenty entries a minute
PROOFS = 2000
BATCH = 20_000
BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SOMEBODY = Actor(kind="applicant", id="person:7", name="أمينة بناني")
_LEAF = (
    "COPY journal_leaf (index, at, what, about, actor_kind, content_commitment, party_commitment, leaf_hash,"
    " subtrees) FROM STDIN"
)
Row = tuple[object, ...]
_CHECKPOINT = "COPY journal_checkpoint (size, root, note, at) FROM STDIN"
_CONTENT = "COPY journal_leafcontent (index, content_salt, content, party_salt, party) FROM STDIN"


def main(words: list[str]) -> None:
    count, exported = int(words[0]), Path(words[1])
    look_at(Agency.objects.get(code=AGENCY))
    count = load(count)
    print(f"inclusion proof over {count:,} leaves: {timed(count)} (target: 95 in 100 within 20 ms)")
    began = time.monotonic()
    with exported.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in export_lines())
    print(f"export: {time.monotonic() - began:.1f} s, {exported.stat().st_size / 1e6:.0f} MB")


def lines(count: int) -> Iterator[SealedLine]:
    for index in range(count):
        register, number = f"register-{index % REGISTERS}", index // REGISTERS + 1
        at = BEGAN + timedelta(seconds=index)
        facts: dict[str, Fact] = {
            "register": register,
            "kind": "complaints",
            "year": 2026,
            "number": number,
            "receipt_id": index.to_bytes(8, "big").hex(),
            "manifest_sha256": index.to_bytes(32, "big").hex(),
            "received_at": int(at.timestamp()),
        }
        yield sealed(Line("registry.entered", f"{number}/2026", SOMEBODY, at, facts))


def load(count: int) -> int:
    """Add so many leaves; a checkpoint after each thousand and at the end. How many there are then."""
    store, head = SignerStore(Path(settings.SHUBBAK_HOME)), Head.objects.get()
    frontier, whole, drawn = (
        split_hashes(bytes(head.peaks)),
        head.size + count,
        enumerate(lines(count), head.size),
    )
    while batch := list(islice(drawn, BATCH)):
        leaves, contents, checkpoints = list[Row](), list[Row](), list[Row]()
        for index, line in batch:
            frontier, completed = merkle.append(index, frontier, line.hash)
            leaves.append(_leaf(index, line, completed))
            contents.append(_content(index, line))
            if (index + 1) % EACH == 0 or index + 1 == whole:
                checkpoints.append(
                    _signed(store, head.origin, index + 1, merkle.root(frontier), line.line.at)
                )
        for statement, rows in ((_LEAF, leaves), (_CONTENT, contents), (_CHECKPOINT, checkpoints)):
            _copy(statement, rows)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_head SET size = %s, peaks = %s", [whole, b"".join(frontier)])
    return whole


def _copy(statement: str, rows: list[Row]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _content(index: int, line: SealedLine) -> Row:
    opened = (line.content_salt, Jsonb(dict(line.content)))
    return (index, *opened, line.party_salt, Jsonb(dict(line.party)))


def _leaf(index: int, line: SealedLine, completed: list[bytes]) -> Row:
    written = line.line
    shown = (index, written.at, written.what, written.about, written.actor.kind)
    return (*shown, line.content_commitment, line.party_commitment, line.hash, b"".join(completed))


def _signed(store: SignerStore, origin: str, size: int, root: bytes, at: datetime) -> Row:
    text = Checkpoint(origin, size, root, (f"time {at:%Y-%m-%dT%H:%M:%SZ}",)).text()
    note = seal(text, origin, store.key.public, store.key.sign(text.encode()))
    return size, root, note, at


def timed(count: int) -> str:
    chance, took = random.Random(7), []
    for _ in range(PROOFS):
        index = chance.randrange(count)
        began = time.perf_counter()
        inclusion_proof(index, count)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return f"median {took[PROOFS // 2]:.1f} ms, 95 in 100 within {took[PROOFS * 95 // 100]:.1f} ms"
