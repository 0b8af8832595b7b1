"""What somebody owed is taken over by another, who agrees to it."""

from datetime import date

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import (
    cancel_payable,
    hold_payable,
    keep_guarantee,
    pass_guarantee,
    take_over_dues,
)
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import credit_of, dues_of, guarantee_of
from shubbak.payments.ledger.rules import LedgerRefused
from tests.payments.ledger_of_test import DAY, bill, paid, payer

LATER = date(2026, 12, 1)


@pytest.fixture
def estate(agency, at):
    yield payer(at)
    assert list(audit.problems()) == []


@pytest.fixture
def heir(agency, at):
    return payer(at)


def taken_over(estate, heir, at) -> list[Payable]:
    return take_over_dues(payer=estate.pk, by=heir.pk, actor=SYSTEM, at=at, day=DAY)


def test_what_is_left_is_asked_of_the_other_with_its_day_and_words(estate, heir, at):
    first = bill(estate, 30_000, at, words={"ar": "فاتورة أكتوبر"})
    bill(estate, 12_000, at, due_on=LATER)
    paid(estate, [(first, 10_000)], at)
    taken = taken_over(estate, heir, at)
    assert (dues_of(estate.pk), dues_of(heir.pk)) == (0, 32_000)
    assert [(one.amount, one.due_on) for one in taken] == [(20_000, DAY), (12_000, LATER)]
    assert taken[0].words == {"ar": "فاتورة أكتوبر"}


def test_whose_bill_it_was_stays_written(estate, heir, at):
    owed = bill(estate, 30_000, at)
    [taken] = taken_over(estate, heir, at)
    owed.refresh_from_db()
    assert (owed.payer_id, owed.left, taken.origin) == (estate.pk, 0, owed.pk)
    paid(heir, [(taken, 30_000)], at)
    assert (dues_of(heir.pk), credit_of(estate.pk)) == (0, 0)


def test_what_is_contested_stays_contested(estate, heir, at):
    owed = bill(estate, 30_000, at)
    hold_payable(payable_id=owed.pk, reason="", actor=SYSTEM, at=at)
    [taken] = taken_over(estate, heir, at)
    assert taken.held_since == at


def test_what_is_cancelled_is_asked_of_neither(estate, heir, at):
    owed = bill(estate, 30_000, at)
    [taken] = taken_over(estate, heir, at)
    paid(heir, [(taken, 5_000)], at)
    cancel_payable(payable_id=owed.pk, reason="خطأ", actor=SYSTEM, at=at, day=DAY)
    assert (dues_of(estate.pk), dues_of(heir.pk), credit_of(heir.pk)) == (0, 0, 5_000)


def test_a_deposit_goes_with_it(estate, heir, at):
    told = {"about": "contract:1", "actor": SYSTEM, "at": at, "day": DAY}
    keep_guarantee(payer=estate.pk, amount=25_000, **told)
    assert pass_guarantee(payer=estate.pk, to=heir.pk, **told) == 25_000
    assert (guarantee_of(estate.pk), guarantee_of(heir.pk)) == (0, 25_000)
    with pytest.raises(LedgerRefused, match=r"^nothing$"):
        pass_guarantee(payer=estate.pk, to=heir.pk, **told)
