"""A collection by two people, and its file."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from lxml import etree

from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting import audit
from shubbak.payments.debiting.actions import (
    approve_collection,
    drop_collection,
    end_mandate,
    fetch_file,
    send_collection,
)
from shubbak.payments.debiting.models import Collection, Debit
from shubbak.payments.debiting.queries import file_of, to_collect
from shubbak.payments.debiting.rules import DebitingRefused, Ending
from shubbak.payments.ledger.actions import cancel_payable, hold_payable, reverse_payment
from shubbak.payments.ledger.queries import credit_of
from tests.payments.cashier_of_test import member
from tests.payments.debiting.test_schema import SCHEMA
from tests.payments.debits_of_test import COLLECT_ON, approved, begun, debits, mandate, owing, sent
from tests.payments.ledger_of_test import DAY, bill, paid, payer


@pytest.fixture(autouse=True)
def _all_is_well_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def leave(collection, at):
    return send_collection(collection_id=collection.pk, staff=member("amina", at), at=at)


def test_what_is_due_is_picked_of_those_who_signed(agency, at):
    someone, [one, two] = owing(at, 40_776, 100)
    bill(someone, 70, at, due_on=COLLECT_ON + timedelta(days=1))
    bill(payer(at), 80, at)
    begun(at)
    assert {debit.payable: debit.amount for debit in debits()} == {one: 40_776, two: 100}


def test_what_is_contested_cancelled_or_collected_already_is_not(agency, at):
    _, [held, gone, free] = owing(at, 1, 2, 3)
    hold_payable(payable_id=held.pk, reason="", actor=SYSTEM, at=at)
    cancel_payable(payable_id=gone.pk, reason="", actor=SYSTEM, at=at, day=DAY)
    begun(at)
    assert [debit.payable for debit in debits()] == [free]
    with pytest.raises(DebitingRefused, match="nothing_due"):
        begun(at)


def test_credit_is_used_before_anything_is_taken(agency, at):
    someone, _ = owing(at, 100)
    paid(someone, [], at, amount=30)
    begun(at)
    assert ([debit.amount for debit in debits()], credit_of(someone.pk)) == ([70], 0)


@pytest.mark.parametrize("days", [0, 5])
def test_it_is_collected_later_on_a_day_of_banks(agency, at, days):
    owing(at, 100)
    with pytest.raises(DebitingRefused, match="day"):
        begun(at, DAY + timedelta(days=days))


def test_nobody_approves_what_they_began(agency, at):
    owing(at, 100)
    collection = begun(at)
    with pytest.raises(DebitingRefused, match="same_person"):
        approve_collection(collection_id=collection.pk, staff=member("amina", at), at=at)
    rows = Collection.objects.filter(pk=collection.pk)
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        rows.update(approved_by=collection.begun_by_id, approved_at=at, state="approved")
    with pytest.raises(DebitingRefused, match="not_approved"):
        leave(collection, at)


def test_the_file_is_kept_byte_for_byte_and_whoever_takes_it_is_noted(agency, at):
    owing(at, 40_776)
    collection = sent(at)
    content = fetch_file(collection_id=collection.pk, staff=member("amina", at), at=at)
    SCHEMA.assertValid(etree.fromstring(content))
    assert b"MA64011519000001205000534921" in content
    assert leave(collection, at).file == collection.file
    assert file_of(collection) == content


def test_what_was_paid_contested_or_withdrawn_meanwhile_is_left_out(agency, at):
    someone, [whole, part, held] = owing(at, 100, 200, 300)
    other, _ = owing(at, 400)
    collection = approved(at)
    paid(someone, [(whole, 100), (part, 50)], at)
    hold_payable(payable_id=held.pk, reason="", actor=SYSTEM, at=at)
    signed = other.mandates.get()
    end_mandate(mandate_id=signed.pk, ending=Ending.WITHDRAWN, actor=SYSTEM, at=at, day=DAY)
    leave(collection, at)
    faults = {debit.payable.amount: (debit.fault, debit.state, debit.amount) for debit in debits()}
    assert faults == {
        100: ("settled", "left_out", 100),
        200: ("", "sent", 150),
        300: ("contested", "left_out", 300),
        400: ("ended", "left_out", 400),
    }


def test_no_more_is_asked_than_was_approved(agency, at):
    someone, [owed] = owing(at, 100)
    part = paid(someone, [(owed, 40)], at)
    collection = approved(at)
    reverse_payment(payment_id=part.pk, reason="", actor=SYSTEM, at=at, day=DAY)
    leave(collection, at)
    assert [debit.amount for debit in debits()] == [60]


def test_a_collection_of_which_nothing_is_left_does_not_leave(agency, at):
    someone, [owed] = owing(at, 100)
    collection = approved(at)
    paid(someone, [(owed, 100)], at)
    with pytest.raises(DebitingRefused, match="nothing_due"):
        leave(collection, at)


def test_the_first_debit_of_a_mandate_says_so(agency, at):
    someone, _ = owing(at, 100, 200)
    sent(at)
    assert [debit.is_first for debit in debits()] == [True, False]
    bill(someone, 300, at)
    sent(at)
    assert [debit.is_first for debit in debits()] == [True, False, False]


def test_what_is_given_up_is_free_again_and_what_left_is_not_given_up(agency, at):
    owing(at, 100)
    first = begun(at)
    drop_collection(collection_id=first.pk, staff=member("amina", at), at=at)
    second = sent(at)
    with pytest.raises(DebitingRefused, match="file_left"):
        drop_collection(collection_id=second.pk, staff=member("amina", at), at=at)
    assert [debit.state for debit in debits()] == ["left_out", "sent"]


@pytest.mark.parametrize(("model", "change"), [(Debit, {"amount": 1}), (Collection, {"collect_on": DAY})])
def test_what_a_bank_was_asked_is_never_altered(agency, at, model, change):
    owing(at, 100)
    sent(at)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        model.objects.update(**change)


def test_something_owed_is_in_one_collection_though_two_begin_at_once(agency, at, monkeypatch):
    someone, _ = owing(at, 100)
    stale = to_collect(COLLECT_ON)
    begun(at)
    monkeypatch.setattr("shubbak.payments.debiting.actions.collecting.to_collect", lambda on: stale)
    with pytest.raises(DebitingRefused, match="nothing_due"):
        begun(at)
    mandate(someone, at)
    with pytest.raises(DebitingRefused, match="nothing_due"):
        begun(at)
    assert Debit.objects.count() == 1
