"""A run of bills: what was read is billed once, by the tariff, in numbers without a gap, by two people."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from shubbak.journal.models import Leaf
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import dues_of
from shubbak.people.queries import actor_of
from shubbak.utility.bills import audit
from shubbak.utility.bills.actions import (
    approve_run,
    begin_run,
    clear_drafts,
    compute_run,
    drop_run,
    issue_block,
    issue_run,
)
from shubbak.utility.bills.models import Bill, Draft, Run
from shubbak.utility.bills.queries import findings_counted, ready
from shubbak.utility.bills.rules import BillRefused, Limits, RunFacts
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.actions import exchange_meter
from shubbak.utility.subscriptions.models import Terms
from shubbak.utility.subscriptions.queries import holding_on, meters_on
from shubbak.utility.subscriptions.rules import Commodity
from tests.utility.bills.street import POWER, WATER, bill, clerks, computed, costs, issued, read
from tests.utility.subscriptions.village import BEGUN, CLERK, contract, meter

NOVEMBER, DECEMBER = date(2024, 11, 30), date(2024, 12, 31)


def refused(code: str):
    return pytest.raises(BillRefused, match=rf"^{code}$")


def test_what_was_read_is_billed_by_the_tariffs_of_the_contract(agency, at):
    opened = contract(at)
    read(opened, NOVEMBER, 1028)
    issued("2024-11", at)
    sent = bill(opened, "2024-11")
    assert (sent.first, sent.last, sent.quantity) == (BEGUN, NOVEMBER, 28_000)
    assert sent.total == costs(WATER, 28, BEGUN, NOVEMBER)
    assert {line["tariff"] for line in sent.lines} == set(WATER)


def test_the_next_bill_begins_where_the_last_one_ended(agency, at):
    opened = contract(at)
    for day, index in ((NOVEMBER, 1028), (DECEMBER, 1041)):
        read(opened, day, index)
        issued(f"{day:%Y-%m}", at)
    sent = bill(opened, "2024-12")
    assert (sent.first, sent.last, sent.quantity) == (date(2024, 12, 1), DECEMBER, 13_000)
    assert sent.facts["readings"][0] | {} == {
        "meter": "M-W-0001",
        "from_on": "2024-11-30",
        "from": 1_028_000,
        "to_on": "2024-12-31",
        "to": 1_041_000,
        "quality": "field",
    }


def bill_of_a_former_system(of, at) -> None:
    days = {"first": BEGUN, "last": NOVEMBER, "issued_on": DECEMBER, "due_on": DECEMBER, "issued_at": at}
    amounts = {"currency": "MAD", "quantity": 28_000, "total": 100, "vat": 0, "lines": [], "digest": b""}
    holding = holding_on(of, NOVEMBER)
    Bill.objects.create(
        number="A1", kind="ordinary", period="2024-11", contract=of, holding=holding, **days, **amounts
    )


def test_a_reading_that_was_replaced_after_its_bill_is_made_good_by_the_next(agency, at):
    opened = contract(at)
    read(opened, NOVEMBER, 1028)
    issued("2024-11", at)
    Reading.objects.update(state=Reading.State.SUPERSEDED)
    read(opened, date(2024, 11, 27), 1020)
    read(opened, DECEMBER, 1041)
    issued("2024-12", at)
    sent = bill(opened, "2024-12")
    assert (sent.quantity, sent.facts["readings"][0]["from"]) == (13_000, 1_028_000)


def test_where_nobody_knows_from_where_somebody_looks(agency, at):
    opened = contract(at)
    read(opened, NOVEMBER, 1028)
    bill_of_a_former_system(opened, at)
    read(opened, DECEMBER, 1041)
    assert computed("2024-12", at).drafts.get().quantity == 13_000
    Reading.objects.filter(read_on=NOVEMBER).delete()
    assert findings_counted(computed("2024-12", at)) == {"backwards": 1}


def test_numbers_have_no_gap_and_what_is_billed_is_owed(agency, at):
    street = [contract(at, f"W-{rank}") for rank in range(5)]
    for rank, opened in enumerate(street):
        read(opened, NOVEMBER, 1010 + rank)
    issued("2024-11", at)
    assert sorted(Bill.objects.values_list("number", flat=True)) == [f"2024-{n:07d}" for n in range(1, 6)]
    sent = bill(street[3], "2024-11")
    assert dues_of(holding_on(street[3], NOVEMBER).payer_id) == sent.total
    assert Payable.objects.get(reference=sent.number).due_on == sent.due_on
    assert list(audit.problems()) == []


def test_a_period_is_billed_once_however_often_it_is_run(agency, at):
    read(contract(at), NOVEMBER, 1028)
    issued("2024-11", at)
    assert computed("2024-11", at).bills == 0


def test_the_database_keeps_the_bill_of_one_contract_from_the_holder_of_another(agency, at):
    mine, theirs = contract(at), contract(at, "W-0002")
    read(mine, NOVEMBER, 1028)
    run = computed("2024-11", at)
    run.drafts.update(holding=holding_on(theirs, NOVEMBER))
    approved = approve_run(run=run, staff=clerks(at)[1], at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        issue_run(run=approved, actor=CLERK, at=at)


def test_two_runs_of_one_period_at_once_bill_it_once(agency, at):
    read(contract(at), NOVEMBER, 1028)
    first, second = computed("2024-11", at), computed("2024-11", at)
    for run in (first, second):
        approve_run(run=run, staff=clerks(at)[1], at=at)
    issue_run(run=first, actor=CLERK, at=at)
    issue_run(run=second, actor=CLERK, at=at)
    assert Bill.objects.count() == 1


def test_who_begins_a_run_does_not_approve_it(agency, at):
    read(contract(at), NOVEMBER, 1028)
    run = computed("2024-11", at)
    with refused("same_person"):
        approve_run(run=run, staff=clerks(at)[0], at=at)
    with refused("not_approved"):
        issue_block(run=run, actor=CLERK, at=at)


def test_a_run_that_was_interrupted_goes_on_and_gives_nothing_twice(agency, at):
    for rank in range(5):
        read(contract(at, f"W-{rank}"), NOVEMBER, 1010)
    run = approve_run(run=computed("2024-11", at), staff=clerks(at)[1], at=at)
    issue_block(run=run, actor=CLERK, at=at, most=2)
    assert issue_run(run=run, actor=CLERK, at=at, block=2) == 3
    run.refresh_from_db()
    assert (run.state, run.bills, Bill.objects.count()) == (Run.State.ISSUED, 5, 5)
    assert list(audit.problems()) == []


def test_each_block_is_a_line_of_the_journal(agency, at):
    for rank in range(3):
        read(contract(at, f"W-{rank}"), NOVEMBER, 1010)
    run = approve_run(run=computed("2024-11", at), staff=clerks(at)[1], at=at)
    issue_run(run=run, actor=actor_of(clerks(at)[1]), at=at, block=2)
    assert Leaf.objects.filter(what="bills.issued", about=f"run:{run.pk}").count() == 2


def test_what_cannot_be_right_is_not_issued_and_cannot_be_cleared(agency, at):
    opened = contract(at)
    read(opened, NOVEMBER, 1028)
    Terms.objects.filter(contract=opened).update(tariffs=["no-such-tariff"])
    run = computed("2024-11", at)
    assert findings_counted(run) == {"no_price": 1}
    with refused("never"):
        clear_drafts(run=run, drafts=[run.drafts.get().pk], staff=clerks(at)[0], at=at)
    with refused("nothing_to_issue"):
        approve_run(run=run, staff=clerks(at)[1], at=at)


def test_a_large_bill_waits_until_somebody_has_looked(agency, at):
    read(contract(at), NOVEMBER, 1900)
    run = computed("2024-11", at)
    assert findings_counted(run) == {"large": 1}
    assert not ready(run)
    clear_drafts(run=run, drafts=[Draft.objects.get(run=run).pk], staff=clerks(at)[0], at=at)
    assert ready(run).count() == 1


def test_limits_are_settings(agency, at):
    read(contract(at), NOVEMBER, 1028)
    run = compute_run(run=computed("2024-11", at), at=at, limits=Limits(large=100, long=10))
    assert findings_counted(run) == {"large": 1}


def test_a_run_of_one_sector_leaves_the_others(agency, at):
    read(contract(at), NOVEMBER, 1028)
    assert computed("2024-11", at, sectors=("T99",)).bills == 0
    assert computed("2024-11", at, sectors=("T01",)).bills == 1


def test_an_exchanged_meter_makes_one_quantity_in_one_set_of_bands(agency, at):
    opened = contract(at)
    old = meters_on(opened, BEGUN).get()
    new = meter("WM-2")
    exchange_meter(
        fitting=old, index_out=1_015_000, meter=new, index_in=3_000, on=date(2024, 11, 14), actor=CLERK, at=at
    )
    read(opened, NOVEMBER, 16)
    issued("2024-11", at)
    sent = bill(opened, "2024-11")
    assert (sent.quantity, sent.total) == (28_000, costs(WATER, 28, BEGUN, NOVEMBER))
    assert [part["quality"] for part in sent.facts["readings"]] == ["removal", "field"]


def test_wheels_that_begin_again_go_on_counting(agency, at):
    opened = contract(at, index=99_990_000)
    read(opened, NOVEMBER, 18)
    issued("2024-11", at)
    assert bill(opened, "2024-11").quantity == 28_000


def test_where_prices_change_each_counts_for_its_days(agency, at):
    opened = contract(at, "E-1", commodity=Commodity.ELECTRICITY)
    first, last = date(2025, 12, 16), date(2026, 1, 15)
    read(opened, date(2025, 12, 15), 5000)
    issued("2025-12", at)
    read(opened, last, 5359)
    issued("2026-01", at)
    sent = bill(opened, "2026-01")
    assert sent.total == costs(POWER, 359, first, last)
    assert {line["from"] for line in sent.lines} == {"2025-12-16", "2026-01-01"}


def test_a_component_that_costs_its_most_is_written_as_the_kernel_does(agency, at):
    opened = contract(at, "E-1", commodity=Commodity.ELECTRICITY)
    read(opened, NOVEMBER, 1900)
    issued("2024-11", at)
    capped = next(line for line in bill(opened, "2024-11").lines if len(line["bands"]) == 3)
    assert sum(band["amount"] for band in capped["bands"]) == capped["amount"]


def test_a_run_is_given_up_until_a_bill_of_it_has_left(agency, at):
    read(contract(at), NOVEMBER, 1028)
    run = computed("2024-11", at)
    drop_run(run=run, staff=clerks(at)[0], at=at)
    assert not Draft.objects.exists()
    with refused("already_issued"):
        drop_run(run=issued("2024-11", at), staff=clerks(at)[0], at=at)


def test_bills_leave_time_to_pay(agency, at):
    with refused("due_before_issue"):
        begin_run(facts=RunFacts("2024-11", NOVEMBER, NOVEMBER), staff=clerks(at)[0], at=at)
