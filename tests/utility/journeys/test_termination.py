"""A contract ends: last reading, final bill, deposit laid on it, the rest paid or given back, clearance."""

from datetime import timedelta

import pytest

from shubbak.cases.models import CaseLetter
from shubbak.cases.queries.tracking import tracking_view
from shubbak.cases.rules import Refused
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import decide_request, keep_guarantee
from shubbak.payments.ledger.queries import (
    credit_of,
    dues_of,
    guarantee_of,
    open_payables,
    requests_to_decide,
)
from shubbak.utility.bills import audit as bills_audit
from shubbak.utility.bills.models import Bill
from shubbak.utility.subscriptions.models import Fitting
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import CONTACT, file_of, offices, paper
from tests.utility.subscriptions.village import contract

ANSWERS = {
    **CONTACT,
    "trade": "water",
    "capacity": "holder",
    "reading_by": "visit",
    "refund_by": "counter",
}


@pytest.fixture
def opened(agency, at):
    return contract(at)


@pytest.fixture
def desk(opened, at):
    answers = {**ANSWERS, "contract": opened.number, "last_day": at.date().isoformat()}
    yield file_of(offices(at), "termination", answers)
    assert list(audit.problems()) == []
    assert list(bills_audit.problems()) == []


@pytest.fixture
def payer(opened):
    return opened.holdings.get().payer


def with_deposit(payer, at, amount):
    keep_guarantee(payer=payer.pk, amount=amount, about="test", actor=SYSTEM, at=at, day=at.date())


def ended(desk, opened, index="1050"):
    desk.takes("take", "billing_agent")
    details = {"day": desk.at.date().isoformat(), f"index_{Fitting.objects.get().pk}": index}
    return desk.takes("close", "billing_agent", details=details)


def test_no_meter_is_read_on_a_day_that_is_still_to_come(desk, opened):
    tomorrow = (desk.at.date() + timedelta(days=1)).isoformat()
    desk.takes("take", "billing_agent")
    with pytest.raises(Refused, match="still_to_come"):
        desk.takes(
            "close",
            "billing_agent",
            details={"day": tomorrow, f"index_{Fitting.objects.get().pk}": "1050"},
        )
    assert not Bill.objects.exists()


def test_the_meter_comes_down_and_the_final_bill_counts_to_its_last_index(desk, opened):
    ended(desk, opened)
    opened.refresh_from_db()
    final = Bill.objects.get()
    assert opened.ends == desk.at.date() + timedelta(days=1)
    assert (final.kind, final.quantity, final.last) == ("final", 50_000, desk.at.date())
    assert Fitting.objects.get().index_out == 1_050_000


def test_an_index_below_the_last_one_is_refused_at_its_box(desk, opened):
    with pytest.raises(Refused) as refused:
        ended(desk, opened, "900")
    assert refused.value.code == "subscriptions:below"
    assert refused.value.facts["field"] == f"index_{Fitting.objects.get().pk}"


def test_what_the_deposit_does_not_cover_is_asked_and_paid_on_the_page_of_the_file(
    desk, opened, payer, django_capture_on_commit_callbacks
):
    with_deposit(payer, desk.at, 1_000)
    ended(desk, opened)
    desk.takes("claim_balance", "billing_agent", answer="أ")
    owed = tracking_view(desk.case, "ar", desk.at).charges
    assert [charge.left for charge in owed] == [dues_of(payer.pk)] == [Bill.objects.get().total - 1_000]
    with django_capture_on_commit_callbacks(execute=True):
        paid(payer, [(one, one.left) for one in open_payables(payer.pk)], desk.at)
    desk.case.refresh_from_db()
    assert desk.case.state == "accounted"


def test_a_clearance_is_given_only_when_nothing_is_owed_nor_kept(desk, opened, payer):
    ended(desk, opened)
    with pytest.raises(Refused, match="guard:nothing_owed"):
        desk.takes("settle", "billing_agent", answer="أ")
    paid(payer, [(one, one.left) for one in open_payables(payer.pk)], desk.at)
    desk.takes("settle", "billing_agent", answer="لا شيء يُرد.")
    made = CaseLetter.objects.get(case=desk.case, name="clearance").facts["made"]
    assert made.replace(" ", "") == opened.number


def test_what_is_left_of_the_deposit_is_paid_back_by_two_people(desk, opened, payer):
    with_deposit(payer, desk.at, 500_000)
    ended(desk, opened)
    left = credit_of(payer.pk)
    assert (left, guarantee_of(payer.pk), dues_of(payer.pk)) == (500_000 - Bill.objects.get().total, 0, 0)
    desk.takes("approve_refund", "billing_head", answer="أ")
    [asked] = requests_to_decide()
    with pytest.raises(Refused, match="guard:nothing_kept"):
        desk.takes("refund", "billing_agent", answer="أ", papers=[paper("transfer_order")])
    decide_request(request_id=asked.pk, is_granted=True, actor=SYSTEM, at=desk.at, day=desk.at.date())
    assert (
        desk.takes("refund", "billing_agent", answer="أ", papers=[paper("transfer_order")]).result
        == "refunded"
    )


def test_a_file_that_names_no_contract_of_ours_ends_nothing(agency, at):
    answers = {**ANSWERS, "contract": "99999994", "last_day": at.date().isoformat()}
    desk = file_of(offices(at), "termination", answers)
    desk.takes("take", "billing_agent")
    with pytest.raises(Refused, match="guard:closing_reading"):
        desk.takes("close", "billing_agent", details={"day": at.date().isoformat()})
