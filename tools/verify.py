#!/usr/bin/env python3
"""The auditor's program: one file, nothing but Python 3.9 or newer, neither Shubbak nor its database.

    verify.py receipt TEXT --keys keys.txt
    verify.py checkpoint checkpoint.txt --keys keys.txt [--remember memory.json] [--proof proof.json]
    verify.py journal export.jsonl --keys keys.txt [--remember memory.json]
    verify.py case archive.zip --keys keys.txt [--remember memory.json]     (needs verify_case.py beside it)

``keys.txt`` holds the public keys, a key id and a key in base64 on each line, as the body publishes them; get
it once, on paper or from a place that the body does not run. ``--remember`` keeps every checkpoint that was
seen: a journal that was altered, cut or forked afterwards no longer agrees with the memory, whoever did it.

Exit codes: 0 verified, 1 not genuine or altered, 2 the input cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

# --- Ed25519, verification only (RFC 8032, section 5.1.7) -------------------------------------------------

Point = tuple[int, int, int, int]
Seen = tuple[str, int, bytes]
Keys = Mapping[str, bytes]

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


# --- Signed notes and receipts ----------------------------------------------------------------------------


def read_keys(text: str) -> dict[str, bytes]:
    """Key id (hexadecimal) -> public key, checked against each other."""
    keys = {}
    for line in text.splitlines():
        name, encoded = line.split()
        key = base64.b64decode(encoded, validate=True)
        if sha256(b"shubbak receipt\n\x01", key)[:4].hex() != name:
            raise ValueError("a key id does not belong to its key")
        keys[name] = key
    return keys


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

    def framed(tag: bytes, body: bytes) -> bytes:
        return tag + len(body).to_bytes(8, "big") + body

    if value is None:
        return framed(b"n", b"")
    if isinstance(value, bool):
        return framed(b"b", b"1" if value else b"0")
    if isinstance(value, int):
        return framed(b"i", str(value).encode())
    if isinstance(value, str):
        return framed(b"s", value.encode())
    if isinstance(value, bytes):
        return framed(b"x", value)
    if isinstance(value, list):
        return framed(b"l", b"".join(map(canonical, value)))
    pairs = sorted((key.encode(), item) for key, item in value.items())
    return framed(b"m", b"".join(framed(b"s", key) + canonical(item) for key, item in pairs))


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


class Journal:
    """An exported journal, recomputed row by row against its checkpoints and those seen before."""

    def __init__(self, keys: Keys, remembered: Iterable[Seen]) -> None:
        self.keys, self.size = keys, 0
        self.origin: str | None = None
        self.peaks: list[bytes] = []
        remembered = list(remembered)
        self.remembered = {size: root for _, size, root in remembered if size}
        self.origins = {origin for origin, _, _ in remembered}

    def read(self, row: Mapping[str, Any]) -> None:
        {"log": self.log, "leaf": self.leaf, "checkpoint": self.checkpoint}[row["type"]](row)

    def log(self, row: Mapping[str, Any]) -> None:
        self.origin = row["origin"]
        if self.size or self.origins - {self.origin}:
            raise Altered("this is another log than the one that was seen")

    def leaf(self, row: Mapping[str, Any]) -> None:
        if row["index"] != self.size:
            raise Altered(f"leaf {row['index']} stands where leaf {self.size} should")
        self.peaks = grow(self.size, self.peaks, leaf_hash(row))
        self.size += 1
        seen = self.remembered.pop(self.size, None)
        if seen is not None and seen != root_of(self.peaks):
            raise Altered(f"the first {self.size} leaves are not those of the checkpoint that was seen")

    def checkpoint(self, row: Mapping[str, Any]) -> None:
        origin, size, root, _ = open_checkpoint(row["note"], self.keys)
        if (origin, size, root) != (self.origin, self.size, root_of(self.peaks)):
            raise Altered(f"the checkpoint of size {size} states another tree")

    def end(self) -> Seen:
        if self.origin is None:
            raise Altered("an export begins with the name of its log")
        if self.remembered:
            raise Altered(f"it ends at {self.size}; a checkpoint of size {max(self.remembered)} was seen")
        return self.origin, self.size, root_of(self.peaks)


def verify_journal(rows: Iterable[Mapping[str, Any]], keys: Keys, remembered: Iterable[Seen] = ()) -> Seen:
    """Recompute an exported journal; ``remembered``: (origin, size, root) seen before. Returns the last head.

    :raises Altered: at the first leaf or checkpoint that does not agree.
    """
    journal = Journal(keys, remembered)
    for row in rows:
        journal.read(row)
    return journal.end()


# --- Memory and command line ------------------------------------------------------------------------------


class Memory:
    """The checkpoints seen before, in a file that only ever gets longer."""

    def __init__(self, path: str | None) -> None:
        self.path = Path(path) if path else None
        known = json.loads(self.path.read_text()) if self.path and self.path.exists() else []
        self.seen: list[Seen] = [(origin, size, bytes.fromhex(root)) for origin, size, root in known]

    def last(self, origin: str) -> tuple[int, bytes]:
        return max(((size, root) for name, size, root in self.seen if name == origin), default=(0, sha256()))

    def keep(self, origin: str, size: int, root: bytes) -> None:
        if self.path and (origin, size, root) not in self.seen:
            self.seen.append((origin, size, root))
            rows = [[name, length, digest.hex()] for name, length, digest in self.seen]
            self.path.write_text(json.dumps(rows, indent=1) + "\n")


def check_receipt(arguments: argparse.Namespace, keys: Keys) -> dict[str, str | int]:
    return verify_receipt(arguments.text, keys)


def check_checkpoint(arguments: argparse.Namespace, keys: Keys) -> dict[str, Any]:
    memory = Memory(arguments.remember)
    origin, size, root, more = open_checkpoint(Path(arguments.file).read_text(), keys)
    old, old_root = memory.last(origin)
    proof = json.loads(Path(arguments.proof).read_text())["path"] if arguments.proof else []
    if old and not extends(old, old_root, size, root, [bytes.fromhex(step) for step in proof]):
        raise Altered(f"not shown to extend the checkpoint of size {old} (give the proof of it with --proof)")
    memory.keep(origin, size, root)
    return {"origin": origin, "size": size, "root": root.hex(), "lines": more, "extends": old}


def check_journal(arguments: argparse.Namespace, keys: Keys) -> dict[str, Any]:
    memory = Memory(arguments.remember)
    with Path(arguments.file).open(encoding="utf-8") as rows:
        origin, size, root = verify_journal(map(json.loads, rows), keys, memory.seen)
    memory.keep(origin, size, root)
    return {"origin": origin, "size": size, "root": root.hex()}


def check_case(arguments: argparse.Namespace, keys: Keys) -> dict[str, Any]:
    beside = importlib.util.spec_from_file_location("verify_case", Path(__file__).with_name("verify_case.py"))
    assert beside is not None
    assert beside.loader is not None
    program = importlib.util.module_from_spec(beside)
    beside.loader.exec_module(program)
    memory = Memory(arguments.remember)
    shown: dict[str, Any] = program.check(sys.modules[__name__], arguments.file, keys, memory.seen)
    memory.keep(shown["origin"], shown["size"], bytes.fromhex(shown["root"]))
    return shown


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for name, subject, check in (
        ("receipt", "text", check_receipt),
        ("checkpoint", "file", check_checkpoint),
        ("journal", "file", check_journal),
        ("case", "file", check_case),
    ):
        command = commands.add_parser(name)
        command.add_argument(subject)
        command.add_argument("--keys", required=True, help="file of public keys")
        command.set_defaults(check=check)
        if name != "receipt":
            command.add_argument("--remember", help="file that keeps what was seen")
        if name == "checkpoint":
            command.add_argument("--proof", help="file with the consistency proof since the last one seen")
    arguments = parser.parse_args(argv)
    try:
        shown = arguments.check(arguments, read_keys(Path(arguments.keys).read_text()))
    except Altered as error:
        print(f"NOT VERIFIED: {error}", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError, OSError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    print(json.dumps({"verified": True, **shown}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
