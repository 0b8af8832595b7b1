"""Checks the archive of a file, for verify.py, which stands beside it and has the cryptography.

    verify.py case archive.zip --keys keys.txt

What it finds out without a network and without the body: that the archive holds exactly what the body's key
signed, byte for byte, and nothing between; that each line of the journal in it stands in the body's log,
under a checkpoint that the key signed; that the receipt is genuine and was given for exactly these papers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

MANIFEST, NOTE = "manifest.json", "manifest.note"
LINES, CHECKPOINT = "journal/lines.jsonl", "journal/checkpoint.txt"
RECEIPT, DEPOSIT = "receipt/receipt.txt", "receipt/manifest.json"
MOST_BYTES = 2 * 1024**3
CHUNK = 1024 * 1024
UNREADABLE = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError)
"""What Python says of bytes that are no ZIP, of a damaged member, of a locked one."""


def check(verify: Any, path: str, keys: Mapping[str, bytes], seen: Iterable[Any] = ()) -> dict[str, Any]:
    """What the archive is about, and what of it was verified.

    :param verify: the module verify.py.
    :raises verify.Altered: if anything in it is not what was signed.
    :raises ValueError: if it is no archive.
    """
    try:
        with open(path, "rb") as file, ZipFile(file) as archive:
            if not is_filled(file, archive):
                raise verify.Altered("something stands in the archive that is no member of it")
            return Archive(verify, archive, keys).check(seen)
    except UNREADABLE as error:
        raise ValueError(f"this is no whole ZIP: {error}") from error


class Archive:
    def __init__(self, verify: Any, archive: ZipFile, keys: Mapping[str, bytes]) -> None:
        self.verify, self.archive, self.keys = verify, archive, keys
        self.names = archive.namelist()
        self.hashes: set[str] = set()

    def check(self, seen: Iterable[Any]) -> dict[str, Any]:
        self.must(len(set(self.names)) == len(self.names), "two members bear one name")
        self.must(all(map(is_safe, self.names)), "the name of a member leads out of the archive")
        stated = self.statement()
        self.members(stated["manifest"], stated["about"])
        note = self.text(CHECKPOINT)
        origin, size, root, _more = self.verify.open_checkpoint(note, self.keys)
        named = (stated["log"], *stated["checkpoint"].split(" "))
        self.must(
            named == (origin, str(size), base64.b64encode(root).decode()), "another checkpoint was signed"
        )
        for log, length, digest in seen:
            self.must((log, length) != (origin, size) or digest == root, "another checkpoint was seen before")
        lines = [self.line(json.loads(line), size, root) for line in self.text(LINES).splitlines()]
        case = json.loads(self.text("case.json"))
        self.must(case["id"] == stated["about"], "the facts are those of another file")
        its_names = {case["number"], f"case:{case['id']}"}
        self.must(set(lines) <= its_names, "a line of the journal is about something else")
        shown = {"number": case["number"], "made_at": stated["time"], "members": len(self.names) - 2}
        receipt = self.receipt()
        return {
            **shown,
            "lines": len(lines),
            "receipt": receipt,
            "origin": origin,
            "size": size,
            "root": root.hex(),
        }

    def statement(self) -> dict[str, str]:
        """The lines of the statement by their first word, once a known key is found to have signed it."""
        text, mark, signature = self.text(NOTE).rpartition("\n\n\u2014 ")
        form, *lines = text.split("\n")
        found = dict(line.split(" ", 1) for line in lines)
        wanted = ["log", "checkpoint", "about", "manifest", "time"]
        self.must(bool(mark) and form == "shubbak archive 1" and list(found) == wanted, "no signed statement")
        name, _, encoded = signature.strip().partition(" ")
        self.must(name == found["log"] + "/archive", "the statement was signed under another name")
        blob, message = base64.b64decode(encoded, validate=True), (text + "\n").encode()
        for key in self.keys.values():
            called = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
            if called == blob[:4] and self.verify.signed_by(key, message, blob[4:]):
                return found
        raise self.verify.Altered("no known key signed this archive")

    def members(self, manifest_sha256: str, about: str) -> None:
        manifest = self.archive.read(MANIFEST)
        self.must(hashlib.sha256(manifest).hexdigest() == manifest_sha256, "the list of members was altered")
        listed = json.loads(manifest)
        self.must(listed["about"] == about, "the list of members is that of another file")
        wanted = [member["name"] for member in listed["members"]]
        self.must(
            self.names == [*wanted, MANIFEST, NOTE], "a member is missing, is one too many, or was moved"
        )
        for member in listed["members"]:
            self.must(
                self.measured(member["name"]) == (member["size"], member["sha256"]),
                f"{member['name']} is not what was signed",
            )
            self.hashes.add(member["sha256"])

    def measured(self, name: str) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        with self.archive.open(name) as file:
            while part := file.read(CHUNK):
                digest.update(part)
                size += len(part)
                self.must(size <= MOST_BYTES, f"{name} is larger than any paper")
        return size, digest.hexdigest()

    def line(self, row: Mapping[str, Any], size: int, root: bytes) -> str:
        """What a line is about, once it is shown to stand in the tree."""
        path = [bytes.fromhex(step) for step in row["path"]]
        here = self.verify.includes(root, size, row["index"], self.verify.leaf_hash(row), path)
        self.must(here, f"line {row['index']} does not stand in the journal")
        return str(row["about"])

    def receipt(self) -> dict[str, Any] | None:
        """What the receipt states; None where it was not signed yet."""
        if RECEIPT not in self.names:
            return None
        stated: dict[str, Any] = self.verify.verify_receipt(self.text(RECEIPT), self.keys)
        if DEPOSIT in self.names:
            deposit = json.loads(self.text(DEPOSIT))
            files = [[file["name"], file["size"], file["sha256"]] for file in deposit["files"]]
            nonce, answers = bytes.fromhex(deposit["nonce"]), deposit["answers_sha256"]
            content = self.verify.canonical(["shubbak manifest 1", nonce, deposit["service"], answers, files])
            digest = hashlib.sha256(content).hexdigest()
            self.must(digest == stated["manifest_sha256"], "the receipt was given for another deposit")
            self.must({file[2] for file in files} <= self.hashes, "a paper of the deposit is missing")
        return stated

    def text(self, name: str) -> str:
        self.must(name in self.names, f"{name} is missing")
        return self.archive.read(name).decode()

    def must(self, holds: bool, words: str) -> None:
        if not holds:
            raise self.verify.Altered(words)


def is_filled(file: BinaryIO, archive: ZipFile) -> bool:
    """Whether the members follow each other from the first byte to the directory, and nothing else."""
    place = 0
    for member in archive.infolist():
        file.seek(member.header_offset)
        name, extra = struct.unpack("<26xHH", file.read(30))
        if member.header_offset != place or extra or member.extra or member.comment:
            return False
        sizes_behind = 16 if member.flag_bits & 0x08 else 0
        place += 30 + name + member.compress_size + sizes_behind
    return place == archive.start_dir and not archive.comment


def is_safe(name: str) -> bool:
    """Whether a name stays in the folder where the archive is unpacked."""
    steps = name.split("/")
    return not {"", ".", ".."} & set(steps) and not any(sign in name for sign in "\\:\x00")
