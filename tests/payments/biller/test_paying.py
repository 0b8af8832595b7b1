"""Banks look dues up, pay them, take payments back, and hold their file of the day against ours."""

import json
from datetime import date, timedelta

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller import audit
from shubbak.payments.biller.actions import change_bank, look_up_dues, read_day, reverse_by_bank, take_payment
from shubbak.payments.biller.queries import day_of, differences_of_days, dues_under, payment_of, shares_of
from shubbak.payments.biller.rules import BillerRefused, masked_name
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.payments.ledger.rules import LedgerRefused
from tests.payments.banks_of_test import asked, bank, owing, taken
from tests.payments.ledger_of_test import DAY, paid, payer

EVENING = timedelta(hours=9)


def refused(code: str, kind: type[Exception] = BillerRefused):
    return pytest.raises(kind, match=f"^{code}$")


def test_dues_are_shown_oldest_first_under_a_masked_name(agency, at):
    opened, bills = owing(at, 200_00, 100_00)
    found = look_up_dues(bank=bank(at), number=opened.number, at=at)
    assert ([each.reference for each in found.items], found.total) == ([b.reference for b in bills], 300_00)
    assert (found.holder, found.currency) == ("أ••• ب•••", "MAD")


def test_a_name_of_one_letter_and_none_are_masked_too():
    assert (masked_name("م  Ali"), masked_name("")) == ("م••• A•••", "")


def test_without_items_the_oldest_is_paid_first(agency, at):
    opened, (old, new) = owing(at, 200_00, 100_00)
    payment = taken(bank(at), opened.number, 250_00, at)
    assert shares_of(payment) == [(old.reference, 200_00, 0), (new.reference, 50_00, 0)]


def test_the_same_message_again_is_the_same_payment_and_another_is_refused(agency, at):
    opened, _ = owing(at, 200_00)
    atlas, first = bank(at), asked(opened.number, 200_00, at)
    payment = take_payment(bank=atlas, asked=first, at=at)
    assert take_payment(bank=atlas, asked=first, at=at + EVENING) == payment
    with refused("other_body"):
        taken(atlas, opened.number, 100_00, at, reference=first.reference)
    assert credit_of(payment.payer_id) == 0


def test_two_banks_may_use_the_same_reference(agency, at):
    opened, _ = owing(at, 200_00)
    told = {"reference": "1"}
    payments = {taken(bank(at, code), opened.number, 100_00, at, **told).pk for code in ("atlas", "barid")}
    assert len(payments) == 2


def test_what_was_paid_elsewhere_meanwhile_becomes_credit(agency, at):
    opened, (owed,) = owing(at, 200_00)
    paid(owed.payer, [(owed, 200_00)], at)
    payment = taken(bank(at), opened.number, 200_00, at, (owed, 200_00))
    assert shares_of(payment) == [(owed.reference, 0, 200_00)]
    assert (dues_of(owed.payer_id), credit_of(owed.payer_id)) == (0, 200_00)


def test_a_bill_of_somebody_else_is_not_paid_under_this_contract(agency, at):
    opened, _ = owing(at, 200_00)
    _, (other,) = owing(at, 100_00, code="W-0002")
    with refused("unknown_contract"):
        taken(bank(at), opened.number, 100_00, at, (other, 100_00))


def test_a_bill_is_paid_by_what_is_printed_on_it(agency, at):
    _, (owed,) = owing(at, 200_00)
    taken(bank(at), owed.rf, 200_00, at)
    assert dues_of(owed.payer_id) == 0


def test_where_the_oldest_comes_first_nothing_newer_is_paid_before_it(agency, at):
    opened, (old, new) = owing(at, 200_00, 100_00)
    atlas = bank(at, oldest_first=True)
    with refused("not_in_order"):
        taken(atlas, opened.number, 100_00, at, (new, 100_00))
    taken(atlas, opened.number, 300_00, at, (new, 100_00), (old, 200_00))
    assert dues_of(old.payer_id) == 0


@pytest.mark.parametrize(
    ("changes", "code"), [({"currency": "AED"}, "other_currency"), ({"amount": 0}, "nothing")]
)
def test_another_currency_and_nothing_are_no_payment(agency, at, changes, code):
    opened, _ = owing(at, 200_00)
    with refused(code, LedgerRefused):
        taken(bank(at), **{"number": opened.number, "amount": 1, "at": at} | changes)


def test_a_payment_of_tomorrow_is_not_taken(agency, at):
    opened, _ = owing(at, 200_00)
    with refused("future"):
        taken(bank(at), opened.number, 1, at, paid_at=at + timedelta(hours=1))


def test_after_the_cut_off_it_is_the_next_day_that_is_worked(agency, at):
    opened, _ = owing(at, 200_00)
    friday = at + timedelta(days=3)
    days = {
        when: taken(bank(at, code), opened.number, 1, when).business_day
        for code, when in (("one", at), ("two", at + EVENING), ("three", friday + EVENING))
    }
    assert list(days.values()) == [date(2026, 11, 17), date(2026, 11, 19), date(2026, 11, 23)]


def test_a_payment_is_taken_back_on_its_day_and_owed_again(agency, at):
    opened, (owed,) = owing(at, 200_00)
    atlas = bank(at)
    payment = taken(atlas, opened.number, 200_00, at)
    for _ in range(2):
        gone = reverse_by_bank(bank=atlas, reference=payment.reference, reason="error", at=at)
        assert (gone.reversed_at, dues_of(owed.payer_id)) == (at, 200_00)


def test_after_its_day_a_payment_is_taken_back_by_people(agency, at):
    opened, (owed,) = owing(at, 200_00)
    atlas = bank(at)
    payment = taken(atlas, opened.number, 200_00, at)
    with refused("day_over"):
        reverse_by_bank(bank=atlas, reference=payment.reference, reason="", at=at + EVENING)
    with refused("unknown_payment"):
        reverse_by_bank(bank=bank(at, "barid"), reference=payment.reference, reason="", at=at)
    assert dues_of(owed.payer_id) == 0


def test_whoever_tries_numbers_looks_none_up_until_the_hour_is_over_but_pays(agency, at):
    opened, _ = owing(at, 200_00)
    atlas = bank(at, unknown_per_hour=3)
    for number in ("00000012", "1", "رقم"):
        with refused("unknown_contract"):
            look_up_dues(bank=atlas, number=number, at=at)
    with refused("shut"):
        look_up_dues(bank=atlas, number=opened.number, at=at)
    taken(atlas, opened.number, 200_00, at)
    assert look_up_dues(bank=atlas, number=opened.number, at=at + timedelta(hours=1)).total == 0


def test_people_let_a_bank_look_up_again(agency, at):
    opened, _ = owing(at, 200_00)
    atlas = bank(at, unknown_per_hour=1)
    with refused("unknown_contract"):
        look_up_dues(bank=atlas, number="1", at=at)
    change_bank(bank=atlas, actor=SYSTEM, at=at, shut_until=None)
    assert look_up_dues(bank=atlas, number=opened.number, at=at).total == 200_00


def test_a_day_has_its_sums_and_pages(agency, at, monkeypatch):
    monkeypatch.setattr("shubbak.payments.biller.queries.PAGE", 2)
    opened, _ = owing(at, 200_00)
    atlas = bank(at)
    payments = [taken(atlas, opened.number, 10_00, at) for _ in range(3)]
    reverse_by_bank(bank=atlas, reference=payments[0].reference, reason="", at=at)
    day = day_of(atlas, at.date(), 2, at)
    assert (day.count, day.total, day.reversed_count, day.reversed_total) == (3, 30_00, 1, 10_00)
    assert (day.pages, len(day.payments), day.is_over) == (2, 1, False)
    assert day_of(atlas, at.date(), 1, at + EVENING).is_over


def day_file(day, *lines, **changes):
    rows = [
        {"reference": ref, "amount": amount, "currency": "MAD", "state": state}
        for ref, amount, state in lines
    ]
    total = sum(row["amount"] for row in rows)
    told = {"day": day.isoformat(), "count": len(rows), "total": total, "payments": rows} | changes
    return json.dumps(told).encode()


def test_a_file_of_a_day_is_told_where_it_differs_in_four_ways(agency, at):
    opened, _ = owing(at, 200_00)
    atlas = bank(at)
    same, less, gone, ours = (taken(atlas, opened.number, 10_00, at).reference for _ in range(4))
    reverse_by_bank(bank=atlas, reference=gone, reason="", at=at)
    content = day_file(
        DAY, (same, 10_00, "paid"), (less, 9_00, "paid"), (gone, 10_00, "paid"), ("X", 5_00, "paid")
    )
    found = read_day(bank=atlas, day=DAY, content=content, media_type="application/json", at=at)
    assert {(each.kind, each.reference) for each in found.all} == {
        ("amount_differs", less),
        ("state_differs", gone),
        ("only_theirs", "X"),
        ("only_ours", ours),
    }
    assert len(differences_of_days()) == 4


def test_the_last_file_of_a_day_holds_and_csv_says_the_same(agency, at):
    opened, _ = owing(at, 200_00)
    atlas = bank(at)
    one = taken(atlas, opened.number, 10_00, at).reference
    read_day(bank=atlas, day=DAY, content=day_file(DAY), media_type="application/json", at=at)
    csv = f"reference;amount;currency;state\n{one};1000;MAD;paid\nTOTAL;1000;1;\n".encode()
    assert read_day(bank=atlas, day=DAY, content=csv, media_type="text/csv", at=at).matched == 1
    assert not differences_of_days().exists()


def test_what_the_bank_counts_for_another_day_differs_in_its_state(agency, at):
    opened, _ = owing(at, 200_00)
    atlas = bank(at)
    late = taken(atlas, opened.number, 10_00, at + EVENING).reference
    content = day_file(DAY, (late, 10_00, "paid"))
    told = {"content": content, "media_type": "application/json", "at": at + EVENING}
    [found] = read_day(bank=atlas, day=DAY, **told).all
    assert (found.kind, found.detail) == ("state_differs", "2026-11-19")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (day_file(DAY, ("A", 1, "paid"), total=2), "sum_differs"),
        (day_file(DAY, ("A", 1, "paid"), count=2), "sum_differs"),
        (day_file(DAY, ("A", 1, "paid"), ("A", 1, "paid")), "twice"),
        (day_file(date(2026, 11, 1)), "other_day"),
        (day_file(DAY, ("A", 1, "lost")), "unreadable"),
        (day_file(DAY, ("A", -1, "paid")), "unreadable"),
        (b"[]", "unreadable"),
        (b"\xff", "unreadable"),
    ],
)
def test_a_file_of_which_nothing_can_be_believed_is_refused_whole(agency, at, content, code):
    with refused(code):
        read_day(bank=bank(at), day=DAY, content=content, media_type="application/json", at=at)


@pytest.mark.parametrize("content", [b"", b"reference;amount;currency;state\n", b"a;b\nTOTAL;0;0;\n"])
def test_a_table_without_head_or_control_is_refused(agency, at, content):
    with refused("unreadable"):
        read_day(bank=bank(at), day=DAY, content=content, media_type="text/csv", at=at)


def test_the_books_are_well_and_a_payment_before_it_came_is_found(agency, at):
    opened, (owed,) = owing(at, 200_00)
    atlas = bank(at)
    taken(atlas, opened.number, 10_00, at)
    assert list(audit.problems()) == []
    later = taken(atlas, opened.number, 10_00, at)
    assert payment_of(atlas, later.reference) == later
    paid(owed.payer, [], at + timedelta(days=2), 5_00)
    bank(at, "attijari")
    assert "before it came" in next(iter(audit.problems()))


def test_nothing_is_owed_under_no_number(agency, at):
    payer(at)
    assert dues_under("", at) is None
