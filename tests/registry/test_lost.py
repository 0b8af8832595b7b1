"""Numbers that went with a lost database are written down from the black box, and none is given twice."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction

from shubbak.journal import audit as journal_audit
from shubbak.journal.actions import checkpoint
from shubbak.registry.actions import write_down_lost
from shubbak.registry.books import audit, black_box, signing, verifying
from shubbak.registry.models import Entry, Series
from tests.registry.entered import entered

LATER = timedelta(minutes=1)


@pytest.fixture
def brought_back(agency, at, signer):
    """Two entries were copied; three more, whose receipts people hold, are gone. Gives those receipts."""
    for _ in range(2):
        signing.sign_entry(entry=entered(at), at=at)
    copied = transaction.savepoint()
    texts = [signing.receipt_text(signing.sign_entry(entry=entered(at + n * LATER), at=at)) for n in range(3)]
    transaction.savepoint_rollback(copied)
    return texts


def written(at):
    return write_down_lost(kept=black_box.kept("miyah"), at=at)


def problems(at):
    return [*audit.problems(), *signing.problems(at), *journal_audit.problems()]


def test_each_lost_number_is_an_entry_again_and_the_next_one_is_new(brought_back, at):
    assert written(at).numbers == ["3/2026", "4/2026", "5/2026"]
    assert list(Entry.objects.filter(channel="lost").values_list("number", flat=True)) == [3, 4, 5]
    assert entered(at + 5 * LATER).number == 6
    assert problems(at) == []
    assert written(at).numbers == []


def test_the_receipt_of_a_lost_entry_verifies_and_the_register_says_that_it_is_lost(brought_back, at):
    written(at)
    checkpoint(at=at)
    found = [verifying.verdict(text) for text in brought_back]
    assert {(verdict.issue, verdict.place) for verdict in found} == {("genuine", "lost")}


def test_a_number_of_which_nobody_has_a_receipt_is_written_down_too(brought_back, at):
    path = settings.SHUBBAK_BLACK_BOX / "miyah.log"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:3], lines[4], lines[0][:50]]) + "\n")
    assert written(at).numbers == ["3/2026", "4/2026", "5/2026"]
    assert Entry.objects.get(number=4).receipt.signature is None
    assert signing.sign_pending(at=at) == 1
    assert problems(at) == []


def test_a_line_without_its_register_is_placed_by_its_kind(brought_back, at):
    path = settings.SHUBBAK_BLACK_BOX / "miyah.log"
    path.write_text("".join(f"{line.rpartition(' ')[0]}\n" for line in path.read_text().splitlines()))
    assert written(at).numbers == ["3/2026", "4/2026", "5/2026"]


def test_what_cannot_be_written_down_is_said(brought_back, at):
    path = settings.SHUBBAK_BLACK_BOX / "miyah.log"
    code = Series.objects.get().register.code
    path.write_text(path.read_text().replace(f" {code}\n", " unheard\n"))
    assert written(at).problems == ["register unheard of 2026 is not in the copy: 3 numbers"]
    path.write_text(path.read_text().replace(" unheard\n", f" {code}\n"))
    entered(at)
    assert "belong to other receipts" in written(at).problems[0]
