"""What the accountants get."""

from datetime import timedelta

from shubbak.payments.ledger.accounting import entries_of, sums_of
from tests.payments.ledger_of_test import DAY, bill, paid, payer


def test_every_transfer_of_the_days_is_a_line_that_names_nobody(agency, at):
    someone = payer(at)
    owed = bill(someone, 100, at, reference="2026/1")
    paid(someone, [(owed, 100)], at, amount=130, reference="TX1")
    lines = [
        (line.debit, line.credit, line.amount, line.reference, line.source) for line in entries_of(DAY, DAY)
    ]
    assert lines == [
        ("dues:MAD", "revenue:MAD", 100, "2026/1", ""),
        ("bank:attijari:MAD", "dues:MAD", 100, "2026/1", "TX1"),
        ("bank:attijari:MAD", "credit:MAD", 30, "", "TX1"),
    ]
    assert list(entries_of(DAY + timedelta(days=1), DAY + timedelta(days=9))) == []


def test_sums_are_by_debit_and_credit(agency, at):
    for amount in (100, 20):
        paid(payer(at), [], at, amount=amount)
    assert sums_of(DAY, DAY) == {("bank:attijari:MAD", "credit:MAD"): 120}
