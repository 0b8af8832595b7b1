"""Your bill is ready: each holder is told once, after the run."""

from datetime import date, timedelta

import pytest

from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.payments.debiting.actions import hear_bank
from shubbak.payments.ledger.answers import BankWord
from shubbak.utility.bills.actions import resume_paper, send_copy, suspend_paper
from shubbak.utility.bills.actions.telling import tell_of_runs
from shubbak.utility.subscriptions.actions import choose_paper
from tests.payments.debits_of_test import debits, mandate, sent
from tests.utility.bills.street import bill, cancelled, issued, read
from tests.utility.subscriptions.village import CLERK, contract, person


@pytest.fixture
def billed(agency, at):
    opened = contract(at, holder=person(at, email="amina@example.ma", preferred_channel="email"))
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    return opened


def ready() -> Message:
    return Message.objects.get(template="ready")


def test_each_is_told_once_what_is_owed_and_where_it_is_seen(billed, at):
    assert (tell_of_runs(at=at), tell_of_runs(at=at)) == (1, 0)
    told = rendered(ready())
    assert "فاتورتكم جاهزة" in told.subject
    assert "/b/20240000001" in told.short
    assert told.attached == []


def test_who_wants_no_paper_gets_it_by_e_mail(billed, at):
    choose_paper(contract=billed, paperless=True, actor=CLERK, at=at)
    tell_of_runs(at=at)
    assert rendered(ready()).attached[0].content.startswith(b"%PDF")


def test_where_no_paper_is_brought_everybody_gets_it_by_e_mail(billed, at):
    suspend_paper(actor=CLERK, at=at)
    tell_of_runs(at=at)
    assert rendered(ready()).attached[0].content.startswith(b"%PDF")
    assert resume_paper(actor=CLERK, at=at)
    assert rendered(ready()).attached == []


def test_a_bill_is_sent_again_to_the_address_of_its_holder(billed, at):
    message = send_copy(bill=bill(billed, "2024-11"), at=at)
    told = rendered(message)
    assert message.address == "amina@example.ma"
    assert "فاتورة نونبر 2024" in told.subject.replace("\u2068", "").replace("\u2069", "")
    assert told.attached[0].content.startswith(b"%PDF")


def test_nobody_is_told_of_a_bill_that_was_cancelled_meanwhile(billed, at):
    tell_of_runs(at=at)
    cancelled(bill(billed, "2024-11"), at.date(), at)
    with pytest.raises(Withdrawn):
        rendered(ready())


def test_what_was_ready_long_ago_is_no_news(billed, at):
    assert tell_of_runs(at=at + timedelta(days=3)) == 0


def test_who_signed_is_told_that_nothing_is_to_be_done(billed, at):
    mandate(bill(billed, "2024-11").holding.payer, at)
    tell_of_runs(at=at)
    told = rendered(ready())
    assert "4921" in told.text
    assert "4921" in told.short


def test_who_signed_is_told_that_the_bank_did_not_pay(billed, at):
    owed = bill(billed, "2024-11")
    mandate(owed.holding.payer, at)
    sent(at)
    [debit] = debits()
    word = BankWord(debit.end_to_end, -debit.amount, "MAD", "bank:x", at.date(), "AM04")
    hear_bank(word=word, actor=CLERK, at=at)
    told = rendered(Message.objects.get(template="debit_back"))
    assert "رُد الاقتطاع" in told.subject
    assert "بطريقة أخرى" in told.short
