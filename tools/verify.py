#!/usr/bin/env python3
"""The auditor's program: one file, nothing but Python 3.9 or newer, neither Shubbak nor its database.

    verify.py journal export.jsonl --keys keys.txt [--remember memory.json]
    verify.py receipt TEXT-OR-FILE --keys keys.txt [--proof proof.json]
    verify.py proof proof.json --keys keys.txt
    verify.py checkpoint checkpoint.txt --keys keys.txt [--remember memory.json] [--proof consistency.json]
    verify.py case archive.zip --keys keys.txt [--remember memory.json]     (needs verify_case.py beside it)
    verify.py keys newer-keys.txt --keys keys.txt

``keys.txt`` holds the public keys, a key id and a key in base64 on each line, as the body publishes them; get
it once, on paper or from a place that the body does not run. A later key is signed by the one before it, so
this first file is enough for ever. ``--remember`` keeps every checkpoint that was seen: a journal that was
altered, cut or forked afterwards no longer agrees with the memory, whoever did it.
``--json`` is for programs.

A journal is recomputed from its first line: each leaf, what it opens, the tree, each signed checkpoint, each
key, and the numbers of each register, which are 1, 2, 3 … in the order of arrival, each receipt once.

Exit codes: 0 verified, 1 not genuine or altered, 2 the input cannot be read, 3 verified, but the body
declares that it brought an older copy back and lost lines which it had signed: read what is said.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

# --- Ed25519, verification only (RFC 8032, section 5.1.7) -------------------------------------------------

Point = tuple[int, int, int, int]
Seen = tuple[str, int, bytes]
Keys = Mapping[str, bytes]
Shown = tuple[dict[str, Any], list[str]]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_from(encoded: bytes) -> Point | None:
    """The point of 32 bytes in extended coordinates, or None if they are no canonical point."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def _base() -> Point:
    base = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    assert base is not None
    return base


BASE = _base()


def signed_by(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the public key signed the message."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, nonce = point_from(key), point_from(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or nonce is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    left, right = multiply(scalar, BASE), add(nonce, multiply(challenge, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# --- The tree (RFC 6962) ----------------------------------------------------------------------------------


class Altered(Exception):
    """What was given is not what was signed."""


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def grow(size: int, peaks: Sequence[bytes], leaf: bytes) -> list[bytes]:
    """The peaks of the tree after one more leaf."""
    left = list(peaks)
    while size & 1:
        leaf, size = sha256(b"\x01", left.pop(), leaf), size >> 1
    return [*left, leaf]


def root_of(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return sha256()
    current = peaks[-1]
    for peak in reversed(peaks[:-1]):
        current = sha256(b"\x01", peak, current)
    return current


def extends(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a consistency proof shows that the old tree begins the new one (RFC 9162, 2.1.4.2)."""
    if old == new or old == 0:
        return not path and (old == 0 or old_root == new_root)
    if old > new or not path:
        return False
    steps = list(path) if old & (old - 1) else [old_root, *path]
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            first, second = sha256(b"\x01", step, first), sha256(b"\x01", step, second)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            second = sha256(b"\x01", second, step)
        position, last = position >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def includes(root: bytes, size: int, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Whether a path shows that a leaf stands in a tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            found = sha256(b"\x01", step, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = sha256(b"\x01", found, step)
        position, last = position >> 1, last >> 1
    return last == 0 and found == root


# --- Signed notes and receipts ----------------------------------------------------------------------------


def key_id(key: bytes) -> str:
    return sha256(b"shubbak receipt\n\x01", key)[:4].hex()


def handover(old: bytes, new: bytes) -> bytes:
    """What a key signs when another one takes its place (shubbak/journal/rotation.py)."""
    return f"shubbak key 1\nold {old.hex()}\nnew {new.hex()}\n".encode()


def read_keys(text: str) -> dict[str, bytes]:
    """Key id (hexadecimal) -> public key, oldest first; each name and each handing over is checked.

    :raises ValueError: if a key bears another's name, or the key before it did not sign it.
    """
    keys: dict[str, bytes] = {}
    for line in text.splitlines():
        name, encoded, *signature = line.split()
        key = base64.b64decode(encoded, validate=True)
        if key_id(key) != name:
            raise ValueError("a key id does not belong to its key")
        before = list(keys.values())[-1:]
        if (
            signature
            and before
            and not signed_by(before[0], handover(before[0], key), unbase64(signature[0]))
        ):
            raise ValueError(f"the key {name} was not signed by the one before it")
        keys[name] = key
    return keys


def unbase64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def open_checkpoint(note: str, keys: Keys) -> tuple[str, int, bytes, list[str]]:
    """(origin, size, root, further lines) of a checkpoint that one of the keys signed."""
    text, mark, signature = note.rpartition("\n\n\u2014 ")
    name, _, encoded = signature.strip().partition(" ")
    lines = text.split("\n")
    if not mark or len(lines) < 3 or lines[0] != name:
        raise Altered("this is no signed checkpoint")
    blob, message = base64.b64decode(encoded, validate=True), (text + "\n").encode()
    for key in keys.values():
        if sha256(name.encode(), b"\n\x01", key)[:4] == blob[:4] and signed_by(key, message, blob[4:]):
            return name, int(lines[1]), base64.b64decode(lines[2], validate=True), lines[3:]
    raise Altered("no known key signed this checkpoint")


KINDS = ("other", "incoming", "outgoing", "internal", "complaints", "permits", "requests")


def letters_in(path: Path) -> str:
    """The letters of a receipt inside a file: a PDF states them in its description, a text in groups."""
    text = path.read_bytes().decode("latin-1")
    run = re.compile(r"(?<![A-Z2-7])[A-Z2-7]{196}(?![A-Z2-7])", re.IGNORECASE)
    found = run.search(text) or run.search("".join(text.split()))
    if found is None:
        raise ValueError(f"{path} holds no receipt; of a photograph or a scan, type the letters")
    return found[0]


def verify_receipt(typed: str, keys: Keys) -> dict[str, str | int]:
    """What a genuine receipt states."""
    text = "".join(typed.split()).upper().rstrip("/").rpartition("/")[2]
    receipt = base64.b32decode(text + "=" * (-len(text) % 8))
    if len(receipt) != 122 or base64.b32encode(receipt).decode().rstrip("=") != text or receipt[0] != 1:
        raise ValueError("this is not the text of a receipt")
    key = keys.get(receipt[1:5].hex())
    if key is None or not signed_by(key, receipt[:58], receipt[58:]):
        raise Altered("no known key signed this receipt")
    number = [
        int.from_bytes(receipt[start:end], "big") for start, end in ((5, 7), (8, 10), (10, 14), (14, 18))
    ]
    return {
        "agency": number[0],
        "kind": KINDS[receipt[7]] if receipt[7] < len(KINDS) else "other",
        "year": number[1],
        "number": number[2],
        "received_at": number[3],
        "receipt_id": receipt[18:26].hex(),
        "manifest_sha256": receipt[26:58].hex(),
    }


# --- The journal ------------------------------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """A tag, a length of eight bytes, the body; mappings sorted by key (shubbak/foundation/canonical.py)."""
    kind, body = type(value), b""
    if kind is str:
        tag, body = b"s", value.encode()
    elif kind is int:
        tag, body = b"i", b"%d" % value
    elif kind is bytes:
        tag, body = b"x", value
    elif kind is dict:
        pairs = sorted((key.encode(), item) for key, item in value.items())
        tag = b"m"
        body = b"".join(b"s" + len(key).to_bytes(8, "big") + key + canonical(item) for key, item in pairs)
    elif kind is list:
        tag, body = b"l", b"".join(map(canonical, value))
    elif kind is bool:
        tag, body = b"b", b"1" if value else b"0"
    elif value is None:
        tag = b"n"
    else:
        raise TypeError(f"{kind.__name__} has no canonical form")
    return tag + len(body).to_bytes(8, "big") + body


def opens(purpose: str, salt: str | None, opened: Any, commitment: str) -> bool:
    """Erased pairs commit to nothing that could be wrong; half a pair is an alteration."""
    if salt is None or opened is None:
        return salt is None and opened is None
    return (
        sha256(f"shubbak {purpose} 1\n".encode(), bytes.fromhex(salt), canonical(opened)).hex() == commitment
    )


def leaf_hash(leaf: Mapping[str, Any]) -> bytes:
    """The hash of an exported leaf, once what it opens was checked."""
    if not opens("content", leaf["content_salt"], leaf["facts"], leaf["content_commitment"]):
        raise Altered(f"leaf {leaf['index']}: its facts are not what it commits to")
    if not opens("party", leaf.get("party_salt"), leaf.get("party"), leaf["party_commitment"]):
        raise Altered(f"leaf {leaf['index']}: its party is not what it commits to")
    commitments = [bytes.fromhex(leaf[f"{name}_commitment"]) for name in ("content", "party")]
    parts = ["shubbak leaf 1", leaf["at"], leaf["what"], leaf["about"], leaf["actor_kind"], *commitments]
    return sha256(b"\x00", canonical(parts))


class Series:
    """The numbers that one register gave in one year."""

    def __init__(self) -> None:
        self.last, self.received_at, self.lost = 0, 0, 0

    def take(self, number: int, received_at: int) -> None:
        if number != self.last + 1:
            raise Altered(f"number {number} comes after number {self.last}")
        if received_at < self.received_at:
            raise Altered(f"number {number} was received before the one in front of it")
        self.last, self.received_at = number, received_at


class Books:
    """The registers as the journal tells of them: no gap, no double, no receipt given twice."""

    def __init__(self) -> None:
        self.series: dict[tuple[str, int], Series] = {}
        self.receipts: set[str] = set()

    def enter(self, leaf: Mapping[str, Any]) -> None:
        facts = leaf["facts"]
        if facts is None:
            raise Altered(f"leaf {leaf['index']}: an entry whose facts were erased; nothing erases those")
        series = self.series.setdefault((facts["register"], facts["year"]), Series())
        try:
            series.take(facts["number"], facts["received_at"])
        except Altered as error:
            place = f"register {facts['register']} of {facts['year']}"
            raise Altered(f"leaf {leaf['index']}, {place}: {error}") from error
        if facts["receipt_id"] in self.receipts:
            raise Altered(f"leaf {leaf['index']}: a receipt that was given before")
        self.receipts.add(facts["receipt_id"])
        series.lost += leaf["what"] == LOST

    def lines(self) -> Iterator[str]:
        for (register, year), series in sorted(self.series.items()):
            lost = f", {series.lost} of them known by their receipt alone" if series.lost else ""
            yield f"{register} {year}: 1 to {series.last:,} without a gap{lost}"


ENTERED, LOST, KEY, EPOCH = "registry.entered", "registry.lost", "journal.key", "journal.epoch"


class Journal:
    """An exported journal, recomputed row by row against its checkpoints and those seen before."""

    def __init__(self, keys: Keys, remembered: Iterable[Seen]) -> None:
        self.keys, self.size, self.origin = dict(keys), 0, ""
        self.peaks: list[bytes] = []
        self.seen: dict[str, dict[int, bytes]] = {}
        for origin, size, root in remembered:
            self.seen.setdefault(origin, {})[size] = root
        self.books, self.checkpoints, self.signed, self.root = Books(), 0, 0, b""
        self.signed_at, self.signed_under, self.rotations, self.extended = "", "", 0, 0
        self.epochs: list[str] = []
        self.losses: list[str] = []
        self.rows = {"log": self.log, "leaf": self.leaf, "checkpoint": self.checkpoint}
        self.acts = {ENTERED: self.books.enter, LOST: self.books.enter, KEY: self.key, EPOCH: self.epoch}

    def read(self, row: Mapping[str, Any]) -> None:
        self.rows[row["type"]](row)

    def log(self, row: Mapping[str, Any]) -> None:
        if self.origin:
            raise Altered("an export is of one log")
        self.origin = row["origin"]
        body = self.origin.partition("/")[0] + "/"
        self.seen = {origin: kept for origin, kept in self.seen.items() if origin.startswith(body)}

    def leaf(self, row: Mapping[str, Any]) -> None:
        if not self.origin:
            raise Altered("an export begins with the name of its log")
        if row["index"] != self.size:
            raise Altered(f"leaf {row['index']} stands where leaf {self.size} should")
        self.peaks = grow(self.size, self.peaks, leaf_hash(row))
        self.size += 1
        act = self.acts.get(row["what"])
        if act is not None:
            act(row)
        if self.seen:
            self.remember(self.seen.get(self.origin, {}).pop(self.size, None))

    def remember(self, root: bytes | None) -> None:
        if root is None:
            return
        if root != root_of(self.peaks):
            raise Altered(f"the first {self.size} leaves are not those of the checkpoint that was seen")
        self.extended = self.size

    def key(self, row: Mapping[str, Any]) -> None:
        """A key that one we trust has signed is trusted from here on; any other signs nothing for us."""
        facts = row["facts"]
        new, before = bytes.fromhex(facts["public_key"]), self.keys.get(facts.get("before", ""))
        if before is None or key_id(new) in self.keys:
            self.rotations += "before" in facts
            return
        if not signed_by(before, handover(before, new), bytes.fromhex(facts["signature"])):
            raise Altered(f"leaf {row['index']}: the key {key_id(new)} was not signed by the one before it")
        self.keys[key_id(new)] = new
        self.rotations += 1

    def epoch(self, row: Mapping[str, Any]) -> None:
        """An older copy was brought back: the log goes on under another name, and says what it lost."""
        facts, index = row["facts"], row["index"]
        if (facts["before"], facts["size"]) != (self.origin, index):
            raise Altered(f"leaf {index}: an epoch that follows another log")
        self.epochs.append(f"{facts['origin']} from leaf {index:,} on, at {instant(row['at'])}")
        gone = {facts["before"]: facts["signed_size"]}
        gone |= {name: int(size) for name, size in (word.split("@") for word in facts["abandoned"].split())}
        for origin, signed in gone.items():
            seen = [size for size in self.seen.pop(origin, {}) if size > index or origin != self.origin]
            if signed is None:  # nobody knows how much was signed: what you saw is what there is to know
                signed = max([index, *seen])
            if seen and max(seen) > signed:
                raise Altered(f"leaf {index}: {origin} was seen with {max(seen)} leaves; it admits {signed}")
            if seen and facts["origin"] not in self.seen:
                self.losses.append(f"{origin}: leaves {index:,} to {max(seen) - 1:,}, which you saw signed")
            elif signed > index and facts["origin"] not in self.seen:
                self.losses.append(f"{origin}: leaves {index:,} to {signed - 1:,}, which were signed")
        self.origin = facts["origin"]

    def checkpoint(self, row: Mapping[str, Any]) -> None:
        origin, size, root, more = open_checkpoint(row["note"], self.keys)
        if (origin, size, root) != (self.origin, self.size, root_of(self.peaks)):
            raise Altered(f"the checkpoint of size {size} states another tree")
        self.checkpoints, self.signed, self.root = self.checkpoints + 1, size, root
        self.signed_under = origin
        self.signed_at = next((line[5:] for line in more if line.startswith("time ")), "")

    def end(self) -> Seen:
        if not self.origin:
            raise Altered("an export begins with the name of its log")
        longest = max((size for kept in self.seen.values() for size in kept), default=0)
        if longest and self.seen.keys() - {self.origin}:
            raise Altered("this is another log than the one that was seen")
        if longest:
            raise Altered(f"it ends at {self.size}; a checkpoint of size {longest} was seen")
        return self.origin, self.size, root_of(self.peaks)

    def shown(self) -> dict[str, Any]:
        return {
            "leaves": f"{self.size:,}, each recomputed",
            "checkpoints": f"{self.checkpoints:,}, the last over {self.signed:,} leaves at {self.signed_at}",
            "not yet signed": f"the last {self.size - self.signed:,} leaves",
            "keys": f"{len(self.keys)} trusted, {self.rotations} handed over",
            "registers": list(self.books.lines()) or ["no entry"],
            "epochs": [*self.epochs] or ["no older copy was ever brought back"],
            "seen before": f"it extends what was seen, {self.extended:,} leaves"
            if self.extended
            else "nothing",
        }


def instant(microseconds: int) -> str:
    at = datetime.fromtimestamp(microseconds // 10**6, timezone.utc)  # noqa: UP017 (Python 3.9)
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def read_journal(rows: Iterable[Mapping[str, Any]], keys: Keys, remembered: Iterable[Seen] = ()) -> Journal:
    """The journal with all that was found in it; `end` was called.

    :raises Altered: at the first leaf or checkpoint that does not agree.
    """
    journal = Journal(keys, remembered)
    for row in rows:
        journal.read(row)
    journal.end()
    return journal


def verify_journal(rows: Iterable[Mapping[str, Any]], keys: Keys, remembered: Iterable[Seen] = ()) -> Seen:
    """Recompute an exported journal; ``remembered``: (origin, size, root) seen before. Returns the last head.

    :raises Altered: at the first leaf or checkpoint that does not agree.
    """
    return read_journal(rows, keys, remembered).end()


def verify_proof(shown: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """That a line, opened, stands in the signed journal: what the portal and the desk give as JSON."""
    leaf = shown.get("leaf", shown)
    origin, size, root, _ = open_checkpoint(shown["checkpoint"], keys)
    if not includes(
        root, size, leaf["index"], leaf_hash(leaf), [bytes.fromhex(step) for step in shown["path"]]
    ):
        raise Altered("the line does not stand in the journal that was signed")
    found = {"line": leaf["index"], "act": leaf["what"], "about": leaf["about"], "at": instant(leaf["at"])}
    return {**found, "facts": leaf["facts"], "origin": origin, "size": size}


STATED = ("year", "number", "receipt_id", "manifest_sha256", "received_at")


def verify_entry(receipt: Mapping[str, Any], shown: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """That the entry of a genuine receipt stands in the signed journal."""
    found = verify_proof(shown, keys)
    facts = found["facts"] or {}
    if found["act"] not in (ENTERED, LOST) or any(facts.get(name) != receipt[name] for name in STATED):
        raise Altered("the proof is that of another entry")
    return {"in the journal": f"line {found['line']:,} of {found['origin']}", "signed over": found["size"]}


# --- Memory and command line ------------------------------------------------------------------------------


class Memory:
    """The checkpoints seen before, in a file that only ever gets longer."""

    def __init__(self, path: str | None) -> None:
        self.path = Path(path) if path else None
        known = json.loads(self.path.read_text()) if self.path and self.path.exists() else []
        self.seen: list[Seen] = [(origin, size, bytes.fromhex(root)) for origin, size, root in known]

    def last(self, origin: str) -> tuple[int, bytes]:
        return max(((size, root) for name, size, root in self.seen if name == origin), default=(0, sha256()))

    def knows_another(self, origin: str) -> bool:
        body = origin.partition("/")[0] + "/"
        return any(name != origin and name.startswith(body) for name, _, _ in self.seen)

    def keep(self, origin: str, size: int, root: bytes) -> None:
        if self.path and (origin, size, root) not in self.seen:
            self.seen.append((origin, size, root))
            rows = [[name, length, digest.hex()] for name, length, digest in self.seen]
            self.path.write_text(json.dumps(rows, indent=1) + "\n")


def check_receipt(arguments: argparse.Namespace, keys: Keys) -> Shown:
    path = Path(arguments.text) if len(arguments.text) < 180 else None
    typed = letters_in(path) if path and path.is_file() else arguments.text
    stated = verify_receipt(typed, keys)
    proven = verify_entry(stated, read_json(arguments.proof), keys) if arguments.proof else {}
    return {**stated, **proven}, []


def check_proof(arguments: argparse.Namespace, keys: Keys) -> Shown:
    return verify_proof(read_json(arguments.file), keys), []


def check_checkpoint(arguments: argparse.Namespace, keys: Keys) -> Shown:
    memory = Memory(arguments.remember)
    origin, size, root, more = open_checkpoint(Path(arguments.file).read_text(), keys)
    old, old_root = memory.last(origin)
    if not old and memory.knows_another(origin):
        raise Altered("another log of this body was seen: check its whole journal, which says why")
    path = read_json(arguments.proof)["path"] if arguments.proof else []
    if old and not extends(old, old_root, size, root, [bytes.fromhex(step) for step in path]):
        raise Altered(f"not shown to extend the checkpoint of size {old} (give the proof of it with --proof)")
    memory.keep(origin, size, root)
    return {"origin": origin, "size": size, "root": root.hex(), "lines": more, "extends": old}, []


def check_journal(arguments: argparse.Namespace, keys: Keys) -> Shown:
    memory = Memory(arguments.remember)
    with Path(arguments.file).open(encoding="utf-8") as rows:
        journal = read_journal(map(json.loads, rows), keys, memory.seen)
    if not journal.checkpoints:
        raise Altered("there is no checkpoint in it: nobody signed this journal")
    origin, size, root = journal.end()
    if journal.signed_under == origin:  # what nobody signed yet may still be lost without a word
        memory.keep(origin, journal.signed, journal.root)
    return {"origin": origin, "size": size, "root": root.hex(), **journal.shown()}, journal.losses


def check_case(arguments: argparse.Namespace, keys: Keys) -> Shown:
    beside = importlib.util.spec_from_file_location("verify_case", Path(__file__).with_name("verify_case.py"))
    assert beside is not None
    assert beside.loader is not None
    program = importlib.util.module_from_spec(beside)
    beside.loader.exec_module(program)
    memory = Memory(arguments.remember)
    shown: dict[str, Any] = program.check(sys.modules[__name__], arguments.file, keys, memory.seen)
    memory.keep(shown["origin"], shown["size"], bytes.fromhex(shown["root"]))
    return shown, []


def check_keys(arguments: argparse.Namespace, keys: Keys) -> Shown:
    newer = read_keys(Path(arguments.file).read_text())
    lines = [line.split() for line in Path(arguments.file).read_text().splitlines()]
    unsigned = [name for name, _, *signature in lines if name not in keys and not signature]
    if unsigned or not newer.keys() & keys.keys() or keys.keys() - newer.keys():
        raise Altered("not every new key was signed by the one before it, down to one that you know")
    return {"keys": list(newer), "new": [name for name in newer if name not in keys]}, []


def read_json(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = made.add_subparsers(required=True)
    for name, subject, check in (
        ("journal", "file", check_journal),
        ("receipt", "text", check_receipt),
        ("proof", "file", check_proof),
        ("checkpoint", "file", check_checkpoint),
        ("case", "file", check_case),
        ("keys", "file", check_keys),
    ):
        command = commands.add_parser(name)
        command.add_argument(subject)
        command.add_argument("--keys", required=True, help="file of the public keys that you trust")
        command.add_argument("--json", action="store_true", help="answer as JSON, for programs")
        command.set_defaults(check=check)
        if name in ("journal", "checkpoint", "case"):
            command.add_argument("--remember", help="file that keeps what was seen")
        if name in ("checkpoint", "receipt"):
            command.add_argument("--proof", help="file with the proof, as the body gives it")
    return made


def tell(shown: Mapping[str, Any], losses: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"verified": True, **shown, "losses": losses}, ensure_ascii=False, indent=1))
        return
    print("VERIFIED, WITH A LOSS that the body declares:" if losses else "VERIFIED")
    rows = {**({"lost": losses} if losses else {}), **shown}
    for name, value in rows.items():
        values = value if isinstance(value, list) else [value]
        for place, item in enumerate(values):
            print(f"  {'' if place else name.replace('_', ' '):<16} {item}")


def main(argv: Sequence[str] | None = None) -> int:
    arguments = parser().parse_args(argv)
    try:
        shown, losses = arguments.check(arguments, read_keys(Path(arguments.keys).read_text()))
    except Altered as error:
        print(f"NOT VERIFIED: {error}", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    tell(shown, losses, as_json=arguments.json)
    return 3 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
