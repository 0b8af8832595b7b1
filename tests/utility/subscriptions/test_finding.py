"""Whoever owes is found by the number of a contract, by an old one, and by what is printed on a bill."""

from datetime import date

from shubbak.payments.ledger.finding import Debtor, find_debtor, register_finder
from shubbak.utility.subscriptions.actions import change_holder, close_contract, remember_reference
from shubbak.utility.subscriptions.queries import holding_on
from shubbak.utility.subscriptions.rules import print_contract_number
from tests.payments.ledger_of_test import bill
from tests.utility.subscriptions.village import CLERK, contract, person

MOVED = date(2026, 11, 1)


def test_a_contract_finds_its_holder_under_any_writing_of_its_number(agency, at):
    opened = contract(at)
    found = find_debtor(print_contract_number(opened.number), at)
    held = holding_on(opened, at.date())
    assert found == Debtor(held.payer_id, opened.number, found.words, "أمينة بناني")
    assert found.words["ar"] == "عقد الماء"
    assert "أمينة" not in repr(found)


def test_an_old_reference_finds_the_same(agency, at):
    opened = contract(at)
    remember_reference(contract=opened, body="radeej", reference="J-77/4", actor=CLERK, at=at)
    assert find_debtor("j77 4", at) == find_debtor(opened.number, at)


def test_whoever_holds_it_now_is_found_not_whoever_held_it(agency, at):
    opened = contract(at)
    change_holder(contract=opened, person=person(at, name="يوسف"), on=MOVED, actor=CLERK, at=at)
    assert find_debtor(opened.number, at).name == "يوسف"


def test_a_closed_contract_finds_whoever_held_it_last(agency, at):
    opened = contract(at)
    close_contract(contract=opened, on=MOVED, actor=CLERK, at=at)
    assert find_debtor(opened.number, at).name == "أمينة بناني"


def test_what_is_printed_on_a_bill_finds_its_payer_without_a_name(agency, at):
    payer = holding_on(contract(at), at.date()).payer
    payable = bill(payer, 40_776, at, reference="2026/0000123")
    found = find_debtor(f"{payable.rf[:4]} {payable.rf[4:]}", at)
    assert (found.payer_id, found.number, found.name) == (payer.pk, "2026/0000123", "")
    assert find_debtor("2026/0000123", at) == found


def test_an_unknown_number_and_an_endless_one_find_nobody(agency, at):
    contract(at)
    assert find_debtor("1234 5678", at) is None
    assert find_debtor("1" * 10_000, at) is None


def test_a_number_that_two_rooms_know_finds_nobody(agency, at, monkeypatch):
    monkeypatch.setattr("shubbak.payments.ledger.finding._finders", [])
    payer = holding_on(contract(at), at.date()).payer
    for number in ("A", "B"):
        register_finder(lambda _text, _at, number=number: Debtor(payer.pk, number, {}))
    assert find_debtor("77", at) is None
