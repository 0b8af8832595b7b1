"""Estimates made good, mistakes undone, contracts ended: nothing is altered, everything adds up."""

from datetime import date
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.config.supervisor.home import SUPERUSER
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.people.queries import actor_of
from shubbak.utility.bills import audit
from shubbak.utility.bills.actions import bill_at_the_end, decide_correction, propose_correction
from shubbak.utility.bills.actions.correcting import Right
from shubbak.utility.bills.actions.one_bill import Counted
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.righting import counted_anew
from shubbak.utility.bills.rules import BillRefused
from shubbak.utility.metering import audit as metering_audit
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.queries import holding_on
from tests import cluster
from tests.payments.ledger_of_test import paid
from tests.utility.bills.street import (
    WATER,
    bill,
    cancelled,
    clerks,
    corrected,
    costs,
    issued,
    proposed,
    read,
)
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
    undone = cancelled(wrong, ON, at)
    assert (undone.total, undone.vat, undone.quantity) == (-wrong.total, -wrong.vat, -wrong.quantity)
    assert owed(opened) == 0
    assert Payable.objects.get(origin=wrong.pk).cancelled_at == at
    assert list(audit.problems()) == []


def test_another_stands_in_its_place_of_what_was_right(opened, at):
    wrong = bill(opened, "2024-11")
    quantity, readings = counted_anew(wrong, {"M-W-0001": 1_007_000})
    made = corrected(wrong, Right(quantity, readings), ON, at)
    assert made.total == costs(WATER, 7, BEGUN, NOVEMBER) == owed(opened)
    assert (made.corrects, made.facts["readings"][0]["to"]) == (wrong, 1_007_000)
    assert list(audit.problems()) == []


def test_the_bill_after_it_begins_where_the_right_one_ended(opened, at):
    wrong = bill(opened, "2024-11")
    corrected(wrong, Right(*counted_anew(wrong, {"M-W-0001": 1_007_000})), ON, at)
    billed(opened, at, (DECEMBER, 1020, "field"))
    assert bill(opened, "2024-12").quantity == 13_000


def put_right(opened, at, period: str, cubic_metres: int) -> Bill:
    wrong = bill(opened, period)
    return corrected(wrong, Right(*counted_anew(wrong, {"M-W-0001": cubic_metres * 1000})), ON, at)


def counts_for(period: str) -> Reading:
    return Reading.objects.get(period=period, state="accepted")


def test_the_reading_is_put_right_with_its_bill_and_the_old_one_stays_written(opened, at):
    put_right(opened, at, "2024-11", 1007)
    right = counts_for("2024-11")
    assert (right.index, right.source, right.decided_by) == (1_007_000, "operator", clerks(at)[1])
    assert (right.replaces.index, right.replaces.state, right.replaces.reason) == (
        1_010_000,
        "superseded",
        "مؤشر خاطئ",
    )
    assert list(metering_audit.problems()) == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=st.integers(1010, 1039),
    later=st.integers(1040, 1090),
    source=st.sampled_from(["field", "estimate"]),
)
def test_whatever_is_put_right_the_next_bill_begins_where_the_pool_says(opened, at, first, later, source):
    with transaction.atomic():
        billed(opened, at, (DECEMBER, 1040, source))
        put_right(opened, at, "2024-12", first)
        billed(opened, at, (JANUARY, later, "field"))
        [told] = bill(opened, "2025-01").facts["readings"]
        assert (told["from"], told["from_on"]) == (counts_for("2024-12").index, str(DECEMBER))
        assert sum(each.quantity for each in Bill.objects.standing()) == (later - 1000) * 1000
        transaction.set_rollback(True)


def test_a_bill_after_one_that_was_put_right_begins_anew_where_that_one_ends(opened, at):
    billed(opened, at, (DECEMBER, 1030, "field"))
    put_right(opened, at, "2024-11", 1007)
    made = put_right(opened, at, "2024-12", 1030)
    assert (made.quantity, made.facts["readings"][0]["from"]) == (23_000, 1_007_000)
    assert counts_for("2024-12").source == "field"


def test_an_estimate_whose_quantity_alone_is_put_right_stays_an_advance(opened, at):
    billed(opened, at, (DECEMBER, 1030, "estimate"))
    made = corrected(bill(opened, "2024-12"), Right(8_000), ON, at)
    assert made.estimated
    billed(opened, at, (JANUARY, 1036, "field"))
    assert bill(opened, "2025-01").first == date(2024, 12, 1)


def test_another_tariff_asks_another_amount_of_the_same_quantity(opened, at):
    wrong = bill(opened, "2024-11")
    made = corrected(wrong, Right(wrong.quantity, tariffs=["ma-water-industry"]), ON, at)
    assert (made.quantity, made.total) == (
        wrong.quantity,
        costs(("ma-water-industry",), 10, BEGUN, NOVEMBER),
    )


def test_what_was_estimated_before_stays_taken_off(opened, at):
    billed(opened, at, (DECEMBER, 1018, "estimate"), (JANUARY, 1060, "field"))
    wrong, first = bill(opened, "2025-01"), date(2024, 12, 1)
    made = corrected(wrong, Right(40_000), ON, at)
    assert made.total + bill(opened, "2024-12").total == costs(WATER, 40, first, JANUARY)


def test_what_was_paid_of_it_is_laid_on_what_takes_its_place(opened, at):
    wrong = bill(opened, "2024-11")
    payable = Payable.objects.get(origin=wrong.pk)
    paid(payable.payer, [(payable, payable.left)], at)
    made = corrected(wrong, Right(7_000), ON, at)
    assert (owed(opened), credit_of(payable.payer_id)) == (0, wrong.total - made.total)


def test_a_bill_of_less_than_nothing_is_asked_back_with_its_cancellation(opened, at):
    billed(opened, at, (DECEMBER, 1080, "estimate"), (JANUARY, 1015, "field"))
    before = owed(opened)
    undone = cancelled(bill(opened, "2025-01"), ON, at)
    assert undone.total > 0
    assert (owed(opened), credit_of(holding_on(opened, JANUARY).payer_id)) == (before, 0)
    assert list(audit.problems()) == []


def refused(call, code: str, **told) -> None:
    with pytest.raises(BillRefused, match=rf"^{code}$"):
        call(**told)


def test_whoever_proposes_a_correction_does_not_grant_it(opened, at):
    wrong = bill(opened, "2024-11")
    asked = proposed(wrong, Right(7_000), at)
    told = {"correction_id": asked.pk, "on": ON, "at": at}
    refused(decide_correction, "own_proposal", is_granted=True, actor=actor_of(clerks(at)[0]), **told)
    refused(decide_correction, "reason", is_granted=False, actor=actor_of(clerks(at)[1]), **told)
    decide_correction(is_granted=False, answer="المؤشر صحيح", actor=actor_of(clerks(at)[1]), **told)
    refused(decide_correction, "decided", is_granted=True, actor=actor_of(clerks(at)[1]), **told)
    assert not wrong.corrections.exists()


def test_whoever_proposes_a_correction_takes_it_back(opened, at):
    wrong = bill(opened, "2024-11")
    asked = proposed(wrong, Right(7_000), at)
    decide_correction(correction_id=asked.pk, is_granted=False, on=ON, actor=actor_of(clerks(at)[0]), at=at)
    assert proposed(wrong, None, at).total == 0


def test_what_cannot_be_corrected_is_refused(opened, at):
    wrong, told = bill(opened, "2024-11"), {"reason": "خطأ", "actor": CLERK, "at": at}
    refused(propose_correction, "reason", bill=wrong, right=None, **{**told, "reason": " "})
    refused(propose_correction, "as_it_is", bill=wrong, right=Right(wrong.quantity), **told)
    proposed(wrong, Right(7_000), at)
    refused(propose_correction, "proposed", bill=wrong, right=None, **told)


def test_it_is_cancelled_once_and_a_cancellation_never(opened, at):
    wrong, told = bill(opened, "2024-11"), {"right": None, "reason": "خطأ", "actor": CLERK, "at": at}
    undone = cancelled(wrong, ON, at)
    refused(propose_correction, "cancelled", bill=wrong, **told)
    refused(propose_correction, "cancelled", bill=undone, **told)
    assert corrected(wrong, Right(7_000), ON, at).corrects == wrong


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE bills_correction SET decided_by = asked_by, decided_at = asked_at, is_granted = true",
        "INSERT INTO bills_bill SELECT (jsonb_populate_record(bill, jsonb_build_object('id',"
        " gen_random_uuid(), 'number', '2025-0000009', 'kind', 'cancelling', 'corrects_id', bill.id))).*"
        " FROM bills_bill AS bill",
    ],
)
def test_the_database_refuses_a_correction_that_nobody_else_has_granted(opened, at, change):
    proposed(bill(opened, "2024-11"), None, at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Bill.objects.count() == 1


def test_the_final_bill_takes_estimates_off_and_comes_once(opened, at):
    billed(opened, at, (DECEMBER, 1018, "estimate"))
    last = date(2025, 1, 20)
    counted = Counted(date(2024, 12, 1), last, 12_000)
    final = bill_at_the_end(contract=opened, counted=counted, on=ON, due_on=ON, actor=CLERK, at=at)
    assert final.total + bill(opened, "2024-12").total == costs(WATER, 12, date(2024, 12, 1), last)
    with pytest.raises(BillRefused, match=r"^billed_before$"):
        bill_at_the_end(contract=opened, counted=counted, on=ON, due_on=ON, actor=CLERK, at=at)


@pytest.mark.parametrize(
    "change", [{"holding_id": 0}, {"contract_id": 0}, {"run_id": 0}], ids=["holding", "contract", "run"]
)
def test_the_database_refuses_a_bill_of_what_is_not_there(opened, change):
    other = bill(opened, "2024-11")
    other.pk, other.number, other.period = uuid4(), "2024-9999999", "2023-01"
    for name, value in change.items():
        setattr(other, name, value)
    with pytest.raises(IntegrityError, match="not there"), transaction.atomic():
        other.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE bills_bill SET total = 1",
        "DELETE FROM bills_bill",
        "DELETE FROM bills_run",
        "UPDATE bills_run SET id = 0",
        "TRUNCATE bills_run CASCADE",
        "DELETE FROM subscriptions_holding",
        "UPDATE subscriptions_holding SET contract_id = 0",
        "TRUNCATE subscriptions_holding CASCADE",
    ],
)
def test_the_database_refuses_to_alter_a_bill_or_to_lose_what_it_names(opened, change):
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
        ("DELETE FROM subscriptions_holding", "bill 2024-0000001 names what is not there"),
        ("DELETE FROM bills_run", "bill 2024-0000001 names what is not there"),
    ],
)
def test_the_audit_finds_what_even_an_administrator_alters(fresh_agency, at, statement, told):
    opened = contract(at)
    read(opened, NOVEMBER, 1010)
    issued("2024-11", at)
    assert any(told in line for line in altered(fresh_agency.schema_name, statement))
