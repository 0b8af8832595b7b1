"""Heirs get the contract of a holder who died; what was owed is theirs only where they say so."""

import pytest
from django.db import connection

from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import keep_guarantee
from shubbak.payments.ledger.queries import dues_of, guarantee_of, open_payables
from shubbak.utility.bills.models import Bill
from shubbak.utility.subscriptions.models import Contract, Fitting
from tests.payments.ledger_of_test import bill
from tests.utility.journeys.files_of_test import CONTACT, file_of, offices
from tests.utility.subscriptions.village import CLERK, contract


@pytest.fixture
def estate(agency, at):
    """A water contract whose holder owes a bill, with a deposit."""
    opened = contract(at)
    payer = opened.holdings.get().payer
    bill(payer, 40_000, at)
    about = {"about": f"contract:{opened.number}", "actor": CLERK, "at": at, "day": at.date()}
    keep_guarantee(payer=payer.pk, amount=25_000, **about)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # as in a transaction of its own
    yield opened
    assert list(audit.problems()) == []


def asked(estate, at, **answers):
    heir = {**CONTACT["applicant"], "name": "سعيد بناني", "identity_number": "AB 112233"}
    said = {"contract": estate.number, "capacity": "heir", "last_day": at.date().isoformat(), **answers}
    desk = file_of(offices(at), "holder-change", {**CONTACT, **said, "applicant": heir})
    desk.takes("take", "agent")
    return desk


def handed_over(estate, at, step: str, **answers):
    desk = asked(estate, at, **answers)
    details = {"day": at.date().isoformat(), f"index_{Fitting.objects.get().pk}": "1020"}
    desk.takes(step, "agent", details=details, answer="قُرئ العداد.")
    return desk


def payers(estate):
    new = Contract.objects.exclude(pk=estate.pk).get()
    return estate.holdings.get().payer_id, new.holdings.get().payer_id


def test_heirs_who_agree_owe_all_that_is_left_and_have_the_deposit(estate, at):
    desk = handed_over(estate, at, "hand_over_with_dues", debts="take_over", deposit=True)
    old, new = payers(estate)
    final = Bill.objects.get()
    assert (dues_of(old), dues_of(new)) == (0, 40_000 + final.total)
    assert (guarantee_of(old), guarantee_of(new)) == (0, 25_000)
    assert final.contract == estate
    assert CaseLetter.objects.get(case=desk.case, name="taken_over").facts["amount"]


def test_the_deposit_is_laid_on_what_is_owed_where_they_leave_it(estate, at):
    handed_over(estate, at, "hand_over_with_dues", debts="take_over", deposit=False)
    _, new = payers(estate)
    assert dues_of(new) == 15_000 + Bill.objects.get().total
    assert guarantee_of(new) == 0


def test_without_their_consent_the_debt_stays_with_the_estate(estate, at):
    with pytest.raises(Refused):
        handed_over(estate, at, "hand_over_with_dues", debts="estate", deposit=True)


def test_and_the_deposit_may_pass_alone(estate, at):
    handed_over(estate, at, "hand_over", debts="estate", deposit=True)
    old, new = payers(estate)
    assert (dues_of(new), guarantee_of(new)) == (0, 25_000)
    assert dues_of(old) == 40_000 + Bill.objects.get().total


def test_nobody_is_cut_for_what_was_taken_over(estate, at):
    handed_over(estate, at, "hand_over_with_dues", debts="take_over", deposit=True)
    _, new = payers(estate)
    assert {payable.kind for payable in open_payables(new)} == {"taken_over"}
