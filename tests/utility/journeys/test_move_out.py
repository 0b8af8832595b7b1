"""A Gulf authority: an account is closed; its final bill laid on the deposit, the rest paid or given back."""

from datetime import timedelta

import pytest

from shubbak.cases.models import CaseLetter
from shubbak.cases.queries.tracking import tracking_view
from shubbak.cases.rules import Refused
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import decide_request, keep_guarantee
from shubbak.payments.ledger.queries import credit_of, dues_of, open_payables, requests_to_decide
from shubbak.utility.bills import audit as bills_audit
from shubbak.utility.bills.models import Bill
from shubbak.utility.subscriptions.models import Fitting, Meter
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import file_of, gulf_offices, paper
from tests.utility.subscriptions.village import contract

ANSWERS = {
    "applicant": {"name": "أمينة بناني", "identity_kind": "national_id", "identity_number": "BE482913"},
    "phone": "0661000041",
    "capacity": "holder",
    "iban": "OM02 0270 1234 5678 9012 345",
}


@pytest.fixture
def opened(agency, at):
    return contract(at)


@pytest.fixture
def desk(opened, at):
    told = {**ANSWERS, "contract": opened.number, "last_day": at.date().isoformat(), "reading": 1050}
    yield file_of(gulf_offices(at), "move-out", told, "authority")
    assert list(audit.problems()) == []
    assert list(bills_audit.problems()) == []


@pytest.fixture
def payer(opened):
    return opened.holdings.get().payer


def with_deposit(payer, at, amount):
    keep_guarantee(payer=payer.pk, amount=amount, about="test", actor=SYSTEM, at=at, day=at.date())


def last_reading(desk):
    return {"day": desk.at.date().isoformat(), f"index_{Fitting.objects.get().pk}": "1050"}


def closed(desk):
    desk.takes("take", "billing_agent")
    return desk.takes("close", "billing_agent", details=last_reading(desk))


def test_the_account_is_closed_by_its_last_reading_and_a_final_bill(desk, opened):
    closed(desk)
    opened.refresh_from_db()
    assert opened.ends == desk.at.date() + timedelta(days=1)
    assert (Bill.objects.get().kind, Bill.objects.get().quantity) == ("final", 50_000)
    assert Fitting.objects.get().index_out == 1_050_000


def test_the_technician_closes_it_on_the_spot(desk, opened):
    desk.takes("send_technician", "billing_agent")
    assert desk.takes("record_reading", "field_agent", details=last_reading(desk)).state == "accounted"
    opened.refresh_from_db()
    assert opened.ends is not None


def test_no_clearance_before_all_is_paid(desk, opened, payer, django_capture_on_commit_callbacks):
    with_deposit(payer, desk.at, 1_000)
    closed(desk)
    with pytest.raises(Refused, match="guard:nothing_owed"):
        desk.takes("settle", "billing_agent", answer="أ")
    desk.takes("claim_balance", "billing_agent", answer="أ")
    assert [charge.left for charge in tracking_view(desk.case, "ar", desk.at).charges] == [dues_of(payer.pk)]
    with django_capture_on_commit_callbacks(execute=True):
        paid(payer, [(one, one.left) for one in open_payables(payer.pk)], desk.at)
    desk.takes("settle", "billing_agent", answer="لا مبلغ مسترد.")
    made = CaseLetter.objects.get(case=desk.case, name="clearance").facts["made"]
    assert made.replace(" ", "") == opened.number


def test_what_is_left_of_the_deposit_is_given_back_by_two_people(desk, payer):
    with_deposit(payer, desk.at, 500_000)
    closed(desk)
    assert credit_of(payer.pk) == 500_000 - Bill.objects.get().total
    desk.takes("approve_refund", "billing_head", answer="أ")
    [asked] = requests_to_decide()
    with pytest.raises(Refused, match="guard:nothing_kept"):
        desk.takes("refund", "billing_agent", answer="أ", papers=[paper("transfer_order")])
    decide_request(request_id=asked.pk, is_granted=True, actor=SYSTEM, at=desk.at, day=desk.at.date())
    done = desk.takes("refund", "billing_agent", answer="أ", papers=[paper("transfer_order")])
    assert (done.result, credit_of(payer.pk)) == ("refunded", 0)


def test_what_a_prepaid_meter_counted_is_not_billed_again(desk, opened, payer):
    Meter.objects.update(kind=Meter.Kind.PREPAID)
    with_deposit(payer, desk.at, 20_000)
    closed(desk)
    opened.refresh_from_db()
    assert (Bill.objects.exists(), opened.ends is None, credit_of(payer.pk)) == (False, False, 20_000)
