"""A bank and its keys, proposed at the desk, are heard once a second person has put them in force."""

import pytest
from django.db import IntegrityError, transaction

from shubbak.journal.models import Leaf
from shubbak.journal.rules import Actor
from shubbak.payments.biller.actions import (
    approve_bank,
    approve_key,
    draw_secret,
    drop_bank,
    propose_bank,
    withdraw_key,
)
from shubbak.payments.biller.models import Bank, Key
from shubbak.payments.biller.queries import live_keys, waiting_banks, waiting_keys
from shubbak.payments.biller.rules import BillerRefused
from tests.payments.banks_of_test import WORDS, bank

ONE, OTHER = Actor("staff", "1", "Kenza"), Actor("staff", "2", "Omar")


def refused(code: str):
    return pytest.raises(BillerRefused, match=f"^{code}$")


def proposed(at, code: str = "rif") -> Bank:
    return propose_bank(code=code, words=WORDS, actor=ONE, at=at)


def test_a_bank_is_in_force_once_somebody_else_approves(agency, at):
    proposed(at)
    with refused("same_person"):
        approve_bank(code="rif", actor=ONE, at=at)
    assert approve_bank(code="rif", actor=OTHER, at=at).in_force_at == at
    with refused("decided_before"):
        approve_bank(code="rif", actor=OTHER, at=at)
    assert not waiting_banks().exists()


def test_a_key_is_believed_once_somebody_else_approves(agency, at):
    key, secret = draw_secret(bank=bank(at), name="atlas-1", actor=ONE, at=at, is_proposal=True)
    assert (len(secret), dict(live_keys()), list(waiting_keys())) == (32, {}, [key])
    with refused("same_person"):
        approve_key(name="atlas-1", actor=ONE, at=at)
    approve_key(name="atlas-1", actor=OTHER, at=at)
    assert list(live_keys()) == ["atlas-1"]


def test_a_bank_that_waits_has_no_key_and_may_be_dropped(agency, at):
    with refused("bank_waits"):
        draw_secret(bank=proposed(at), name="rif-1", actor=ONE, at=at, is_proposal=True)
    drop_bank(code="rif", actor=ONE, at=at)
    bank(at)
    with refused("decided_before"):
        drop_bank(code="atlas", actor=ONE, at=at)
    assert Bank.objects.get().code == "atlas"


def test_a_key_that_waits_may_be_withdrawn(agency, at):
    draw_secret(bank=bank(at), name="atlas-1", actor=ONE, at=at, is_proposal=True)
    withdraw_key(name="atlas-1", actor=OTHER, at=at)
    with refused("decided_before"):
        approve_key(name="atlas-1", actor=OTHER, at=at)


def test_the_database_refuses_one_person_alone(agency, at):
    proposed(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bank.objects.update(in_force_at=at, approved_by="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Bank.objects.update(in_force_at=at)
    draw_secret(bank=bank(at), name="atlas-1", actor=ONE, at=at, is_proposal=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Key.objects.update(in_force_at=at, approved_by="1")


def test_what_the_operator_writes_down_is_in_force_at_once(agency, at):
    key, _ = draw_secret(bank=bank(at), name="atlas-1", actor=ONE, at=at)
    assert (key.is_waiting, key.bank.is_waiting, key.proposed_by) == (False, False, "")


def test_each_of_it_is_a_line_of_the_journal(agency, at):
    proposed(at)
    approve_bank(code="rif", actor=OTHER, at=at)
    draw_secret(bank=Bank.objects.get(), name="rif-1", actor=ONE, at=at, is_proposal=True)
    approve_key(name="rif-1", actor=OTHER, at=at)
    told = list(
        Leaf.objects.filter(what__startswith="biller.").order_by("index").values_list("what", flat=True)
    )
    names = ("bank_proposed", "bank_approved", "key_proposed", "key_approved")
    assert told == [f"biller.{name}" for name in names]
