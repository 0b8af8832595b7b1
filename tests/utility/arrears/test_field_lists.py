"""The list of a crew: out with what it needs, back with what it did."""

from datetime import date, time, timedelta

import pytest

from shubbak.utility.arrears.actions import take_field_list
from shubbak.utility.arrears.field_files import FieldFault, NotAFieldList, hour_of, read_field_list
from shubbak.utility.arrears.field_lists import field_table
from shubbak.utility.arrears.models import Order
from tests.utility.arrears.arrears_of_test import arrear, head, ordered, owes
from tests.utility.subscriptions.village import contract

HEADING = ["order", "outcome", "done_on", "hour", "index", "crew", "remark"]


def read(*rows: str):
    return read_field_list([HEADING, *(row.split("|") for row in rows)])


def test_a_line_says_what_was_done_or_why_not():
    lines, faults = read(
        "٢٠٢٦-0000001|done|2026-11-30|٩:٠٥|1020,5|فرقة 3|",
        "2026-0000002|لم يتم||||فرقة 3|الباب مغلق",
        "x||||||",
    )
    assert (lines[0].order, lines[0].hour, lines[0].index) == ("2026-0000001", time(9, 5), 1_020_500)
    assert (lines[1].is_done, lines[1].remark, faults) == (False, "الباب مغلق", [])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1|perhaps|||||", "outcome"),
        ("1|not_done|||||", "remark"),
        ("1|done|31/31/2026|9:00|||", "done_on"),
        ("1|done|2026-11-30|25:00|||", "hour"),
        ("1|done|2026-11-30|9:00|many||", "index"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(row, code):
    assert read(row) == ([], [FieldFault(2, code)])


@pytest.mark.parametrize(("rows", "code"), [([], "empty"), ([["order", "meter"]], "columns_missing")])
def test_another_table_is_no_list(rows, code):
    with pytest.raises(NotAFieldList, match=code):
        read_field_list(rows)


def test_an_hour_is_read_in_any_figures():
    assert (hour_of("09h05"), hour_of("١٤:٣٠"), hour_of("9")) == (time(9, 5), time(14, 30), None)


@pytest.fixture
def order(agency, at) -> Order:
    late = contract(at)
    owes(late, at)
    return ordered(late, at)[0]


def test_the_list_that_goes_out_bears_place_and_meter_and_no_name(order):
    [row] = field_table([order], "القطع", "").rows
    told = [str(cell) for cell in row]
    assert {"2026-0000001", "cut", "M-W-0001", "450,00"} <= set(told)
    assert not any("بناني" in cell for cell in told)


def test_the_list_that_comes_back_is_noted_line_by_line(order, at):
    day = order.day.isoformat()
    lines, faults = read(f"{order.number}|done|{day}|11:30|1020|فرقة 3|", f"2026-0000009|done|{day}|11:30|||")
    later = order.ordered_at + timedelta(hours=8)
    taken = take_field_list(lines=lines, faults=faults, staff=head(at), at=later)
    assert (taken.taken, taken.faults) == (1, (FieldFault(3, "no_such_order"),))
    order.refresh_from_db()
    assert (order.outcome, order.index, arrear(order.arrear.contract).state) == ("done", 1_020_000, "cut")
    assert date.fromisoformat(day) == order.done_at.date()
