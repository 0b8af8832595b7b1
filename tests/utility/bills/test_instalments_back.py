"""What had paid an instalment goes back: its person is told once, and the plan goes by its rule."""

from datetime import date, timedelta

import pytest

from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.payments.debiting.actions import hear_bank, hear_report
from shubbak.payments.debiting.models import Collection
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import lapse_plans, reverse_payment
from shubbak.payments.ledger.answers import BankWord
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import dues_of, instalments_of
from shubbak.payments.statements.report import read_report
from shubbak.utility.arrears.actions import grant_instalments
from tests.payments.debits_of_test import debits, mandate, sent
from tests.payments.ledger_of_test import DAY, paid
from tests.payments.reports_of_test import refusals
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import CLERK, contract, person

TOLD = {"template": "instalment_back"}


@pytest.fixture
def plan(agency, at):
    """A bill of somebody with an address, in three parts."""
    opened = contract(at, holder=person(at, email="amina@example.ma", preferred_channel="email"))
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    owed = Payable.objects.get(origin=bill(opened, "2024-11").pk)
    yield grant_instalments(payable_id=owed.pk, parts=3, actor=CLERK, at=at, by_staff=True)
    assert list(audit.problems()) == []


@pytest.fixture
def payer(plan):
    return plan.payable.payer


def first_paid(plan, at):
    first = instalments_of(plan)[0]
    return paid(plan.payable.payer, [(first, first.left)], at)


def goes_back(payment, at):
    return reverse_payment(payment_id=payment.pk, reason="بدون مؤونة", actor=CLERK, at=at, day=DAY)


def test_whatever_had_paid_it_its_person_is_told_once_and_by_when_all_is_asked(plan, payer, at):
    owed = dues_of(payer.pk)
    payment = first_paid(plan, at)
    assert [goes_back(payment, at).pk, goes_back(payment, at).pk] == [payment.pk] * 2
    told = rendered(Message.objects.get(**TOLD))
    assert "رُد أداء أحد الأقساط" in told.subject
    assert "إذا تأخر قسطان" in told.text
    assert "135,92" in told.short
    assert dues_of(payer.pk) == owed


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_said_in_the_language_of_the_person(plan, at, language):
    goes_back(first_paid(plan, at), at)
    message = Message.objects.get(**TOLD)
    message.language = language
    assert {"fr": "échéance", "en": "instalment"}[language] in rendered(message).text


def test_who_has_paid_again_meanwhile_is_told_nothing(plan, at):
    goes_back(first_paid(plan, at), at)
    first_paid(plan, at)
    with pytest.raises(Withdrawn):
        rendered(Message.objects.get(**TOLD))


def test_a_direct_debit_that_comes_back_is_told_once_whether_its_money_had_come_or_not(plan, payer, at):
    mandate(payer, at)
    sent(at, on=DAY + timedelta(days=8))
    [debit] = debits()
    for amount, reason in ((debit.amount, ""), (-debit.amount, "AM04")):
        word = BankWord(debit.end_to_end, amount, "MAD", "bank:x", DAY, reason)
        hear_bank(word=word, actor=CLERK, at=at)
    assert Message.objects.filter(**TOLD).count() == 1
    assert not Message.objects.filter(template="debit_back").exists()


def test_a_direct_debit_that_the_bank_refuses_is_told_too(plan, payer, at):
    mandate(payer, at)
    sent(at, on=DAY + timedelta(days=8))
    content = refusals(Collection.objects.get(), [debits()[0].end_to_end])
    hear_report(report=read_report(content), actor=CLERK, at=at, day=DAY)
    assert "رُد أداء" in rendered(Message.objects.get(**TOLD)).subject


def test_a_part_that_is_owed_again_counts_among_those_that_are_late(plan, payer, at):
    first, second, _third = instalments_of(plan)
    payments = [paid(payer, [(part, part.left)], at) for part in (first, second)]
    later = second.due_on + timedelta(days=1)
    assert lapse_plans(at=at, day=later) == 0
    for payment in payments:
        goes_back(payment, at)
    assert lapse_plans(at=at, day=later) == 1


def test_what_goes_back_after_the_plan_was_broken_is_asked_with_the_rest(plan, payer, at):
    payment, owed = first_paid(plan, at), dues_of(payer.pk)
    lapse_plans(at=at, day=DAY + timedelta(days=200))
    goes_back(payment, at)
    plan.payable.refresh_from_db()
    assert plan.payable.left == dues_of(payer.pk) == owed + payment.amount
    told = rendered(Message.objects.get(**TOLD))
    assert "407,76" in told.short
    assert "إذا تأخر قسطان" not in told.text
