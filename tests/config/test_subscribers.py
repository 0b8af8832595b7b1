"""The subscribers of the town: contracts, readings, bills, payments, by the actions of a real body."""

from datetime import date

import pytest

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.config.demonstration import subscribers
from shubbak.config.demonstration.subscribers import tell_subscribers
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.models import Payment
from shubbak.utility.bills import audit as bills
from shubbak.utility.bills.models import Bill
from shubbak.utility.metering import audit as metering
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.models import Contract

TODAY = date(2026, 11, 23)


@pytest.fixture
def miyah(fresh_town, monkeypatch):
    monkeypatch.setattr(subscribers, "MONTHS", 5)
    agency = Agency.objects.get(code="miyah")
    look_at(agency)
    return agency


def counted():
    return [model.objects.count() for model in (Contract, Reading, Bill, Payment)]


def test_contracts_are_read_and_billed_each_month_and_mostly_paid(miyah):
    assert tell_subscribers(agency=miyah, today=TODAY, count=12) == 12
    contracts, readings, issued, payments = counted()
    assert (contracts, readings) == (12, 60)
    assert issued == 60
    assert 0 < payments <= 12
    assert [*ledger.problems(), *bills.problems(), *metering.problems()] == []


def test_told_again_nothing_changes_and_more_contracts_are_told_from_their_first_month(miyah):
    tell_subscribers(agency=miyah, today=TODAY, count=4)
    before = counted()
    tell_subscribers(agency=miyah, today=TODAY, count=4)
    assert counted() == before
    tell_subscribers(agency=miyah, today=TODAY, count=6)
    assert counted()[:3] == [6, 30, 30]


def test_bodies_without_subscribers_have_none(fresh_town):
    assert tell_subscribers(agency=Agency.objects.get(code="madina"), today=TODAY) == 0
