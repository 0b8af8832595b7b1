"""Meters of a running contract: a second one, another in the place of one; the bill adds them up."""

from datetime import date, timedelta

import pytest

from shubbak.utility.metering.actions import PutUp, Why, add_meter, put_another
from shubbak.utility.subscriptions.actions import close_contract
from shubbak.utility.subscriptions.models import Meter
from shubbak.utility.subscriptions.queries import meters_on
from shubbak.utility.subscriptions.rules import SubscriptionRefused
from tests.utility.bills.street import bill, computed, issued, read
from tests.utility.subscriptions.village import BEGUN, CLERK, contract, meter

END, MIDDLE = date(2024, 11, 30), date(2024, 11, 16)


def refused(code: str):
    return pytest.raises(SubscriptionRefused, match=f"^{code}$")


def added(opened, at, serial="NIGHT", index=500_000, on=MIDDLE):
    return add_meter(contract=opened, put_up=PutUp(serial, 5, index, on), actor=CLERK, at=at)


def exchanged(opened, at, index_out=1_010_000, on=MIDDLE, serial="NEW"):
    fitting, put_up = meters_on(opened, BEGUN).get(), PutUp(serial, 5, 0, on)
    told = {"fitting": fitting.pk, "index_out": index_out, "why": Why.STOPPED}
    return put_another(contract=opened, **told, put_up=put_up, actor=CLERK, at=at)


def test_a_second_meter_counts_beside_the_first_from_its_day(agency, at):
    opened = contract(at)
    added(opened, at)
    assert meters_on(opened, MIDDLE - timedelta(days=1)).count() == 1
    assert {each.meter.serial for each in meters_on(opened, MIDDLE)} == {"M-W-0001", "NIGHT"}


def test_the_bill_adds_both_meters_up_and_says_each(agency, at):
    opened = contract(at)
    night = added(opened, at).meter
    read(opened, END, 1020, meter=Meter.objects.get(serial="M-W-0001"))
    read(opened, END, 507, meter=night)
    issued("2024-11", at)
    made = bill(opened, "2024-11")
    assert made.quantity == 27_000
    assert {told["meter"]: told["to"] - told["from"] for told in made.facts["readings"]} == {
        "M-W-0001": 20_000,
        "NIGHT": 7_000,
    }


def test_a_meter_that_nobody_read_leaves_the_bill_to_somebody(agency, at):
    opened = contract(at)
    added(opened, at)
    read(opened, END, 1020, meter=Meter.objects.get(serial="M-W-0001"))
    assert computed("2024-11", at).drafts.get().finding == "backwards"


def test_what_both_meters_of_an_exchange_counted_is_billed_together(agency, at):
    opened = contract(at)
    new = exchanged(opened, at).meter
    read(opened, END, 6, meter=new)
    issued("2024-11", at)
    assert bill(opened, "2024-11").quantity == 16_000


def test_an_exchange_does_not_go_below_nor_before_what_was_read(agency, at):
    opened = contract(at)
    read(opened, date(2024, 11, 10), 1008, period="2024-10")
    with refused("below"):
        exchanged(opened, at, index_out=1_007_000)
    with refused("read_since"):
        exchanged(opened, at, on=date(2024, 11, 5))
    assert exchanged(opened, at, index_out=1_008_000).meter.serial == "NEW"


def test_neither_on_a_day_to_come_nor_before_the_contract(agency, at):
    opened = contract(at)
    with refused("not_yet"):
        added(opened, at, on=at.date() + timedelta(days=1))
    with refused("before_it_began"):
        added(opened, at, on=BEGUN - timedelta(days=1))


def test_a_meter_that_stands_elsewhere_or_counts_something_else_is_refused(agency, at):
    opened = contract(at)
    contract(at, "W-0002")
    meter("E-1", "electricity")
    with refused("meter_elsewhere"):
        added(opened, at, serial="M-W-0002")
    with refused("other_commodity"):
        added(opened, at, serial="E-1")


def test_a_prepaid_meter_goes_by_its_own_way(agency, at):
    opened = contract(at)
    meter("P-1", kind=Meter.Kind.PREPAID)
    with refused("prepaid_meter"):
        added(opened, at, serial="P-1")


def test_a_contract_that_has_ended_gets_no_meter(agency, at):
    opened = contract(at)
    close_contract(contract=opened, on=END, actor=CLERK, at=at)
    with refused("contract_closed"):
        added(opened, at)
