"""An older copy was brought back: the log goes on under another name and says so."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from shubbak.journal import audit, queries, signing
from shubbak.journal.actions import action, checkpoint, open_epoch, record
from shubbak.journal.export import export_lines
from shubbak.journal.rules import SYSTEM, Signed
from shubbak.journal.signer_store import PUBLIC_FILE
from tools import verify


@action
def act(at, count=1):
    for number in range(count):
        record(what="test.acted", about="1/2026", actor=SYSTEM, at=at, facts={"n": number})


@pytest.fixture
def restored(agency, at, signer):
    """Four lines and a key were copied and brought back; nine were signed. Gives what was signed."""
    act(at, 4)
    checkpoint(at=at)
    copied = transaction.savepoint()
    act(at, 4)
    checkpoint(at=at)
    signed = Signed(*signing.last_checkpoint(queries.tree_head().origin))
    transaction.savepoint_rollback(copied)
    return signed


def opened(signed, at):
    return open_epoch(signed=signed, abandoned={}, copied_at=at, at=at)


def exported():
    return [json.loads(line) for line in export_lines()]


def test_a_log_that_lost_what_was_signed_does_not_continue_and_gets_no_signature(restored, at):
    assert not queries.continues(restored)
    act(at)
    assert checkpoint(at=at) is None


def test_a_log_that_lost_nothing_continues(agency, at, signer):
    assert queries.continues(Signed(0, b""))
    act(at, 4)
    checkpoint(at=at)
    act(at, 2)
    assert queries.continues(Signed(*signing.last_checkpoint(queries.tree_head().origin)))
    assert not queries.continues(Signed(0, b"")), "a signer that forgot everything cannot say"
    assert not queries.continues(Signed(3, bytes(32)))


def test_an_epoch_is_signed_again_and_the_auditor_reads_of_the_loss(restored, at, tmp_path):
    before = queries.tree_head().origin
    origin = opened(restored, at)
    act(at)
    made = checkpoint(at=at)
    assert (queries.origin_of(made), queries.tree_head().origin) == (origin, origin)
    assert (queries.origin_at(5), queries.origin_at(6)) == (before, origin)
    assert list(audit.problems()) == []
    keys = verify.read_keys((tmp_path / PUBLIC_FILE).read_text())
    found = verify.read_journal(exported(), keys)
    assert found.losses == [f"{before}: leaves 5 to 8, which were signed"]
    assert (found.checkpoints, found.origin) == (2, origin)


def test_the_log_is_renamed_by_the_line_of_an_epoch_alone(restored, at):
    statements = (
        "origin = 'miyah/journal/x'",
        "origin = 'miyah/journal/x', size = size + 1",
        "size = size - 1",
    )
    opened(restored, at)
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE journal_head SET {statement}")
