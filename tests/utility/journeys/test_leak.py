"""A bill that a hidden leak has swollen is reckoned again: bill, books and VAT say the same."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import Refused
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.utility.bills import audit as bills_audit
from shubbak.utility.bills.allowing import AllowanceRule, Excess, allowed, is_too_soon, usual_of
from shubbak.utility.bills.explaining import Why, explain
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.shown import billed_of
from shubbak.utility.bills.vat import vat_of
from shubbak.utility.journeys.details import usual_use
from shubbak.utility.tariffs.shelf import shelf
from tests.payments.ledger_of_test import paid
from tests.utility.bills.street import WATER, bill, costs, issued, read
from tests.utility.journeys.files_of_test import file_of, offices
from tests.utility.subscriptions.village import contract

FIRST, LAST = date(2024, 12, 1), date(2024, 12, 31)
LEAK = {
    "bill_month": "2024-12",
    "leak_at": "buried",
    "found_day": "2026-11-01",
    "repaired_day": "2026-11-02",
    "index": 1100,
    "honour": True,
    "name": "أمينة بناني",
    "phone": "0661000041",
    "preferred_channel": "sms",
}


@pytest.fixture
def swollen(agency, at):
    """Fifteen cubic metres in November, a hundred and twenty in December."""
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1015)
    issued("2024-11", at)
    read(opened, LAST, 1135)
    issued("2024-12", at)
    deferred()
    yield opened
    assert list(audit.problems()) == []
    assert list(bills_audit.problems()) == []


def deferred() -> None:
    """As in a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def taken(swollen, at):
    desk = file_of(offices(at), "leak-allowance", {**LEAK, "contract": swollen.number})
    desk.takes("take", "billing_agent")
    return desk


def proposed(swollen, at, usual: str = "16"):
    desk = taken(swollen, at)
    desk.takes("propose", "billing_agent", details={"usual": usual})
    return desk


def granted(swollen, at):
    desk = proposed(swollen, at)
    desk.takes("decide", "billing_head", result="granted", answer="قناة مدفونة.")
    return desk


def test_what_is_usual_is_told_from_what_was_billed_before(swollen, at):
    desk = taken(swollen, at)
    [asked] = usual_use(desk.case, at)
    assert usual_of(bill(swollen, "2024-12")) == 15_500
    assert asked.initial == "16"


def test_the_usual_is_asked_by_its_bands_and_the_excess_at_the_lowest_price(swollen, at):
    wrong = bill(swollen, "2024-12")
    granted(swollen, at)
    made = Bill.objects.get(kind="rectifying")
    usual = costs(WATER, 16, FIRST, LAST)
    assert (made.quantity, made.total) == (16_000, usual + 104 * 237)
    assert made.facts["allowance"]["counted"] == 120_000
    assert made.facts["readings"] == wrong.facts["readings"]


def test_what_was_paid_too_much_is_credit_and_the_letter_says_how_much_less(swollen, at):
    wrong = bill(swollen, "2024-12")
    payer = swollen.holdings.get().payer
    owed = list(payer.payables.all())
    paid(payer, [(each, each.left) for each in owed], at)
    desk = granted(swollen, at)
    less = wrong.total - Bill.objects.get(kind="rectifying").total
    assert (dues_of(payer.pk), credit_of(payer.pk)) == (0, less)
    assert CaseLetter.objects.get(case=desk.case, name="decision").facts["amount"]


def test_vat_says_what_is_asked_in_the_end(swollen, at):
    granted(swollen, at)
    on = Bill.objects.get(kind="rectifying").issued_on
    sums = list(vat_of(date(2024, 1, 1), on))
    standing = Bill.objects.standing()
    assert sum(each.vat for each in sums) == sum(each.vat for each in standing)
    assert sum(each.net + each.vat for each in sums) == sum(each.total for each in standing)


def test_whoever_proposes_an_allowance_does_not_grant_it(swollen, at):
    desk = taken(swollen, at)
    desk.takes("propose", "billing_head", details={"usual": "16"})
    with pytest.raises(Refused, match="own_proposal"):
        desk.takes("decide", "billing_head", result="granted", answer="أ")
    assert not Bill.objects.filter(kind="rectifying").exists()


def test_what_is_sent_back_or_refused_changes_no_bill(swollen, at):
    desk = proposed(swollen, at)
    desk.takes("return", "billing_head", reason="المعتاد أقل")
    desk.takes("propose", "billing_agent", details={"usual": "14"})
    desk.takes("refuse", "billing_head", reason="التسرب في صنبور")
    assert Bill.objects.count() == 2
    assert bill(swollen, "2024-12").proposals.filter(is_granted=False).count() == 2


def test_a_bill_near_the_usual_gives_no_allowance(swollen, at):
    with pytest.raises(Refused, match="not_so_high"):
        proposed(swollen, at, usual="61")


def test_the_leak_is_a_reason_of_its_own_and_nothing_is_left_unexplained(swollen, at):
    granted(swollen, at)
    now, before = billed_of(Bill.objects.get(kind="rectifying")), billed_of(bill(swollen, "2024-11"))
    made = {part.why: part.amount for part in explain(now, before, shelf())}
    assert made[Why.LEAK] == 104 * 237
    assert Why.OTHER not in made
    assert sum(made.values()) == now.total - before.total


def test_a_second_leak_within_two_years_gives_no_allowance(swollen, at):
    office = granted(swollen, at).office
    read(swollen, date(2025, 1, 31), 1255)
    issued("2025-01", at)
    deferred()
    asked = {**LEAK, "contract": swollen.number, "bill_month": "2025-01"}
    again = file_of(office, "leak-allowance", asked)
    again.takes("take", "billing_agent")
    with pytest.raises(Refused, match="allowed_lately"):
        again.takes("propose", "billing_agent", details={"usual": "16"})
    assert str(at.year) in usual_use(again.case, at)[0].hint


def test_years_are_counted_to_the_day_of_the_request():
    rule, asked = AllowanceRule(200, Excess.SHARE, 25, years=2), date(2026, 11, 23)
    assert is_too_soon(date(2024, 11, 24), asked, rule)
    assert not is_too_soon(date(2024, 11, 23), asked, rule)
    assert not is_too_soon(None, asked, rule)
    assert not is_too_soon(date(2026, 11, 22), asked, replace(rule, years=0))


def test_or_a_share_of_the_excess_is_asked(swollen, at):
    right = allowed(bill(swollen, "2024-12"), 20_000, AllowanceRule(200, Excess.SHARE, 25, 2))
    assert right.quantity == 45_000
