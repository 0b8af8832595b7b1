"""The last bill of a contract: from where the one before ended, whatever became of meters since."""

from datetime import date

import pytest

from shubbak.utility.bills.last_use import last_use
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.actions import exchange_meter, remove_meter
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import meters_on
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.village import BEGUN, CLERK, contract, meter

NOVEMBER, TENTH, LAST, AFTER = date(2024, 11, 30), date(2024, 12, 10), date(2024, 12, 19), date(2024, 12, 20)


@pytest.fixture
def billed(agency, at) -> Contract:
    """Billed to the end of November, when its meter showed 1,028 m³."""
    opened = contract(at)
    read(opened, NOVEMBER, 1028)
    issued("2024-11", at)
    return opened


def taken_down(of: Contract, index: int, at) -> None:
    fitting = meters_on(of, LAST).get()
    remove_meter(fitting=fitting, on=AFTER, index=index * 1000, actor=CLERK, at=at)


def test_it_counts_from_the_last_bill(billed, at):
    taken_down(billed, 1035, at)
    used = last_use(billed, LAST)
    assert (used.first, used.quantity) == (date(2024, 12, 1), 7_000)
    assert [used.readings[0][each] for each in ("from_on", "to_on")] == ["2024-11-30", "2024-12-19"]


def test_a_meter_that_was_exchanged_in_between_counts_too(billed, at):
    other, fitting = meter("M-2"), meters_on(billed, TENTH).get()
    told = {"index_out": 1_031_000, "meter": other, "index_in": 0, "on": TENTH}
    exchange_meter(fitting=fitting, **told, actor=CLERK, at=at)
    taken_down(billed, 4, at)
    assert last_use(billed, LAST).quantity == 3_000 + 4_000


def test_it_is_the_bill_that_says_where_it_ended_not_a_reading_that_was_replaced_since(billed, at):
    Reading.objects.update(state=Reading.State.SUPERSEDED)
    read(billed, date(2024, 11, 27), 1020)
    taken_down(billed, 1035, at)
    assert last_use(billed, LAST).quantity == 7_000


def test_who_was_never_billed_is_asked_from_the_first_index(agency, at):
    opened = contract(at)
    begun = meters_on(opened, BEGUN).get().index_in
    taken_down(opened, 1035, at)
    assert last_use(opened, LAST).quantity == 1_035_000 - begun
