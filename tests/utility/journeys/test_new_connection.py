"""A Gulf authority: a building is quoted, paid for, inspected; its meter opens an account."""

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import guarantee_of
from shubbak.utility.subscriptions.models import Contract, Fitting
from tests.payments.ledger_of_test import paid
from tests.utility.journeys.files_of_test import file_of, gulf_offices, paper

ANSWERS = {
    "applicant": {"name": "سعيد الرواحي", "identity_kind": "national_id", "identity_number": "71234567"},
    "phone": "0661000041",
    "trades": ["water"],
    "building": "villa",
    "where": {"choice": "address", "district": "khuwair", "street": "شارع الخوير، مبنى 12"},
    "plot": "812",
}
METER = {"serial": "WM-777", "dials": "5", "index": "3", "tariff": "ma-water-household", "advance": "30000"}


@pytest.fixture
def desk(agency, at):
    yield file_of(gulf_offices(at), "new-connection", ANSWERS, "authority")
    assert list(audit.problems()) == []


def quoted(desk):
    desk.takes("take", "agent")
    papers = [paper("quotation")]
    return desk.takes(
        "quote", "agent", amount=245_000, amounts={"advance": 30_000}, answer="أ", papers=papers
    )


def inspected(desk):
    """All of it is paid, the building stands ready."""
    quoted(desk)
    charges = list(charges_of(desk.case))
    paid(charges[0].payer, [(charge, charge.left) for charge in charges], desk.at)
    desk.takes("record_payment", "clock")
    desk.takes("finish_works", "field_agent", answer="أ")
    return desk.takes("ask_inspection", "applicant", reason="الأحد صباحا")


def test_nothing_is_built_before_all_of_the_quotation_is_paid(desk):
    quoted(desk)
    charge = charges_of(desk.case)[0]
    paid(charge.payer, [(charge, charge.left)], desk.at)
    with pytest.raises(Refused, match="guard:paid"):
        desk.takes("record_payment", "clock")


def test_the_meter_opens_the_account_and_its_deposit_is_what_was_paid(desk):
    inspected(desk)
    desk.takes("fit", "field_agent", details={**METER, "day": desk.at.date().isoformat()})
    opened = Contract.objects.get()
    held = opened.holdings.get()
    assert (held.person, guarantee_of(held.payer_id)) == (desk.case.applicant, 30_000)
    assert Fitting.objects.get().index_in == 3_000
    desk.takes("connect", "field_agent", answer="أ", papers=[paper("inspection_report")])
    made = CaseLetter.objects.get(case=desk.case, name="connected").facts["made"]
    assert made.replace(" ", "") == opened.number


def test_no_supply_without_an_account(desk):
    inspected(desk)
    with pytest.raises(Refused, match="guard:contract_opened"):
        desk.takes("connect", "field_agent", answer="أ", papers=[paper("inspection_report")])
