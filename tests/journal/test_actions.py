import hashlib

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from shubbak.foundation import merkle
from shubbak.journal import audit, queries, signing
from shubbak.journal.actions import action, before_flush, checkpoint, erase_parties, record
from shubbak.journal.models import Checkpoint, Head, Leaf, LeafContent
from shubbak.journal.rules import SYSTEM, Actor

CLERK = Actor(kind="staff", id="7", name="سعاد")


@action
def act(at, about="1/2026", count=1, **facts):
    for number in range(count):
        record(what="test.acted", about=about, actor=CLERK, at=at, facts={"n": number, **facts})


def found():
    return list(audit.problems())


@pytest.mark.asvs("16.2.1")
@pytest.mark.asvs("16.2.2")
def test_a_line_is_read_as_it_was_recorded(agency, at):
    act(at, reason="ملف كامل", yes=True, nothing=None)
    (line,) = queries.lines_about("1/2026")
    assert (line.index, line.at, line.what, line.actor_kind) == (0, at, "test.acted", "staff")
    assert (line.actor_id, line.actor_name) == ("7", "سعاد")
    assert line.facts == {"n": 0, "reason": "ملف كامل", "yes": True, "nothing": None}


def test_an_untouched_journal_has_no_problem(agency, at):
    act(at)
    act(at, count=12)
    assert queries.tree_head().size == 13
    assert found() == []


def test_nothing_is_recorded_outside_an_action(agency, at):
    with pytest.raises(LookupError):
        record(what="x", about="y", actor=SYSTEM, at=at)
    with pytest.raises(LookupError):
        before_flush(lambda: None)


def test_what_was_put_off_runs_after_all_else_and_may_still_record(agency, at):
    order = []

    @action
    def outer():
        before_flush(lambda: (order.append("late"), record(what="late", about="z", actor=SYSTEM, at=at)))
        inner()
        order.append("outer")

    @action
    def inner():
        order.append("inner")
        record(what="early", about="z", actor=SYSTEM, at=at)

    outer()
    assert order == ["inner", "outer", "late"]
    assert [line.what for line in queries.lines_about("z")] == ["early", "late"]


@pytest.mark.asvs("2.3.3")
def test_a_failed_action_leaves_no_line(agency, at):
    @action
    def fails():
        record(what="x", about="y", actor=SYSTEM, at=at)
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fails()
    assert queries.tree_head().size == 0
    act(at)
    assert found() == []


def test_forgetting_a_person_keeps_every_proof(agency, at):
    act(at, count=5)
    before = queries.root_at(5)
    erase_parties(indexes=[1, 3], about="law", actor=SYSTEM, at=at)
    assert [line.actor_name for line in queries.lines_about("1/2026")] == ["سعاد", "", "سعاد", "", "سعاد"]
    assert queries.root_at(5) == before
    assert found() == []


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_leaf SET about = 'x'",
        "DELETE FROM journal_leaf",
        "TRUNCATE journal_leaf",
        "DELETE FROM journal_leafcontent",
        "TRUNCATE journal_leafcontent",
        "UPDATE journal_leafcontent SET content = '{}'",
        "UPDATE journal_leafcontent SET party = NULL",
        "UPDATE journal_head SET size = 0",
        "DELETE FROM journal_head",
        "UPDATE journal_checkpoint SET note = ''",
        "DELETE FROM journal_checkpoint",
    ],
)
def test_the_database_refuses_to_alter_the_journal(agency, at, statement):
    act(at)
    Checkpoint.objects.create(size=1, root=bytes(32), note="", at=at)
    with (
        pytest.raises((InternalError, ProgrammingError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_first_checkpoint_names_its_key_and_later_ones_extend_it(agency, at, signer):
    act(at, count=3)
    first = checkpoint(at=at)
    assert first.size == 4
    (declared,) = queries.lines_about(f"key:{next(iter(signing.public_keys())).hex()}")
    assert declared.facts == {"public_key": signing.signing_key().hex()}
    assert checkpoint(at=at) is None
    act(at, count=4)
    assert checkpoint(at=at).size == 8
    assert found() == []


def test_no_checkpoint_without_a_signer(agency, at):
    act(at)
    assert checkpoint(at=at) is None


def test_a_journal_cut_short_gets_no_new_checkpoint(agency, at, signer):
    act(at, count=3)
    checkpoint(at=at)
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
    act(at)
    assert checkpoint(at=at).size == 5
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert checkpoint(at=at) is None
    act(at, other="history")
    act(at, other="history")
    assert checkpoint(at=at) is None


def test_every_leaf_is_proved_against_the_root(agency, at):
    act(at, count=21)
    head = queries.tree_head()
    assert queries.root_at(21) == head.root
    for leaf in Leaf.objects.all():
        proof = queries.inclusion_proof(leaf.index, 21)
        assert merkle.includes(head.root, 21, leaf.index, bytes(leaf.leaf_hash), proof)


def test_a_proof_reads_few_rows(agency, at, django_assert_num_queries):
    act(at, count=100)
    with django_assert_num_queries(1):
        queries.consistency_proof(37, 100)


def test_salts_hide_equal_facts(agency, at):
    act(at)
    act(at)
    first, second = Leaf.objects.all()
    assert bytes(first.content_commitment) != bytes(second.content_commitment)
    assert len({bytes(row.content_salt) for row in LeafContent.objects.all()}) == 2


def test_each_agency_has_a_log_of_its_own(agency, other_agency, at):
    connection.set_tenant(agency)
    act(at)
    here = Head.objects.get()
    connection.set_tenant(other_agency)
    there = Head.objects.get()
    assert there.size == 0
    assert here.origin != there.origin
    assert here.origin.startswith("miyah/journal/")
    assert queries.tree_head().root == hashlib.sha256(b"").digest()
