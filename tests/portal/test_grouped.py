"""An institution opens its group with its number and a second fact, and sees all of its bills at once."""

from datetime import date

import pytest
from time_machine import travel

from shubbak.agencies.queries import current_agency
from shubbak.utility.bills.grouped import grouped_bill
from shubbak.utility.bills.grouped_paper import grouped_code
from tests.portal.test_bills import NOW, prove, seen
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.institution import contracts_of, group

PERIOD = "2025-12"


@pytest.fixture
def billed(agency):
    made = group(NOW)
    for each in contracts_of(made):
        read(each, date(2025, 12, 31), 1038)
    issued(PERIOD, NOW)
    return made


@pytest.fixture
def opened(billed, visitor):
    """A browser in which the group was proved."""
    prove(visitor, billed.number, "3987")
    return visitor


def path_of(group, more=""):
    return f"/group/{group.number}/{more}"


def test_number_and_second_fact_show_what_is_owed_and_its_months(billed, opened):
    status, page = seen(opened, path_of(billed))
    assert (status, "دجنبر 2025" in page, "مدارس النخيل" in page) == (200, True, True)
    assert "RF" in page


@pytest.mark.parametrize("typed", ["0000", "3988", ""])
def test_without_the_second_fact_nothing_is_shown(billed, visitor, typed):
    assert prove(visitor, billed.number, typed).status_code == 422
    for more in ("", PERIOD, f"{PERIOD}.pdf", f"{PERIOD}.csv"):
        assert seen(visitor, path_of(billed, more))[0] == 302


def test_a_month_tells_each_contract_and_the_whole(billed, opened):
    status, page = seen(opened, path_of(billed, PERIOD))
    assert status == 200
    for each in contracts_of(billed):
        assert f"{each.number[:4]} {each.number[4:]}" in page
    assert "عقدة" in page


def test_a_month_without_bills_is_absent(billed, opened):
    assert seen(opened, path_of(billed, "2025-11"))[0] == 404


@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b'\xef\xbb\xbf"contract"')]
)
def test_it_is_taken_home_as_paper_and_as_a_table(billed, opened, form, begins):
    with travel(NOW, tick=False):
        answer = opened.get(path_of(billed, f"{PERIOD}.{form}"))
    assert answer.content.startswith(begins)
    assert form in answer.headers["Content-Disposition"]


def test_whoever_has_the_paper_sees_what_stands_on_it_and_no_other_month(billed, visitor):
    code = grouped_code(billed.number, PERIOD, current_agency())
    status, page = seen(visitor, f"/b/{code.lower()}")
    assert (status, f"{grouped_bill(billed, PERIOD).lines[0].bill.total // 100}" in page) == (200, True)
    assert path_of(billed) not in visitor.get(f"/b/{code}").content.decode()


def test_the_group_opens_none_of_its_contracts(billed, opened):
    number = contracts_of(billed)[0].number
    assert seen(opened, f"/contract/{number}/")[0] == 302
