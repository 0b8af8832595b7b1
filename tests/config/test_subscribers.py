"""The subscribers of the town: contracts, readings, bills, payments, by the actions of a real body."""

import re
from datetime import UTC, date, datetime

import pytest

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.config.demonstration import subscribers
from shubbak.config.demonstration.accounts import show_accounts
from shubbak.config.demonstration.dwellings import contract_of_rank, open_contracts
from shubbak.config.demonstration.institution import group_of_town
from shubbak.config.demonstration.paying import pay_all
from shubbak.config.demonstration.subscribers import tell_first, tell_subscribers
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.models import Payable, Payment
from shubbak.utility.bills import audit as bills
from shubbak.utility.bills.grouped import grouped_bill, periods_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.metering import audit as metering
from shubbak.utility.metering.models import Reading
from shubbak.utility.prepaid.vending import audit as vending
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.subscriptions.actions import prove_contract, prove_group
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import Fact

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
COMMUNE = 4
"""The contracts of a commune, which stand in one group."""


@pytest.fixture
def miyah(fresh_town, monkeypatch):
    monkeypatch.setattr(subscribers, "MONTHS", 5)
    agency = Agency.objects.get(code="miyah")
    look_at(agency)
    return agency


@pytest.fixture
def kahraba(fresh_town, settings, tmp_path):
    settings.SHUBBAK_VENDING = tmp_path / "vending"
    agency = Agency.objects.get(code="kahraba")
    look_at(agency)
    return agency


def counted():
    return [model.objects.count() for model in (Contract, Reading, Bill, Payment)]


def test_contracts_are_read_and_billed_each_month_and_mostly_paid(miyah):
    assert tell_subscribers(agency=miyah, now=NOW, count=12) == 12
    contracts, readings, issued, payments = counted()
    assert (contracts, readings) == (12 + COMMUNE, 60 + 5 * COMMUNE)
    assert issued == readings
    assert 40 < payments < 70
    assert [*ledger.problems(), *bills.problems(), *metering.problems()] == []


def test_told_again_nothing_changes_and_more_contracts_are_told_from_their_first_month(miyah):
    tell_subscribers(agency=miyah, now=NOW, count=4)
    before = counted()
    tell_subscribers(agency=miyah, now=NOW, count=4)
    assert counted() == before
    tell_subscribers(agency=miyah, now=NOW, count=6)
    assert counted()[:3] == [6 + COMMUNE, 30 + 5 * COMMUNE, 30 + 5 * COMMUNE]


def test_a_meter_that_was_told_of_is_not_read_in_the_months_before(miyah):
    open_contracts("miyah", [50], date(2026, 6, 1))
    tell_first(agency=miyah, now=NOW)
    tell_subscribers(agency=miyah, now=NOW, count=2)
    told = Reading.objects.filter(contract=contract_of_rank("miyah", 50)).values_list("period", flat=True)
    assert sorted(told) == ["2026-08", "2026-09", "2026-10"]
    assert [*bills.problems(), *metering.problems()] == []


def test_who_pays_late_in_the_evening_pays_on_the_day_of_their_own_clock(miyah):
    evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    tell_first(agency=miyah, now=NOW)
    owed = Payable.objects.open().filter(kind="bill").first()
    assert pay_all(owed.payer_id, "bank:barid", "EVENING", evening).business_day == date(2026, 11, 24)


def test_bodies_without_subscribers_have_none(fresh_town):
    assert tell_subscribers(agency=Agency.objects.get(code="madina"), now=NOW) == 0


def test_the_first_dozen_is_read_and_billed_and_one_of_them_never_pays(miyah):
    assert tell_first(agency=miyah, now=NOW) == 12
    assert counted()[:3] == [12 + COMMUNE, 36 + 3 * COMMUNE, 36 + 3 * COMMUNE]
    late = Payable.objects.open().filter(due_on__lte=date(2026, 10, 31)).values("payer").distinct()
    assert late.count() >= 1
    assert Payment.objects.exists()


def test_the_bills_of_a_commune_stand_on_one_paper_that_one_transfer_pays(miyah):
    tell_first(agency=miyah, now=NOW)
    group = group_of_town("miyah")
    last, before, _ = periods_of(group)
    assert len(grouped_bill(group, last).lines) == COMMUNE
    assert grouped_bill(group, last).left > 0 == grouped_bill(group, before).left
    assert Payment.objects.filter(payer=group.payer_id).count() == 2
    assert prove_group(number=group.number, fact=Fact.IDENTITY, typed="0052", at=NOW)


def test_prepaid_homes_of_the_gulf_bought_each_month_and_have_their_tokens(kahraba):
    tell_first(agency=kahraba, now=NOW)
    sold = Sale.objects.filter(state=Sale.State.VENDED)
    assert sold.values("contract").distinct().count() == 4
    assert sold.values("period").distinct().count() == 3
    before = sold.count()
    tell_first(agency=kahraba, now=NOW)
    assert sold.count() == before
    assert [*ledger.problems(), *vending.problems(), *bills.problems()] == []


def test_what_is_printed_opens_each_contract(kahraba, capsys):
    tell_first(agency=kahraba, now=NOW)
    show_accounts()
    printed = re.findall(r"kahraba: (\d{4} \d{4})  (\w{4})", capsys.readouterr().out)
    look_at(kahraba)
    assert len(printed) == 5
    for number, typed in printed:
        assert prove_contract(number=number, fact=Fact.IDENTITY, typed=typed, at=NOW)
