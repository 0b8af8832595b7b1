"""Estimates made good, mistakes undone, contracts ended: nothing is altered, everything adds up."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from shubbak.config.supervisor.home import SUPERUSER
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.utility.bills import audit
from shubbak.utility.bills.actions import bill_at_the_end, cancel_bill, rectify_bill
from shubbak.utility.bills.actions.correcting import Counted
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import BillRefused
from shubbak.utility.subscriptions.queries import holding_on
from tests import cluster
from tests.utility.bills.street import WATER, bill, costs, issued, read
from tests.utility.subscriptions.village import BEGUN, CLERK, contract

NOVEMBER, DECEMBER, JANUARY = date(2024, 11, 30), date(2024, 12, 31), date(2025, 1, 31)
ON = date(2025, 2, 10)


@pytest.fixture
def opened(agency, at):
    found = contract(at)
    read(found, NOVEMBER, 1010)
    issued("2024-11", at)
    return found


def billed(opened, at, *months: tuple[date, float, str]) -> None:
    for day, index, source in months:
        read(opened, day, index, source=source)
        issued(f"{day:%Y-%m}", at)


def owed(opened) -> int:
    return dues_of(holding_on(opened, JANUARY).payer_id)


def test_estimates_are_made_good_over_all_of_their_days(opened, at):
    billed(opened, at, (DECEMBER, 1018, "estimate"), (JANUARY, 1060, "field"))
    first = date(2024, 12, 1)
    advance, sent = bill(opened, "2024-12"), bill(opened, "2025-01")
    assert (advance.estimated, sent.estimated, sent.first, sent.last) == (True, False, first, JANUARY)
    assert advance.total + sent.total == costs(WATER, 50, first, JANUARY)
    assert sent.lines[-1]["bill"] == advance.number


def test_so_that_no_band_is_jumped(opened, at):
    billed(opened, at, (DECEMBER, 1010, "estimate"), (JANUARY, 1046, "field"))
    together = bill(opened, "2024-12").total + bill(opened, "2025-01").total
    at_once = costs(WATER, 36, date(2025, 1, 1), JANUARY) + costs(WATER, 0, date(2024, 12, 1), DECEMBER)
    assert together < at_once


def test_what_was_estimated_too_high_becomes_credit(opened, at):
    billed(opened, at, (DECEMBER, 1080, "estimate"))
    read(opened, JANUARY, 1015)
    run = issued("2025-01", at)
    sent = bill(opened, "2025-01")
    assert sent.total < 0
    assert credit_of(holding_on(opened, JANUARY).payer_id) == -sent.total
    assert run.bills == 1
    assert list(audit.problems()) == []


def test_a_bill_is_cancelled_by_its_exact_negative(opened, at):
    wrong = bill(opened, "2024-11")
    undone = cancel_bill(bill=wrong, reason="مؤشر خاطئ", on=ON, actor=CLERK, at=at)
    assert (undone.total, undone.vat, undone.quantity) == (-wrong.total, -wrong.vat, -wrong.quantity)
    assert owed(opened) == 0
    assert Payable.objects.get(origin=wrong.pk).cancelled_at == at
    assert list(audit.problems()) == []


def test_it_is_cancelled_once_with_a_reason_and_a_cancellation_never(opened, at):
    wrong = bill(opened, "2024-11")
    for reason, code in ((" ", "reason"), ("خطأ", ""), ("خطأ", "cancelled")):
        if code:
            with pytest.raises(BillRefused, match=rf"^{code}$"):
                cancel_bill(bill=wrong, reason=reason, on=ON, actor=CLERK, at=at)
        else:
            undone = cancel_bill(bill=wrong, reason=reason, on=ON, actor=CLERK, at=at)
    with pytest.raises(BillRefused, match=r"^cancelled$"):
        cancel_bill(bill=undone, reason="خطأ", on=ON, actor=CLERK, at=at)


def test_another_stands_in_its_place_of_what_was_right(opened, at):
    wrong = bill(opened, "2024-11")
    right = Counted(wrong.first, wrong.last, 7_000)
    due = ON + timedelta(days=20)
    with pytest.raises(BillRefused, match=r"^not_cancelled$"):
        rectify_bill(bill=wrong, counted=right, on=ON, due_on=due, actor=CLERK, at=at)
    cancel_bill(bill=wrong, reason="مؤشر خاطئ", on=ON, actor=CLERK, at=at)
    made = rectify_bill(bill=wrong, counted=right, on=ON, due_on=due, actor=CLERK, at=at)
    assert made.total == costs(WATER, 7, BEGUN, NOVEMBER) == owed(opened)
    assert made.corrects == wrong


def test_the_final_bill_takes_estimates_off_and_comes_once(opened, at):
    billed(opened, at, (DECEMBER, 1018, "estimate"))
    last = date(2025, 1, 20)
    counted = Counted(date(2024, 12, 1), last, 12_000)
    final = bill_at_the_end(contract=opened, counted=counted, on=ON, due_on=ON, actor=CLERK, at=at)
    assert final.total + bill(opened, "2024-12").total == costs(WATER, 12, date(2024, 12, 1), last)
    with pytest.raises(BillRefused, match=r"^billed_before$"):
        bill_at_the_end(contract=opened, counted=counted, on=ON, due_on=ON, actor=CLERK, at=at)


@pytest.mark.parametrize("change", ["UPDATE bills_bill SET total = 1", "DELETE FROM bills_bill"])
def test_the_database_refuses_to_alter_a_bill(opened, change):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Bill.objects.filter(total=1).count() == 0


def altered(schema: str, statement: str) -> list[str]:
    """What the audit says once an administrator of the database has altered bills behind the triggers."""
    url = cluster.test_home().database_url(SUPERUSER, connection.settings_dict["NAME"])
    with psycopg.connect(url, autocommit=True, options=f"-c search_path={schema}") as administrator:
        administrator.execute("SET session_replication_role = replica")
        administrator.execute(statement)
    return list(audit.problems())


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE bills_bill SET total = total + 100", "bill 2024-0000001 is not as it was issued"),
        ("UPDATE bills_bill SET lines = '[]'", "the lines of bill 2024-0000001 do not add up to it"),
        ("UPDATE bills_bill SET digest = sha256('')", "from 2024-0000001 on are not those"),
        ("DELETE FROM bills_bill", "bills of 2024: 1 numbers were given, 0 bills bear one"),
    ],
)
def test_the_audit_finds_what_even_an_administrator_alters(fresh_agency, at, statement, told):
    opened = contract(at)
    read(opened, NOVEMBER, 1010)
    issued("2024-11", at)
    assert any(told in line for line in altered(fresh_agency.schema_name, statement))
