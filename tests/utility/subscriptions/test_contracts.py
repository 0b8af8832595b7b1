"""Contracts, meters and places: opened, changed, closed, each with its history."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from shubbak.journal.models import Leaf, LeafContent
from shubbak.utility.subscriptions.actions import (
    change_holder,
    change_terms,
    close_contract,
    exchange_meter,
    fit_meter,
    open_contract,
    remember_reference,
    remove_meter,
)
from shubbak.utility.subscriptions.models import Fitting, Tie
from shubbak.utility.subscriptions.queries import contract_of, holding_on, meters_on, terms_on
from shubbak.utility.subscriptions.rules import Asked, SubscriptionRefused, print_contract_number
from tests.utility.subscriptions.village import BEGUN, CLERK, contract, meter, person, place

MOVED = date(2026, 11, 10)
DAY = timedelta(days=1)


def refused(code: str):
    return pytest.raises(SubscriptionRefused, match=f"^{code}$")


def test_a_contract_is_found_by_its_number_as_it_is_printed(agency, at):
    opened = contract(at)
    assert contract_of(print_contract_number(opened.number)) == opened


def test_it_has_a_holder_with_an_account_in_the_ledger_and_terms_from_its_first_day(agency, at):
    opened = contract(at)
    held = holding_on(opened, BEGUN)
    assert (held.person.name, held.payer.currency) == ("أمينة بناني", agency.currency)
    assert terms_on(opened, BEGUN).tariffs == ["ma-water-household", "ma-sewerage-household"]
    assert terms_on(opened, BEGUN - DAY) is None


def test_a_place_has_one_contract_at_a_time(agency, at):
    opened = contract(at)
    with refused("place_has_contract"):
        open_contract(
            point=opened.point, person=person(at), asked=Asked(("x",)), on=MOVED, actor=CLERK, at=at
        )


def test_the_new_holder_owes_nothing_of_the_last_one(agency, at):
    opened = contract(at)
    last = holding_on(opened, BEGUN)
    change_holder(contract=opened, person=person(at, name="يوسف"), on=MOVED, actor=CLERK, at=at)
    now = holding_on(opened, MOVED)
    assert (now.person.name, holding_on(opened, MOVED - DAY)) == ("يوسف", last)
    assert now.payer != last.payer


def test_accounts_that_kept_the_contract_keep_it_no_more_when_its_holder_changes(agency, at):
    opened = contract(at)
    tie = Tie.objects.create(contract=opened, account="0" * 32, since=at)
    change_holder(contract=opened, person=person(at, name="يوسف"), on=MOVED, actor=CLERK, at=at)
    tie.refresh_from_db()
    assert tie.until == at


def test_terms_change_from_a_day_on(agency, at):
    opened = contract(at)
    change_terms(contract=opened, asked=Asked(("ma-water-other",)), on=MOVED, actor=CLERK, at=at)
    assert terms_on(opened, MOVED).tariffs == ["ma-water-other"]
    assert terms_on(opened, MOVED - DAY).tariffs == ["ma-water-household", "ma-sewerage-household"]


def test_nothing_changes_before_what_it_changes_began(agency, at):
    opened = contract(at)
    with refused("before_it_began"):
        change_terms(contract=opened, asked=Asked(("x",)), on=BEGUN, actor=CLERK, at=at)
    with refused("before_it_began"):
        close_contract(contract=opened, on=BEGUN - DAY, actor=CLERK, at=at)


def test_a_closed_contract_changes_no_more_and_its_last_holder_is_known(agency, at):
    opened = contract(at)
    close_contract(contract=opened, on=MOVED, actor=CLERK, at=at)
    with refused("contract_closed"):
        change_holder(contract=opened, person=person(at), on=MOVED, actor=CLERK, at=at)
    assert holding_on(opened, MOVED + DAY).person.name == "أمينة بناني"
    assert terms_on(opened, MOVED) is None


def test_a_meter_is_exchanged_on_one_day_with_both_indexes(agency, at):
    opened = contract(at)
    old = meters_on(opened, MOVED).get()
    exchange_meter(
        fitting=old, index_out=1_500_000, meter=meter("WM-2"), index_in=3_000, on=MOVED, actor=CLERK, at=at
    )
    assert [each.meter.serial for each in meters_on(opened, MOVED)] == ["WM-2"]
    assert [each.meter.serial for each in meters_on(opened, MOVED - DAY)] == ["M-W-0001"]


def test_a_meter_stands_in_one_place_shows_what_its_dials_can_and_counts_what_is_delivered(agency, at):
    opened = contract(at)
    standing = meters_on(opened, MOVED).get().meter
    other = place(at, "W-0002")
    for fitted, index, code in (
        (standing, 0, "meter_elsewhere"),
        (meter("EM-1", "electricity"), 0, "other_commodity"),
        (meter("WM-3", dials=4), 10_000_000, "beyond_the_dials"),
    ):
        with refused(code):
            fit_meter(point=other, meter=fitted, on=MOVED, index=index, actor=CLERK, at=at)


def test_the_database_refuses_a_meter_in_two_places(agency, at):
    opened = contract(at)
    standing = meters_on(opened, MOVED).get().meter
    with pytest.raises(IntegrityError), transaction.atomic():
        Fitting.objects.create(point=place(at, "W-0002"), meter=standing, starts=MOVED)


def test_a_meter_is_removed_once(agency, at):
    fitting = meters_on(contract(at), MOVED).get()
    remove_meter(fitting=fitting, on=MOVED, index=1_200_000, actor=CLERK, at=at)
    with refused("already_removed"):
        remove_meter(fitting=fitting, on=MOVED, index=1_300_000, actor=CLERK, at=at)


def test_an_old_reference_of_a_body_that_was_taken_over_still_finds_the_contract(agency, at):
    opened = contract(at)
    remember_reference(contract=opened, body="radeej", reference="J-204/77 B", actor=CLERK, at=at)
    assert contract_of("j 204 77 b") == opened
    with refused("reference_taken"):
        remember_reference(
            contract=contract(at, "W-0002"), body="radeej", reference="J20477B", actor=CLERK, at=at
        )


def test_a_reference_that_two_bodies_used_finds_none_of_the_two(agency, at):
    for code, body in (("W-0001", "radeej"), ("W-0002", "radeema")):
        remember_reference(contract=contract(at, code), body=body, reference="77", actor=CLERK, at=at)
    assert contract_of("77") is None


def test_no_name_stands_in_the_facts_of_the_journal(agency, at):
    opened = contract(at)
    change_holder(contract=opened, person=person(at, name="يوسف العلمي"), on=MOVED, actor=CLERK, at=at)
    what = list(Leaf.objects.values_list("what", flat=True))
    assert "subscriptions.holder_changed" in what
    assert not [line for line in LeafContent.objects.all() if "يوسف" in str(line.content)]
