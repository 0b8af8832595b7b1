import os
import socket
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from shubbak.foundation import merkle
from shubbak.foundation.signed_note import Checkpoint
from shubbak.journal import protocol, receipt, signing
from shubbak.journal.archive_statement import ArchiveStatement
from shubbak.journal.signer import serve

ROOT = Path(__file__).resolve().parents[2]
LEAVES = [merkle.leaf_hash(bytes([number])) for number in range(9)]


def payload(key_id, **changes):
    facts = {
        "key_id": key_id,
        "agency": 1,
        "kind": "incoming",
        "year": 2026,
        "number": 1482,
        "received_at": datetime(2026, 11, 17, 9, 0, tzinfo=UTC),
        "receipt_id": bytes(range(8)),
        "manifest_sha256": bytes(32),
    }
    return receipt.encode(receipt.ReceiptFacts(**facts | changes))


def statement(size, leaves=LEAVES, origin="miyah/journal/1"):
    return Checkpoint(origin, size, merkle.root(merkle.frontier_of(leaves[:size]))).text()


def extension(old, new, leaves=LEAVES):
    def stored(part):
        level, index = part
        return merkle.root(merkle.frontier_of(leaves[index << level : (index + 1) << level]))

    return merkle.proof(merkle.consistency_ranges(old, new), stored)


def current_key_id():
    return receipt.key_id(signing.signing_key())


@pytest.mark.asvs("11.2.1")
@pytest.mark.asvs("11.2.3")
def test_a_receipt_is_signed_with_the_published_key(signer):
    wanted = payload(current_key_id())
    signature = signing.sign_receipt(wanted)
    assert signing.verify(signing.public_key(current_key_id()), wanted, signature)
    assert not signing.verify(signing.public_key(current_key_id()), wanted[:-1] + b"x", signature)


def test_the_signer_signs_nothing_that_is_no_receipt(signer):
    good = payload(current_key_id())
    for wrong in (b"", b"x", good[:-1], good + b"x", b"\x02" + good[1:], b"\x01zzzz" + good[5:]):
        assert signing.sign_receipt(wrong) is None
    assert signing.sign_receipt(good)


def test_a_checkpoint_may_only_grow_the_log(signer):
    assert signing.sign_checkpoint(statement(3), [])
    assert signing.sign_checkpoint(statement(7), extension(3, 7))
    assert signing.last_checkpoint("miyah/journal/1")[0] == 7
    assert signing.sign_checkpoint(statement(7), []), "asking again after a lost answer is no fork"
    assert signing.sign_checkpoint(statement(5), []) is None
    assert signing.sign_checkpoint(statement(9), extension(3, 9)) is None


def test_a_forked_log_is_refused_also_after_a_restart_of_the_signer(signer, tmp_path):
    assert signing.sign_checkpoint(statement(4), [])
    other = [*LEAVES[:3], merkle.leaf_hash(b"forged"), *LEAVES[4:]]
    again = serve(tmp_path, tmp_path / "again.sock").signer
    request = protocol.CHECKPOINT + protocol.pack_checkpoint(statement(6, other), extension(4, 6, other))
    assert again.answer(request)[:1] == protocol.REFUSED
    request = protocol.CHECKPOINT + protocol.pack_checkpoint(statement(6), extension(4, 6))
    assert again.answer(request)[:1] == protocol.GOOD


def test_logs_of_two_agencies_do_not_hinder_each_other(signer):
    assert signing.sign_checkpoint(statement(8), [])
    assert signing.sign_checkpoint(statement(2, origin="madina/journal/1"), [])


@pytest.mark.parametrize(
    "body", [b"", b"C", b"C\x00\x00\x00\x09abc", b"L\xff", b"R\xff", b"Z", b"C\x00\x00\x00\x01\xff"]
)
def test_malformed_requests_are_refused_and_the_signer_lives(signer, body):
    assert signer.signer.answer(body)[:1] == protocol.REFUSED
    assert len(signing.signing_key()) == 32


def test_a_client_that_hangs_up_harms_nobody(signer, settings):
    rude = socket.socket(socket.AF_UNIX)
    rude.connect(str(settings.SHUBBAK_SIGNER_SOCKET))
    rude.sendall(b"\x00\x00")
    rude.close()
    assert signing.sign_receipt(payload(current_key_id()))


def test_many_clients_are_served_at_once(signer):
    key_id = current_key_id()
    results = []

    def ask(number):
        results.append(signing.sign_receipt(payload(key_id, number=number)))
        signing.hang_up()

    threads = [threading.Thread(target=ask, args=[number]) for number in range(1, 17)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(results)) == 16
    assert None not in results


def test_a_signer_that_is_away_is_waited_for_no_longer_than_asked(settings, tmp_path):
    settings.SHUBBAK_HOME, settings.SHUBBAK_SIGNER_SOCKET = tmp_path, tmp_path / "silent.sock"
    signing.hang_up()
    assert signing.sign_receipt(b"x", timeout=0.05) is None
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(str(tmp_path / "silent.sock"))
    silent.listen()
    assert signing.sign_receipt(b"x", timeout=0.05) is None
    signing.hang_up()
    silent.close()


@pytest.mark.asvs("13.3.2")
def test_key_and_socket_are_private(signer, tmp_path):
    assert stat.S_IMODE((tmp_path / "keys" / "signer.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "run" / "signer.sock").stat().st_mode) == 0o600
    for folder in ("run", "keys", "signer"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "signer.pub").stat().st_mode) == 0o644


def test_a_socket_folder_open_to_others_is_refused(tmp_path):
    (tmp_path / "open").mkdir(mode=0o777)
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(PermissionError):
        serve(tmp_path, tmp_path / "open" / "signer.sock")


def test_a_path_too_long_for_a_socket_gets_a_short_private_one():
    deep = Path("/tmp") / ("x" * 120) / "signer.sock"
    assert len(os.fsencode(protocol.usable_path(deep))) <= 107
    assert protocol.usable_path(Path("/tmp/short.sock")) == Path("/tmp/short.sock")


def test_an_old_key_stays_published_after_a_new_one(signer, settings, tmp_path):
    old = current_key_id()
    (tmp_path / "keys" / "signer.key").unlink()
    serve(tmp_path, tmp_path / "next.sock").server_close()
    assert next(iter(signing.public_keys())) == old
    assert len(signing.public_keys()) == 2


def test_the_process_of_the_signer_is_small_and_knows_no_django(tmp_path):
    code = "import sys, shubbak.journal.signer; print(any('django' in name for name in sys.modules))"
    command = [sys.executable, "-c", code + "; print(open('/proc/self/status').read())"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.startswith("False")
    resident = next(line for line in shown.splitlines() if line.startswith("VmRSS"))
    assert int(resident.split()[1]) < 40 * 1024


def archive(size, origin="miyah/journal/1", leaves=LEAVES, **changes):
    root = merkle.root(merkle.frontier_of(leaves[:size]))
    facts = {"about": UUID(int=7), "manifest_sha256": bytes(32), "at": datetime(2026, 11, 17, tzinfo=UTC)}
    return ArchiveStatement(origin, size, root, **facts | changes).text()


def test_an_archive_is_signed_under_a_checkpoint_of_its_log(signer):
    assert signing.sign_checkpoint(statement(7), [])
    for size in (7, 3):
        text = archive(size)
        signature = signing.sign_archive(text, extension(size, 7) if size < 7 else [])
        assert signing.verify(signing.public_key(current_key_id()), text.encode(), signature)


def test_no_archive_is_signed_under_another_history(signer):
    assert signing.sign_checkpoint(statement(5), [])
    other = [*LEAVES[:2], merkle.leaf_hash(b"forged"), *LEAVES[3:]]
    assert signing.sign_archive(archive(5, leaves=other), []) is None
    assert signing.sign_archive(archive(6), []) is None
    assert signing.sign_archive(archive(5, origin="omran/journal/1"), []) is None


def test_what_is_signed_as_one_thing_is_never_well_formed_as_another(signer):
    assert signing.sign_checkpoint(statement(5), [])
    assert signing.sign_archive(statement(5), []) is None
    assert signing.sign_checkpoint(archive(5), []) is None
    assert signing.sign_receipt(archive(5).encode()[:58]) is None
    for wrong in (archive(5) + "\n", archive(5).replace("log ", "log  "), archive(5).upper(), ""):
        assert signing.sign_archive(wrong, []) is None
