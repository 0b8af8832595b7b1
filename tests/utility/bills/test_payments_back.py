"""What had paid a bill goes back: its holder is told, with the reason and what is owed again."""

from datetime import date

import pytest

from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.payments.debiting.actions import hear_bank
from shubbak.payments.ledger.actions import reverse_payment
from shubbak.payments.ledger.answers import BankWord
from shubbak.payments.ledger.models import Payable
from tests.payments.debits_of_test import debits, mandate, sent
from tests.payments.ledger_of_test import DAY, paid
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import CLERK, contract, person

DAYS = ((date(2024, 11, 30), 1028), (date(2024, 12, 31), 1056))
TOLD = {"template": "payment_back"}


@pytest.fixture
def owed(agency, at):
    """Two bills of somebody with an address."""
    opened = contract(at, holder=person(at, email="amina@example.ma", preferred_channel="email"))
    for day, index in DAYS:
        read(opened, day, index)
        issued(f"{day:%Y-%m}", at)
    return [Payable.objects.get(origin=bill(opened, f"{day:%Y-%m}").pk) for day, _ in DAYS]


def goes_back(owed, at, reason="شيك بدون مؤونة"):
    payment = paid(owed[0].payer, [(each, each.left) for each in owed], at)
    reverse_payment(payment_id=payment.pk, reason=reason, actor=CLERK, at=at, day=DAY)


def test_the_holder_of_a_bill_is_told_why_and_what_is_owed_again(owed, at):
    goes_back(owed[:1], at)
    told = rendered(Message.objects.get(**TOLD))
    assert told.subject == "رُد أداء فاتورتكم"
    assert "شيك بدون مؤونة" in told.text
    assert "407,76" in told.text


def test_of_bills_that_were_paid_together_one_message_tells(owed, at):
    goes_back(owed, at)
    assert "فاتورتان" in rendered(Message.objects.get(**TOLD)).text


@pytest.mark.parametrize(("language", "reason"), [("fr", "Motif"), ("en", "The reason")])
def test_it_is_said_in_the_language_of_the_holder(owed, at, language, reason):
    goes_back(owed[:1], at, "NSF")
    message = Message.objects.get(**TOLD)
    message.language = language
    assert f"{reason}" in rendered(message).text


def test_who_has_paid_again_is_told_nothing(owed, at):
    goes_back(owed[:1], at)
    owed[0].refresh_from_db()
    paid(owed[0].payer, [(owed[0], owed[0].left)], at)
    with pytest.raises(Withdrawn):
        rendered(Message.objects.get(**TOLD))


def test_of_a_debit_that_was_booked_its_own_message_tells_alone(owed, at):
    mandate(owed[0].payer, at)
    sent(at)
    debit = debits()[0]
    for amount, reason in ((debit.amount, ""), (-debit.amount, "AM04")):
        word = BankWord(debit.end_to_end, amount, "MAD", "bank:x", at.date(), reason)
        hear_bank(word=word, actor=CLERK, at=at)
    assert Message.objects.filter(template="debit_back").exists()
    assert not Message.objects.filter(**TOLD).exists()
