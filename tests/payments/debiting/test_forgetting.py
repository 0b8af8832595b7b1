"""What names anybody: encrypted at rest, in no table, line or log, and forgotten fourteen months later."""

import logging
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting import audit
from shubbak.payments.debiting.actions import end_mandate, fetch_file, forget_accounts, forget_files
from shubbak.payments.debiting.models import Collection, Mandate
from shubbak.payments.debiting.rules import DebitingRefused, Ending, may_go
from tests.payments.cashier_of_test import member
from tests.payments.debits_of_test import COLLECT_ON, FRENCH, debits, mandate, sent
from tests.payments.ledger_of_test import DAY, bill, payer
from tests.residues import in_files, in_tables

ACCOUNT = "".join(FRENCH.split())
LATER = date(2028, 2, 1)
HOLDER = "أمينة"


@pytest.fixture
def collected(agency, at, settings, tmp_path):
    """Somebody whose account was debited once; files lie in a folder of their own."""
    settings.SHUBBAK_FILES = tmp_path / "files"
    someone = payer(at)
    signed = mandate(someone, at, account=FRENCH)
    bill(someone, 100, at)
    sent(at)
    return signed


def ended(signed, at, day=DAY):
    end_mandate(mandate_id=signed.pk, ending=Ending.WITHDRAWN, actor=SYSTEM, at=at, day=day)


def test_the_number_of_an_account_stands_in_the_file_of_the_bank_alone(collected, at, caplog):
    caplog.set_level(logging.DEBUG)
    ended(collected, at)
    collection = Collection.objects.get()
    assert in_tables([ACCOUNT]) == []
    assert in_files([ACCOUNT]) == [collection.file.file_id]
    assert ACCOUNT.encode() in fetch_file(collection_id=collection.pk, staff=member("amina", at), at=at)
    assert ACCOUNT not in caplog.text


def test_fourteen_months_later_nobody_is_named(collected, at, django_capture_on_commit_callbacks):
    ended(collected, at)
    assert in_tables([HOLDER]) != []
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_accounts(at=at, day=LATER) == forget_files(at=at, day=LATER) == 1
    collected.refresh_from_db()
    assert (collected.sealed, collected.name, collected.last_four, collected.reference) == (
        "",
        "",
        "2606",
        "M2026-000001",
    )
    assert [debit.amount for debit in debits()] == [100]
    assert list(audit.problems()) == []
    assert forget_accounts(at=at, day=LATER) == forget_files(at=at, day=LATER) == 0
    with pytest.raises(DebitingRefused, match="not_sent"):
        fetch_file(collection_id=Collection.objects.get().pk, staff=member("amina", at), at=at)


def test_a_mandate_in_force_and_one_that_ended_lately_keep_their_account(collected, at):
    assert forget_accounts(at=at, day=LATER) == 0
    ended(collected, at, day=LATER - timedelta(days=40))
    assert forget_accounts(at=at, day=LATER) == 0


def test_what_was_collected_last_counts_too():
    assert [may_go(COLLECT_ON, date(2028, 1, day)) for day in (19, 20)] == [False, True]


def test_no_more_is_forgotten_than_what_names_somebody(collected, at):
    ended(collected, at)
    for change in ({"sealed": ""}, {"sealed": "", "name": "", "bic": "", "last_four": ""}):
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            Mandate.objects.filter(pk=collected.pk).update(**change)
