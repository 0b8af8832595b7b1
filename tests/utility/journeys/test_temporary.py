"""Supply for a time: an advance by power and days, an end that was agreed on, more time before it."""

from datetime import timedelta

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import credit_of, dues_of, guarantee_of, requests_to_decide
from shubbak.utility.bills.models import Bill
from shubbak.utility.journeys.following import follow_nightly
from shubbak.utility.subscriptions.models import Contract, Fitting
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import CONTACT, file_of, offices, paper

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TARIFF = "ma-electricity-commercial"


@pytest.fixture
def desk(agency, at):
    """Twelve kVA for thirty days, on a building site."""
    said = {
        **CONTACT,
        "purpose": "site",
        "trades": "electricity",
        "kva": 12,
        "starts_on": at.date().isoformat(),
        "ends_on": (at.date() + 29 * DAY).isoformat(),
        "where": {"choice": "address", "district": "nakhil", "street": "ورش زنقة الورد"},
    }
    yield file_of(offices(at), "temporary-supply", said)
    assert list(audit.problems()) == []


def quoted(desk):
    desk.takes("take", "agent")
    papers = [paper("quotation")]
    desk.takes("quote", "agent", amount=80_000, answer="عمود وعداد.", papers=papers)
    return {charge.part: charge for charge in charges_of(desk.case)}


def supplied(desk):
    for charge in quoted(desk).values():
        paid(charge.payer, [(charge, charge.left)], desk.at)
    desk.takes("record_payment", "clock")
    details = {
        "serial": "EM-1",
        "dials": "6",
        "index": "0",
        "day": desk.at.date().isoformat(),
        "tariff": TARIFF,
        "power": "12000",
        "advance": "144000",
    }
    desk.takes("start", "agent", details=details, answer="شُغّل.")
    return Contract.objects.get()


def closed(desk, index: str = "100"):
    details = {"day": desk.at.date().isoformat(), f"index_{Fitting.objects.get().pk}": index}
    desk.takes("close", "agent", details=details)


def test_the_advance_goes_by_power_and_days(desk):
    charges = quoted(desk)
    assert {name: charge.amount for name, charge in charges.items()} == {
        "quotation": 80_000,
        "advance": 12 * 30 * 400,
    }


def test_the_contract_ends_on_the_day_that_was_asked_for(desk):
    contract = supplied(desk)
    assert contract.agreed_until == contract.starts + 29 * DAY
    assert guarantee_of(contract.holdings.get().payer_id) == 144_000
    made = CaseLetter.objects.get(case=desk.case, name="started").facts["made"]
    assert "إلى غاية" in str(made)


def test_the_person_is_reminded_a_week_before_and_told_once_it_is_over(desk):
    contract = supplied(desk)
    for later, state in ((21, "running"), (23, "ending_soon"), (29, "ending_soon"), (31, "over")):
        follow_nightly(at=desk.at.replace(hour=9) + later * DAY)
        desk.case.refresh_from_db()
        assert (later, desk.case.state) == (later, state)
    assert Contract.objects.get().ends is None
    assert contract.agreed_until


def offered(desk, later):
    """More time that was asked for and given, its advance to be paid."""
    desk.takes("ask_more", "applicant", reason="تأخرت الأشغال")
    desk.takes("prolong", "agent", details={"until": later.isoformat()}, answer="أ")
    return charges_of(desk.case).get(part__startswith="more", paid=0)


def test_more_time_is_asked_for_before_the_end_and_given_to_a_later_day(desk):
    contract = supplied(desk)
    desk.takes("ask_more", "applicant", reason="تأخرت الأشغال")
    with pytest.raises(Refused, match="not_longer"):
        desk.takes("prolong", "agent", details={"until": contract.agreed_until.isoformat()}, answer="أ")


def test_the_advance_of_more_time_goes_by_its_days_and_is_paid_first(desk):
    contract = supplied(desk)
    later = contract.agreed_until + 2 * WEEK
    asked = offered(desk, later)
    assert (asked.amount, desk.case.state) == (12 * 14 * 400, "more_to_pay")
    with pytest.raises(Refused, match="paid"):
        desk.takes("record_more", "agent")
    paid(asked.payer, [(asked, asked.left)], desk.at)
    desk.takes("record_more", "clock")
    contract.refresh_from_db()
    assert (contract.agreed_until, desk.case.state) == (later, "running")
    assert guarantee_of(contract.holdings.get().payer_id) == 144_000 + 12 * 14 * 400


def test_more_time_is_given_twice_each_with_its_own_advance(desk):
    contract = supplied(desk)
    for days in (5, 7):
        asked = offered(desk, contract.agreed_until + days * DAY)
        paid(asked.payer, [(asked, asked.left)], desk.at)
        desk.takes("record_more", "clock")
    assert guarantee_of(contract.holdings.get().payer_id) == 144_000 + 12 * 7 * 400


def test_more_time_that_is_not_paid_is_not_given_and_a_part_of_it_is_asked_back(desk):
    contract = supplied(desk)
    asked = offered(desk, contract.agreed_until + WEEK)
    paid(asked.payer, [(asked, 10_000)], desk.at)
    desk.takes("lapse_more", "clock")
    assert Contract.objects.get().agreed_until == contract.agreed_until
    [back] = requests_to_decide()
    assert (dues_of(desk.case.pk), back.amount) == (0, 10_000)


def test_once_it_is_over_the_desk_has_its_days_to_take_the_meter_down(desk):
    supplied(desk)
    follow_nightly(at=desk.at.replace(hour=9) + 31 * DAY)
    clock = desk.case.clocks.get(code="removal")
    assert (clock.state, clock.length) == ("running", "3 working_days")


def test_no_more_time_is_asked_for_once_it_is_over(desk):
    supplied(desk)
    desk.at += 31 * DAY
    follow_nightly(at=desk.at)
    with pytest.raises(Refused):
        desk.takes("ask_more", "applicant", reason="تأخرت الأشغال")


def test_the_last_bill_is_laid_on_the_advance_and_the_rest_is_asked_back(desk):
    contract = supplied(desk)
    payer = contract.holdings.get().payer_id
    desk.at += 5 * DAY
    closed(desk)
    final = Bill.objects.get()
    assert (dues_of(payer), credit_of(payer)) == (0, 144_000 - final.total)
    desk.takes("approve_refund", "head", answer="يُرد الباقي.")
    assert desk.case.state == "refunding"


def test_a_last_bill_above_the_advance_is_paid_first(desk):
    contract = supplied(desk)
    desk.at += 5 * DAY
    closed(desk, "9000")
    desk.takes("claim_balance", "agent", answer="بقي مبلغ.")
    [owed] = contract.holdings.get().payer.payables.open()
    paid(owed.payer, [(owed, owed.left)], desk.at)
    desk.takes("record_balance", "clock")
    assert desk.takes("settle", "agent", answer="لا شيء عليكم.").state == "ended"
