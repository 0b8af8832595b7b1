"""The auditor's program against what Shubbak itself writes."""

import json
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.journal import queries
from shubbak.journal.actions import action, checkpoint, erase_parties, record
from shubbak.journal.export import export_lines
from shubbak.journal.receipt import decode, from_text, key_id
from shubbak.journal.rules import SYSTEM
from shubbak.registry.books import signing, verifying
from tests.registry.entered import entered
from tests.signer import signer
from tools import verify

__all__ = ["signer"]
PROGRAM = Path(verify.__file__)


def run(*arguments):
    command = [sys.executable, "-I", "-S", str(PROGRAM), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@action
def act(at, count):
    for number in range(count):
        record(
            what="test.acted", about="سجل", actor=SYSTEM, at=at, facts={"n": number, "ok": True, "none": None}
        )


@pytest.fixture
def exported(agency, at, signer, tmp_path):
    """A journal with two checkpoints, written to a file, and the published keys beside it."""
    act(at, 5)
    checkpoint(at=at)
    act(at, 6)
    checkpoint(at=at)
    path = tmp_path / "journal.jsonl"
    path.write_text("\n".join(export_lines(with_parties=True)) + "\n")
    return path


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.data())
@settings(max_examples=25, deadline=None)
def test_its_ed25519_agrees_with_openssl(seed, message, data):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert verify.signed_by(public, message, signature)
    place = data.draw(st.integers(0, 511))
    flipped = bytearray(signature)
    flipped[place // 8] ^= 1 << place % 8
    assert not verify.signed_by(public, message, bytes(flipped))
    assert not verify.signed_by(public, message + b"x", signature)


def test_a_signature_with_the_order_added_is_refused():
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = private.sign(b"m")
    scalar = int.from_bytes(signature[32:], "little") + verify.ORDER
    malleable = signature[:32] + scalar.to_bytes(32, "little")
    assert not verify.signed_by(private.public_key().public_bytes_raw(), b"m", malleable)


def test_an_untouched_journal_is_verified_without_shubbak(exported, tmp_path):
    keys, memory = tmp_path / "keys" / "signer.pub", tmp_path / "memory.json"
    for _ in range(2):
        found = run("journal", exported, "--keys", keys, "--remember", memory, "--json")
        assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["size"] == queries.tree_head().size == 12
    assert len(json.loads(memory.read_text())) == 1


def test_a_journal_without_parties_or_with_erased_ones_is_verified(exported, at, tmp_path):
    erase_parties(indexes=[0, 3], about="law", actor=SYSTEM, at=at)
    for with_parties in (True, False):
        exported.write_text("\n".join(export_lines(with_parties=with_parties)) + "\n")
        assert run("journal", exported, "--keys", tmp_path / "keys" / "signer.pub").returncode == 0


def test_an_altered_line_is_found(exported, tmp_path):
    exported.write_text(exported.read_text().replace('"n": 3', '"n": 4', 1))
    found = run("journal", exported, "--keys", tmp_path / "keys" / "signer.pub")
    assert (found.returncode, "facts" in found.stderr) == (1, True)


def test_a_cut_tail_is_found_by_who_remembers(exported, tmp_path):
    keys, memory = tmp_path / "keys" / "signer.pub", tmp_path / "memory.json"
    run("journal", exported, "--keys", keys, "--remember", memory)
    lines = exported.read_text().splitlines()
    exported.write_text("\n".join(lines[:8]) + "\n")
    assert run("journal", exported, "--keys", keys).returncode == 0
    assert run("journal", exported, "--keys", keys, "--remember", memory).returncode == 1


def test_a_person_reads_what_was_verified(exported, tmp_path):
    told = run("journal", exported, "--keys", tmp_path / "keys" / "signer.pub").stdout
    assert told.startswith("VERIFIED\n  origin           miyah/journal/")
    assert "leaves           12, each recomputed" in told
    assert "checkpoints      2, the last over 12 leaves at 2026-11-17T09:00:00Z" in told


def test_a_journal_that_nobody_signed_is_not_verified(exported, tmp_path):
    rows = [row for row in exported.read_text().splitlines() if '"checkpoint"' not in row]
    exported.write_text("\n".join(rows) + "\n")
    found = run("journal", exported, "--keys", tmp_path / "keys" / "signer.pub")
    assert (found.returncode, "nobody signed" in found.stderr) == (1, True)


def test_the_place_of_a_receipt_in_the_journal_is_verified_from_two_files(agency, at, signer, tmp_path):
    text = signing.receipt_text(signing.sign_entry(entry=entered(at), at=at))
    other = signing.receipt_text(signing.sign_entry(entry=entered(at), at=at))
    checkpoint(at=at)
    letters, proof, keys = tmp_path / "receipt.txt", tmp_path / "proof.json", tmp_path / "keys" / "signer.pub"
    letters.write_text("\n".join(text[start : start + 14] for start in range(0, 196, 14)))
    proof.write_text(json.dumps(verifying.proof_of(decode(from_text(text)))[1].shown()))
    assert run("receipt", letters, "--keys", keys, "--proof", proof).returncode == 0
    assert "about            1/2026" in run("proof", proof, "--keys", keys).stdout
    assert "another entry" in run("receipt", other, "--keys", keys, "--proof", proof).stderr
    shown = json.loads(proof.read_text())
    shown["path"][0] = "00" * 32
    proof.write_text(json.dumps(shown))
    assert run("receipt", text, "--keys", keys, "--proof", proof).returncode == 1


def test_a_receipt_is_verified_without_shubbak(agency, at, signer, tmp_path):
    text = signing.receipt_text(signing.sign_entry(entry=entered(at), at=at))
    keys = tmp_path / "keys" / "signer.pub"
    found = run("receipt", text, "--keys", keys, "--json")
    assert json.loads(found.stdout)["number"] == 1
    assert run("receipt", text[:-2] + ("AA" if text[-2:] != "AA" else "BA"), "--keys", keys).returncode == 1
    assert run("receipt", "not a receipt", "--keys", keys).returncode == 2


def test_a_checkpoint_must_extend_the_one_remembered(agency, at, signer, tmp_path):
    note, memory, proof = tmp_path / "note.txt", tmp_path / "memory.json", tmp_path / "proof.json"
    arguments = ("checkpoint", note, "--keys", tmp_path / "keys" / "signer.pub", "--remember", memory)
    act(at, 3)
    note.write_text(checkpoint(at=at).note)
    assert run(*arguments).returncode == 0
    act(at, 3)
    note.write_text(checkpoint(at=at).note)
    assert run(*arguments).returncode == 1
    proof.write_text(json.dumps({"path": [step.hex() for step in queries.consistency_proof(4, 7)]}))
    assert run(*arguments, "--proof", proof).returncode == 0


def test_a_key_file_whose_ids_do_not_belong_is_refused(tmp_path):
    key = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    assert verify.read_keys(f"{key_id(key).hex()} {b64encode(key).decode()}\n") == {key_id(key).hex(): key}
    with pytest.raises(ValueError, match="does not belong"):
        verify.read_keys(f"00000000 {b64encode(key).decode()}\n")
