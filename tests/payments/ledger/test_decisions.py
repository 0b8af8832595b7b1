"""Refunds and debts given up, by two people; instalments."""

from datetime import timedelta

import pytest

from shubbak.journal.rules import Actor
from shubbak.payments.ledger import audit, extension
from shubbak.payments.ledger.actions import (
    ask_refund,
    ask_write_off,
    cancel_payable,
    decide_request,
    lapse_plans,
    make_plan,
)
from shubbak.payments.ledger.queries import (
    balance_of_account,
    credit_of,
    dues_of,
    instalments_of,
    is_paid,
    open_payables,
    requests_to_decide,
)
from shubbak.payments.ledger.rules import LedgerRefused
from tests.payments.ledger_of_test import DAY, bill, paid, payer

AMINA, KARIM = Actor("staff", "amina"), Actor("staff", "karim")
MONTH = timedelta(days=30)


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def asked(someone, amount, at):
    return ask_refund(
        payer=someone.pk, amount=amount, account="bank:attijari", reason="moved away", actor=AMINA, at=at
    )


def decided(request, at, by=KARIM, grant=True):
    return decide_request(request_id=request.pk, is_granted=grant, actor=by, at=at, day=DAY)


def planned(owed, amounts, at):
    parts = [(DAY + MONTH * (rank + 1), amount) for rank, amount in enumerate(amounts)]
    return make_plan(payable_id=owed.pk, parts=parts, actor=AMINA, at=at, day=DAY)


def test_a_refund_leaves_once_a_second_person_grants_it(agency, at):
    someone = payer(at)
    paid(someone, [], at, amount=100)
    request = asked(someone, 60, at)
    assert (list(requests_to_decide()), credit_of(someone.pk)) == ([request], 100)
    decided(request, at)
    assert (credit_of(someone.pk), balance_of_account("bank:attijari:MAD")) == (40, 40)
    with pytest.raises(LedgerRefused, match="decided_before"):
        decided(request, at)


def test_nobody_grants_what_they_asked_for(agency, at):
    someone = payer(at)
    paid(someone, [], at, amount=100)
    with pytest.raises(LedgerRefused, match="same_person"):
        decided(asked(someone, 60, at), at, by=AMINA)


def test_credit_is_not_paid_out_twice(agency, at):
    someone = payer(at)
    paid(someone, [], at, amount=100)
    first, second = asked(someone, 60, at), asked(someone, 60, at)
    decided(first, at)
    with pytest.raises(LedgerRefused, match="not_enough_credit"):
        decided(second, at)
    with pytest.raises(LedgerRefused, match="not_enough_credit"):
        asked(someone, 60, at)


def test_a_debt_that_is_given_up_is_owed_no_more(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    paid(someone, [(owed, 30)], at)
    request = ask_write_off(payable_id=owed.pk, reason="prescribed", actor=AMINA, at=at)
    with pytest.raises(LedgerRefused, match="asked_before"):
        ask_write_off(payable_id=owed.pk, reason="prescribed", actor=AMINA, at=at)
    decided(request, at)
    assert (dues_of(someone.pk), balance_of_account("losses:MAD")) == (0, 70)
    cancel_payable(payable_id=owed.pk, reason="", actor=AMINA, at=at, day=DAY)
    assert (dues_of(someone.pk), credit_of(someone.pk), balance_of_account("losses:MAD")) == (0, 30, 0)


def test_a_request_that_is_refused_moves_nothing(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    request = ask_write_off(payable_id=owed.pk, reason="", actor=AMINA, at=at)
    assert decided(request, at, grant=False).is_granted is False
    assert dues_of(someone.pk) == 100


def test_instalments_stand_in_for_the_bill_and_settle_it(agency, at, monkeypatch):
    heard = []
    monkeypatch.setitem(extension._settled, "bill", [lambda payable, settled, *_: heard.append(settled)])
    someone = payer(at)
    owed = bill(someone, 100, at)
    plan = planned(owed, [30, 30, 40], at)
    owed.refresh_from_db()
    assert (dues_of(someone.pk), owed.left, is_paid(owed)) == (100, 0, False)
    assert list(open_payables(someone.pk)) == list(instalments_of(plan))
    paid(someone, [(part, part.amount) for part in instalments_of(plan)], at)
    assert (dues_of(someone.pk), is_paid(owed), set(heard)) == (0, True, {True})


@pytest.mark.parametrize("amounts", [[100], [50, 49], [50, 51], [100, 0]])
def test_instalments_add_up_to_what_is_left(agency, at, amounts):
    with pytest.raises(LedgerRefused, match="parts_differ"):
        planned(bill(payer(at), 100, at), amounts, at)


def test_nothing_is_in_two_plans(agency, at):
    owed = bill(payer(at), 100, at)
    plan = planned(owed, [50, 50], at)
    for already in (owed, instalments_of(plan)[0]):
        with pytest.raises(LedgerRefused, match="in_plan"):
            planned(already, [25, 25], at)


def test_when_two_instalments_are_late_the_rest_is_asked_at_once(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    plan = planned(owed, [20, 30, 50], at)
    first, second, _third = instalments_of(plan)
    paid(someone, [(first, 20), (second, 10)], at)
    assert lapse_plans(at=at, day=DAY + 3 * MONTH) == 0
    assert lapse_plans(at=at, day=DAY + 4 * MONTH) == 1 + lapse_plans(at=at, day=DAY + 4 * MONTH)
    owed.refresh_from_db()
    assert (dues_of(someone.pk), owed.left, list(open_payables(someone.pk))) == (70, 70, [owed])
    paid(someone, [(owed, 70)], at)
    assert dues_of(someone.pk) == 0


def test_a_bill_that_is_cancelled_takes_its_instalments_with_it(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    plan = planned(owed, [50, 50], at)
    paid(someone, [(instalments_of(plan)[0], 50)], at)
    cancel_payable(payable_id=owed.pk, reason="", actor=AMINA, at=at, day=DAY)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 50)
    assert (balance_of_account("rescheduled:MAD"), balance_of_account("revenue:MAD")) == (0, 0)
