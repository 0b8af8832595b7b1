"""What is owed, what is paid, and what goes back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit, extension
from shubbak.payments.ledger.actions import (
    cancel_payable,
    hold_payable,
    receive,
    release_payable,
    reverse_payment,
    use_credit,
)
from shubbak.payments.ledger.models import Payable, Payment, Transfer
from shubbak.payments.ledger.queries import (
    arrears_by_age,
    balance_of,
    balance_of_account,
    credit_of,
    dues_of,
    find,
    open_payables,
    paid_by,
    payment_with,
    statement_of,
)
from shubbak.payments.ledger.rules import LedgerRefused
from tests.payments.ledger_of_test import DAY, bill, money, paid, payer


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def reverse(payment, at):
    return reverse_payment(payment_id=payment.pk, reason="bounced", actor=SYSTEM, at=at, day=DAY)


def cancel(payable, at):
    return cancel_payable(payable_id=payable.pk, reason="wrong", actor=SYSTEM, at=at, day=DAY)


def test_what_is_posted_is_owed_and_found_by_its_references(agency, at):
    someone = payer(at)
    owed = bill(someone, 40_776, at)
    assert (dues_of(someone.pk), list(open_payables(someone.pk))) == (40_776, [owed])
    assert find(owed.reference) == owed == find(f"{owed.rf[:4]} {owed.rf[4:]}")


def test_nothing_is_posted_twice_for_the_same_part_of_the_same_thing(agency, at):
    someone = payer(at)
    first = bill(someone, 100, at, reference="2026/17")
    with pytest.raises(LedgerRefused, match="posted_before"):
        bill(someone, 100, at, reference="2026/17")
    assert list(open_payables(someone.pk)) == [first]


def test_a_payment_in_parts_pays_exactly_what_is_owed(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    paid(someone, [(owed, 30)], at)
    assert dues_of(someone.pk) == 70
    paid(someone, [(owed, 70)], at)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 0)
    assert balance_of_account("bank:attijari:MAD") == 100


def test_what_is_paid_twice_is_credit_and_is_not_refused(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    paid(someone, [(owed, 100)], at)
    again = paid(someone, [(owed, 100)], at)
    assert (dues_of(someone.pk), credit_of(someone.pk), balance_of(someone.pk)) == (0, 100, -100)
    assert paid_by(again) == {}


def test_money_for_nothing_that_is_named_is_credit(agency, at):
    someone = payer(at)
    paid(someone, [], at, amount=500)
    assert credit_of(someone.pk) == 500


def test_who_pays_for_a_neighbour_pays_the_neighbours_bill(agency, at):
    someone, neighbour = payer(at), payer(at)
    theirs = bill(neighbour, 100, at)
    paid(someone, [(theirs, 120)], at, amount=150)
    assert (dues_of(neighbour.pk), credit_of(neighbour.pk), credit_of(someone.pk)) == (0, 20, 30)


def test_the_same_request_again_gives_the_same_payment(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    first = paid(someone, [(owed, 100)], at, reference="A1")
    assert paid(someone, [(owed, 100)], at + timedelta(hours=1), reference="A1") == first
    assert (Payment.objects.count(), credit_of(someone.pk)) == (1, 0)
    assert payment_with("bank:attijari", "A1") == first


def test_the_same_reference_with_another_request_is_refused(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    paid(someone, [(owed, 100)], at, reference="A1")
    with pytest.raises(LedgerRefused, match="other_body"):
        paid(someone, [(owed, 99)], at, reference="A1")


@pytest.mark.parametrize(
    ("amount", "more", "code"),
    [(5, {"currency": "EUR"}, "other_currency"), (0, {}, "nothing"), (5, {}, "more_than_came")],
)
def test_what_cannot_be_a_payment_is_refused(agency, at, amount, more, code):
    someone = payer(at)
    owed = bill(someone, 100, at)
    came = money(amount, at, **more)
    with pytest.raises(LedgerRefused, match=code):
        receive(money=came, payer=someone.pk, wanted=[(owed.pk, 6)], actor=SYSTEM, at=at)
    assert not Payment.objects.exists()


def test_a_reversed_payment_is_owed_again_and_stays_on_the_record(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    payment = paid(someone, [(owed, 100)], at, amount=130)
    reverse(payment, at)
    again = reverse(payment, at)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (100, 0)
    assert again.reversed_at == at
    assert balance_of_account("bank:attijari:MAD") == 0


def test_a_reversal_takes_credit_back_from_what_it_was_used_for(agency, at):
    someone = payer(at)
    payment = paid(someone, [], at, amount=150)
    first, second = bill(someone, 100, at, date(2026, 11, 1)), bill(someone, 80, at, date(2026, 12, 1))
    assert use_credit(payer=someone.pk, actor=SYSTEM, at=at, day=DAY) == 150
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.left, second.left, credit_of(someone.pk)) == (0, 30, 0)
    reverse(payment, at)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (180, 0)


def test_what_is_cancelled_is_not_owed_and_what_was_paid_of_it_is_credit(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    payment = paid(someone, [(owed, 60)], at)
    cancel(owed, at)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 60)
    reverse(payment, at)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 0)


def test_a_payment_of_what_was_cancelled_meanwhile_is_credit(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    cancel(owed, at)
    paid(someone, [(owed, 100)], at)
    assert credit_of(someone.pk) == 100


def test_what_is_contested_can_be_paid(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    assert hold_payable(payable_id=owed.pk, reason="the meter", actor=SYSTEM, at=at).held_since == at
    paid(someone, [(owed, 100)], at)
    assert release_payable(payable_id=owed.pk, actor=SYSTEM, at=at).is_settled


def test_rooms_above_hear_when_something_is_settled_and_when_it_is_not(agency, at, monkeypatch):
    heard = []
    monkeypatch.setitem(extension._settled, "bill", [lambda payable, settled, *_: heard.append(settled)])
    someone = payer(at)
    owed = bill(someone, 100, at)
    paid(someone, [(owed, 40)], at)
    payment = paid(someone, [(owed, 60)], at)
    reverse(payment, at)
    paid(someone, [(owed, 60)], at)
    cancel(owed, at)
    assert heard == [True, False, True, False]


def test_a_statement_of_account_adds_up(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    paid(someone, [(owed, 130)], at)
    bill(someone, 50, at)
    use_credit(payer=someone.pk, actor=SYSTEM, at=at, day=DAY)
    statement = statement_of(someone.pk, DAY, DAY)
    assert [movement.amount for movement in statement.movements] == [100, -100, -30, 50]
    assert (statement.opening, statement.closing) == (0, balance_of(someone.pk)) == (0, 20)
    later = statement_of(someone.pk, DAY + timedelta(days=1), DAY + timedelta(days=9))
    assert (later.opening, later.closing, list(later.movements)) == (20, 20, [])


def test_arrears_are_counted_by_how_long_they_are_due(agency, at):
    someone = payer(at)
    for days, amount in ((0, 1), (1, 10), (30, 20), (31, 100), (400, 1000)):
        bill(someone, amount, at, DAY - timedelta(days=days))
    found = {age: amount for age, (_, amount) in arrears_by_age(DAY).items() if amount}
    assert found == {(1, 31): 30, (31, 61): 100, (181, None): 1000}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_transfer SET amount = 1",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer CASCADE",
        "DELETE FROM ledger_payment",
        "UPDATE ledger_payment SET amount = 1",
        "UPDATE ledger_payable SET amount = 101",
        "UPDATE ledger_payable SET paid = 101",
        "UPDATE ledger_account SET balance = -1 WHERE kind = 'dues'",
        "UPDATE ledger_account SET currency = 'EUR'",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_account CASCADE",
        "UPDATE ledger_payer SET id = gen_random_uuid()",
        "DELETE FROM ledger_payer",
        "TRUNCATE ledger_payer CASCADE",
    ],
)
def test_the_database_refuses_to_alter_money(agency, at, statement):
    someone = payer(at)
    paid(someone, [(bill(someone, 100, at), 50)], at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Transfer, {"currency": "EUR"}),
        (Transfer, {"debit_id": 0}),
        (Transfer, {"credit_id": 0}),
        (Transfer, {"payable_id": uuid4()}),
        (Payable, {"payer_id": uuid4(), "reference": "other", "rf": "other", "part": "other"}),
    ],
)
def test_money_names_accounts_of_its_currency_and_what_is_there(agency, at, model, change):
    bill(payer(at), 100, at)
    [row] = model.objects.all()
    row.pk = uuid4() if model is Payable else None
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match="not there"), transaction.atomic():
        row.save(force_insert=True)


def test_an_altered_balance_is_found(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at)
    with transaction.atomic():
        someone.accounts.filter(kind="dues").update(balance=90)
        Payable.objects.filter(pk=owed.pk).update(paid=10)
        assert len(list(audit.problems())) == 2
        transaction.set_rollback(True)
