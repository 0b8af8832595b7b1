"""What a bank answers: money that came, debits that it sent back."""

from datetime import timedelta

import pytest

from shubbak.payments.debiting import audit, extension
from shubbak.payments.debiting.actions import give_up_debit
from shubbak.payments.debiting.queries import last_return, to_collect
from shubbak.payments.ledger import audit as ledger_audit
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import balance_of_account, credit_of, dues_of
from shubbak.payments.reconciling.models import Line
from shubbak.payments.reconciling.queries import open_differences
from tests.payments.cashier_of_test import member
from tests.payments.debits_of_test import COLLECT_ON, debits, owing, sent
from tests.payments.ledger_of_test import paid
from tests.payments.reconciling.test_importing import entry, said

ACCOUNT = "bank:MA64011519000001205000534921:MAD"


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert [*audit.problems(), *ledger_audit.problems()] == []


@pytest.fixture
def collected(agency, at):
    """One bill of 100 that the bank has been asked for: who owes it, and its debit."""
    someone, _ = owing(at, 100)
    sent(at)
    return someone, debits()[0]


def came(debit, amount=100, bank="B1", rf=""):
    return entry(amount, reference=rf, end_to_end=debit.end_to_end, bank=bank)


def back(debit, reason="AM04", amount=100, bank="B2"):
    told = entry(amount, end_to_end=debit.end_to_end, way="DBIT", bank=bank)
    return told.replace("</TxDtls>", f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf></TxDtls>")


def states():
    return [line.state for line in Line.objects.all()]


def test_the_money_pays_what_was_collected_once(collected, at):
    someone, debit = collected
    told = came(debit, rf=debit.payable.rf)
    said(at, told)
    said(at, told)
    said(at, told, name="S2")
    [debit] = debits()
    assert (dues_of(someone.pk), debit.state, debit.payment.channel) == (0, "booked", "debit")
    assert (Payment.objects.count(), balance_of_account(ACCOUNT)) == (1, 100)
    assert (states(), list(open_differences())) == (["matched"], [])


def test_a_debit_that_comes_back_is_owed_again_and_not_collected_a_second_time(collected, at):
    someone, debit = collected
    said(at, came(debit))
    said(at, back(debit), name="S2")
    said(at, back(debit), name="S3")
    assert (dues_of(someone.pk), balance_of_account(ACCOUNT)) == (100, 0)
    found = last_return(debit.payable_id)
    assert (found.reason, found.state, states()) == ("AM04", "returned", ["matched", "answered"])
    assert to_collect(COLLECT_ON + timedelta(days=90)) == []
    assert found.mandate.ended_on is None


def test_a_return_that_is_told_before_the_money_takes_nothing(collected, at):
    someone, debit = collected
    said(at, back(debit), came(debit))
    assert (dues_of(someone.pk), Payment.objects.count()) == (100, 0)
    assert (states(), list(open_differences())) == (["answered", "answered"], [])


@pytest.mark.parametrize(
    ("reason", "ending"), [("MD01", "unknown"), ("AC04", "closed"), ("MD06", ""), ("AM04", "")]
)
def test_a_closed_account_and_an_unknown_mandate_end_it(collected, at, reason, ending):
    _someone, debit = collected
    said(at, came(debit), back(debit, reason))
    assert debits()[0].mandate.ending == ending


def test_rooms_above_hear_of_it(collected, at, monkeypatch):
    heard = []
    monkeypatch.setattr(extension, "_returned", [lambda debit, actor, at: heard.append(debit.reason)])
    said(at, came(collected[1]), back(collected[1]))
    assert heard == ["AM04"]


def test_what_was_paid_elsewhere_meanwhile_becomes_credit(collected, at):
    someone, debit = collected
    paid(someone, [(debit.payable, 100)], at)
    said(at, came(debit))
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 100)


@pytest.mark.parametrize("amount", [90, 110])
def test_another_amount_waits_for_people(collected, at, amount):
    said(at, came(collected[1], amount))
    [difference] = open_differences()
    assert (difference.kind, states(), debits()[0].state) == ("missing_here", ["unknown"], "sent")


def test_money_under_a_name_that_was_paid_is_a_difference(collected, at):
    said(at, came(collected[1]), came(collected[1], bank="B9"))
    assert (states(), Payment.objects.count()) == (["matched", "unknown"], 1)


def test_what_the_bank_keeps_beyond_it_is_a_difference(collected, at):
    said(at, came(collected[1]), back(collected[1], amount=115))
    [difference] = open_differences()
    assert (difference.kind, difference.ours, difference.theirs) == ("amount", -100, -115)
    assert debits()[0].state == "returned"


def test_a_lot_that_is_booked_as_one_pays_all_of_it(agency, at):
    first, _ = owing(at, 100)
    second, _ = owing(at, 50)
    collection = sent(at)
    batch = f"<NtryDtls><Btch><PmtInfId>{collection.name}-FRST</PmtInfId></Btch></NtryDtls>"
    told = entry(150)
    told = told[: told.index("<NtryDtls>")] + batch + "</Ntry>"
    said(at, told)
    assert (dues_of(first.pk), dues_of(second.pk), states()) == (0, 0, ["answered"])
    small = next(debit for debit in debits() if debit.amount == 50)
    said(at, back(small, amount=50))
    assert (dues_of(first.pk), dues_of(second.pk), balance_of_account(ACCOUNT)) == (0, 50, 100)


def test_what_the_bank_never_answers_is_given_up_by_hand_and_collected_anew(collected, at):
    someone, debit = collected
    give_up_debit(debit_id=debit.pk, staff=member("amina", at), at=at)
    sent(at)
    said(at, came(debits()[1]))
    said(at, came(debit, bank="B3"))
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 100)
