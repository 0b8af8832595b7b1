"""Mandates: signed, replaced, ended, lapsed; nothing of them is altered."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from shubbak.journal.models import Leaf, LeafContent
from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting import audit
from shubbak.payments.debiting.actions import end_mandate, lapse_mandates
from shubbak.payments.debiting.models import Mandate
from shubbak.payments.debiting.queries import mandate_on
from shubbak.payments.debiting.rules import DebitingRefused, Ending
from shubbak.payments.debiting.sealing import opened_account
from tests.payments.debits_of_test import FRENCH, IBAN, mandate
from tests.payments.ledger_of_test import DAY, payer


@pytest.fixture(autouse=True)
def _all_is_well_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def ended(signed, at, ending=Ending.WITHDRAWN):
    return end_mandate(mandate_id=signed.pk, ending=ending, actor=SYSTEM, at=at, day=DAY)


def test_a_mandate_has_a_number_and_an_account_that_only_its_end_is_shown_of(agency, at):
    someone = payer(at)
    signed = mandate(someone, at, bic="bcma mamc")
    assert (signed.reference, signed.bic, signed.last_four) == ("M2026-000001", "BCMAMAMC", "4921")
    assert opened_account(agency, signed.sealed) == IBAN
    assert mandate_on(someone.pk, DAY) == signed


def test_a_new_mandate_takes_the_place_of_the_old_one(agency, at):
    someone = payer(at)
    old, new = mandate(someone, at), mandate(someone, at, account=FRENCH)
    old.refresh_from_db()
    assert (old.ended_on, old.ending, mandate_on(someone.pk, DAY)) == (DAY, "replaced", new)


def test_it_ends_once(agency, at):
    signed = mandate(payer(at), at)
    ended(signed, at)
    assert mandate_on(signed.payer_id, DAY) is None
    with pytest.raises(DebitingRefused, match="ended_before"):
        ended(signed, at)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"account": "12"}, "length"),
        ({"account": "MA65011519000001205000534921"}, "key"),
        ({"bic": "bank"}, "bic"),
        ({"signed_on": DAY + timedelta(days=1)}, "signed_later"),
    ],
)
def test_what_no_bank_would_take_is_not_kept(agency, at, given, code):
    with pytest.raises(DebitingRefused, match=code):
        mandate(payer(at), at, **given)


def test_a_mandate_that_nobody_used_for_three_years_lapses(agency, at):
    old, young = mandate(payer(at), at, signed_on=date(2023, 11, 17)), mandate(payer(at), at)
    assert mandate_on(old.payer_id, DAY) is None
    assert lapse_mandates(at=at, day=DAY) == 1
    old.refresh_from_db()
    assert (old.ending, mandate_on(young.payer_id, DAY)) == ("lapsed", young)


@pytest.mark.parametrize(
    "change", [{"sealed": FRENCH}, {"sealed": ""}, {"name": "x"}, {"signed_on": DAY}, None]
)
def test_what_was_signed_is_never_altered(agency, at, change):
    signed = mandate(payer(at), at, signed_on=DAY - timedelta(days=1))
    rows = Mandate.objects.filter(pk=signed.pk)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        rows.update(**change) if change else rows.delete()


def test_the_journal_names_neither_person_nor_account(agency, at):
    ended(mandate(payer(at), at), at)
    told = str([*Leaf.objects.values(), *LeafContent.objects.values()])
    assert "M2026-000001" in told
    assert "4921" not in told
    assert "أمينة" not in told
