"""Sewerage by a contract of its own: asked for, opened without a meter, billed by volume or fee."""

from datetime import date

import pytest

from shubbak.cases.charges.queries import charges_of
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.utility.bills import audit as bills_audit
from shubbak.utility.bills.last_use import last_use
from shubbak.utility.bills.paper import bill_sheet
from shubbak.utility.subscriptions.actions import change_terms
from shubbak.utility.subscriptions.models import Contract, Fitting
from shubbak.utility.subscriptions.queries import terms_on
from shubbak.utility.subscriptions.rules import Asked
from tests.payments.ledger_of_test import paid
from tests.utility.bills.street import bill, computed, costs, issued
from tests.utility.journeys.files_of_test import CONNECTION, file_of, offices, paper
from tests.utility.subscriptions.village import CLERK

TARIFF = ("ma-sewerage-household",)
BEGUN, DECEMBER = date(2024, 11, 1), date(2024, 12, 31)
GIVEN = {"day": BEGUN.isoformat(), "tariff": TARIFF[0], "volume": "12", "sector": "T01", "advance": "0"}


@pytest.fixture
def desk(agency, at):
    yield file_of(offices(at), "connection", {**CONNECTION, "trades": ["sewer"]})
    assert list(audit.problems()) == []
    assert list(bills_audit.problems()) == []


def in_works(desk):
    desk.takes("take", "agent")
    desk.takes("quote", "agent", amount=90_000, amounts={"advance": 0}, papers=[paper("quotation")])
    desk.takes("tell", "counter", answer="أ", details={"way": "visit"})
    charges = list(charges_of(desk.case))
    paid(charges[0].payer, [(charge, charge.left) for charge in charges], desk.at)
    desk.takes("record_payment", "clock")
    desk.takes("order_works", "agent", unit="water_network")
    return desk


def opened(desk, **changes) -> Contract:
    in_works(desk).takes("open_sewerage", "network_agent", details={**GIVEN, **changes})
    return Contract.objects.get()


def test_the_contract_has_a_volume_and_no_meter_and_the_file_ends_with_it(desk):
    contract = opened(desk)
    assert (contract.point.commodity, terms_on(contract, BEGUN).volume) == ("sewerage", 12_000)
    assert not Fitting.objects.exists()
    desk.takes("connect", "network_agent", answer="أ")
    assert desk.case.state == "connected"


def test_the_service_does_not_begin_without_its_contract(desk):
    with pytest.raises(Refused, match="guard:contract_opened"):
        in_works(desk).takes("connect", "network_agent", answer="أ")


def test_a_file_has_one_such_contract(desk):
    opened(desk)
    with pytest.raises(Refused, match="place_has_contract"):
        desk.takes("open_sewerage", "network_agent", details=GIVEN)


def test_its_first_bill_is_of_the_volume_that_was_agreed_on(desk, agency, at):
    contract = opened(desk)
    issued("2024-11", at)
    first = bill(contract, "2024-11")
    assert (first.first, first.last, first.quantity) == (BEGUN, date(2024, 11, 30), 12_000)
    assert first.total == costs(TARIFF, 12, BEGUN, date(2024, 11, 30))
    assert "12 متر مكعب في 30 يوما" in str(bill_sheet(first, agency))


def test_the_next_bill_goes_on_where_the_last_one_ended(desk, at):
    contract = opened(desk)
    issued("2024-11", at)
    issued("2024-12", at)
    second = bill(contract, "2024-12")
    assert (second.first, second.last, second.quantity) == (date(2024, 12, 1), DECEMBER, 12_400)
    assert not computed("2024-11", at).drafts.exists()


def test_without_a_volume_the_standing_charge_alone_is_billed(desk, agency, at):
    contract = opened(desk, volume="")
    issued("2024-11", at)
    first = bill(contract, "2024-11")
    assert (first.quantity, first.total) == (0, 300)
    assert "الإتاوة القارة فقط" in str(bill_sheet(first, agency))


def test_a_volume_that_changes_within_a_period_counts_by_its_days(desk, at):
    contract = opened(desk)
    asked, on = Asked(TARIFF, volume=30_000), date(2024, 11, 16)
    change_terms(contract=contract, asked=asked, on=on, actor=CLERK, at=at)
    assert computed("2024-11", at).drafts.get().quantity == 6_000 + 15_000
    assert last_use(contract, date(2024, 11, 30)).quantity == 6_000 + 15_000


def test_nobody_is_billed_for_days_to_come(desk, at):
    contract = opened(desk, day=at.date().isoformat())
    assert contract.starts == at.date()
    assert not computed("2026-10", at).drafts.exists()
