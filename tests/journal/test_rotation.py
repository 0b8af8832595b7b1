"""A new signing key, signed by the old one; whoever knows the old one follows."""

import json
import stat
from base64 import b64encode

import pytest

from shubbak.journal import audit, queries, rotating, signing
from shubbak.journal.actions import action, checkpoint, record
from shubbak.journal.export import export_lines
from shubbak.journal.rotation import handover
from shubbak.journal.rules import SYSTEM
from shubbak.journal.signer_store import KEY_FILE, NEXT_FILE, PUBLIC_FILE, SignerStore
from tools import verify


@action
def act(at):
    record(what="test.acted", about="1/2026", actor=SYSTEM, at=at)


def test_the_running_signer_takes_the_new_key_up_and_the_old_one_signed_it(signer, tmp_path):
    old = signing.signing_key()
    SignerStore(tmp_path).rotate()
    new = signing.signing_key()
    first, second = signing.published_keys()
    assert (first.key, second.key) == (old, new)
    assert signing.verify(old, handover(old, new), second.signature)
    assert signer.signer.answer(b"K")[1:] == new
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_an_auditor_who_knows_the_first_key_follows_through_the_journal(agency, at, signer, tmp_path):
    act(at)
    checkpoint(at=at)
    known = verify.read_keys((tmp_path / PUBLIC_FILE).read_text())
    SignerStore(tmp_path).rotate()
    act(at)
    checkpoint(at=at)
    rows = [json.loads(line) for line in export_lines()]
    journal = verify.read_journal(rows, known)
    assert (journal.checkpoints, len(journal.keys), journal.rotations) == (2, 2, 1)
    assert list(audit.problems()) == []
    assert verify.read_keys((tmp_path / PUBLIC_FILE).read_text()) == journal.keys


def test_each_new_key_is_a_line_of_the_journal_that_names_the_one_before(agency, at, signer, tmp_path):
    act(at)
    checkpoint(at=at)
    SignerStore(tmp_path).rotate()
    act(at)
    checkpoint(at=at)
    first, second = signing.published_keys()
    [line] = queries.lines_about(f"key:{second.id.hex()}")
    assert line.facts == {
        "public_key": second.key.hex(),
        "before": first.id.hex(),
        "signature": second.signature.hex(),
    }


@pytest.mark.parametrize("published", [False, True])
def test_a_rotation_that_was_cut_off_is_ended_or_forgotten(tmp_path, published):
    store = SignerStore(tmp_path)
    old, other = store.key.public, SignerStore(tmp_path / "other")
    (tmp_path / NEXT_FILE).write_text((tmp_path / "other" / KEY_FILE).read_text())
    if published:
        signature = b64encode(store.key.sign(handover(old, other.key.public))).decode()
        line = f"{other.key.id.hex()} {b64encode(other.key.public).decode()} {signature}\n"
        (tmp_path / PUBLIC_FILE).write_text((tmp_path / PUBLIC_FILE).read_text() + line)
    again = SignerStore(tmp_path)
    assert again.key.public == (other.key.public if published else old)
    assert not (tmp_path / NEXT_FILE).exists()


def test_the_command_says_both_keys(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SHUBBAK_HOME", str(tmp_path))
    old = SignerStore(tmp_path).key.id.hex()
    assert rotating.run() == 0
    told = capsys.readouterr().out
    assert old in told
    assert SignerStore(tmp_path).key.id.hex() in told
