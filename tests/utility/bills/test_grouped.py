"""The bills of an institution stand together: one paper, one reference, one message."""

from datetime import date

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render as printed
from shubbak.foundation.tables import FORMATS
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.finding import find_debtor
from shubbak.payments.ledger.queries import credit_of, open_payables
from shubbak.payments.ledger.rules import in_order
from shubbak.utility.bills.actions.telling import tell_of_runs
from shubbak.utility.bills.grouped import grouped_bill, owed_by, periods_of
from shubbak.utility.bills.grouped_paper import (
    grouped_address,
    grouped_code,
    grouped_of_code,
    grouped_sheet,
    grouped_table,
)
from shubbak.utility.bills.queries import bill_before
from shubbak.utility.subscriptions.actions import leave_group
from shubbak.utility.subscriptions.queries import membership_of
from tests.payments.ledger_of_test import money
from tests.utility.bills.street import bill, cancelled, issued, read
from tests.utility.subscriptions.institution import contracts_of, group
from tests.utility.subscriptions.village import CLERK, contract

NOVEMBER = "2024-11"


@pytest.fixture
def billed(agency, at):
    """Three contracts of a commune, of 28, 38 and 48 cubic metres, and one of somebody else."""
    made = group(at, 3, email="wilaya@example.ma", preferred_channel="email")
    for rank, each in enumerate([*contracts_of(made), contract(at, "W-0009")]):
        read(each, date(2024, 11, 30), 1028 + 10 * rank)
    issued(NOVEMBER, at)
    return made


def pay(made, amount, at, reference="T-1"):
    laid = in_order(amount, [(each.pk, each.left) for each in open_payables(made.payer_id)])
    receive(money=money(amount, at, reference), payer=made.payer_id, wanted=laid, actor=CLERK, at=at)


def test_it_holds_every_bill_of_the_group_and_no_other(billed):
    told = grouped_bill(billed, NOVEMBER)
    assert [line.bill.contract for line in told.lines] == contracts_of(billed)
    assert told.total == told.left == owed_by(billed) == sum(line.bill.total for line in told.lines)
    assert (periods_of(billed), grouped_bill(billed, "2024-10")) == ([NOVEMBER], None)


def test_its_sums_by_rate_make_the_whole(billed):
    told = grouped_bill(billed, NOVEMBER)
    assert sum(each.net + each.vat for each in told.rates) == told.total
    assert sum(each.vat for each in told.rates) == told.vat


def test_one_payment_pays_every_bill_of_it(billed, at):
    pay(billed, owed_by(billed), at)
    told = grouped_bill(billed, NOVEMBER)
    assert (told.left, told.paid) == (0, told.total)


def test_a_part_pays_the_oldest_of_them(billed, at):
    for rank, each in enumerate(contracts_of(billed)):
        read(each, date(2024, 12, 31), 1060 + 10 * rank)
    issued("2024-12", at)
    pay(billed, grouped_bill(billed, NOVEMBER).total + 100, at)
    assert (grouped_bill(billed, NOVEMBER).left, grouped_bill(billed, "2024-12").paid) == (0, 100)


def test_what_was_cancelled_stands_in_it_no_more(billed, at):
    wrong = bill(contracts_of(billed)[0], NOVEMBER)
    cancelled(wrong, at.date(), at)
    assert len(grouped_bill(billed, NOVEMBER).lines) == 2


def test_what_left_stands_in_the_bills_of_its_time_alone(billed, at):
    school = contracts_of(billed)[0]
    leave_group(membership=membership_of(school), on=date(2024, 12, 1), actor=CLERK, at=at)
    for rank, each in enumerate(contracts_of(billed)):
        read(each, date(2024, 12, 31), 1060 + 10 * rank)
    issued("2024-12", at)
    assert [len(grouped_bill(billed, period).lines) for period in periods_of(billed)] == [2, 3]


def test_what_joins_is_still_compared_with_its_earlier_bills(billed, at):
    school = contracts_of(billed)[0]
    read(school, date(2024, 12, 31), 1060)
    issued("2024-12", at)
    assert bill_before(bill(school, "2024-12")) == bill(school, NOVEMBER)


def test_its_paper_and_its_tables_hold_the_same(billed, at):
    told, agency = grouped_bill(billed, NOVEMBER), current_agency()
    sheet = grouped_sheet(told, agency)
    assert printed(sheet, agency).startswith(b"%PDF")
    assert [line.contract.replace(" ", "") for line in sheet.lines] == [
        each.number for each in contracts_of(billed)
    ]
    csv = b"".join(FORMATS["csv"].write(grouped_table(told))).decode()
    assert all(line.bill.number in csv for line in told.lines)


def test_the_square_on_its_paper_opens_it_and_finds_who_pays(billed, at):
    told, agency = grouped_bill(billed, NOVEMBER), current_agency()
    code = grouped_code(billed.number, NOVEMBER, agency)
    assert grouped_of_code(code.lower(), agency).group == billed
    assert grouped_of_code(code.replace(NOVEMBER[:4], "2023"), agency) is None
    assert find_debtor(grouped_address(told, agency), at).payer_id == billed.payer_id


def test_the_institution_is_told_once_of_all_of_them(billed, at):
    tell_of_runs(at=at)
    sent = Message.objects.get(template="grouped")
    assert Message.objects.filter(template="ready").count() == 1
    told = rendered(sent)
    assert "فاتورتكم المجمعة جاهزة" in told.subject
    assert [each.name.rpartition(".")[2] for each in told.attached] == ["pdf", "xlsx"]


def test_what_it_paid_too_much_is_laid_on_its_next_bills(billed, at):
    pay(billed, owed_by(billed) + 5000, at)
    for rank, each in enumerate(contracts_of(billed)):
        read(each, date(2024, 12, 31), 1060 + 10 * rank)
    issued("2024-12", at)
    tell_of_runs(at=at)
    assert (credit_of(billed.payer_id), grouped_bill(billed, "2024-12").paid) == (0, 5000)
