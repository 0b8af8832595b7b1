"""Until when the file of a closed case is kept."""

from argparse import Namespace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.cases.actions import withdraw
from shubbak.cases.queries.retention import cases_past_retention, keeping_of_case
from shubbak.cases.retention import keep_until
from shubbak.config import retention as command
from tests.cases.office import APPLICANT

YEAR = timedelta(days=366)


@pytest.fixture
def withdrawn(office):
    return withdraw(case=office.deposit(), actor=APPLICANT, at=office.at, reason="")


def test_a_file_is_kept_to_the_same_day_of_its_last_year():
    assert keep_until(date(2026, 11, 17), "10 years") == date(2036, 11, 17)


def test_in_a_shorter_month_its_last_day_counts():
    assert keep_until(date(2024, 2, 29), "1 years") == date(2025, 2, 28)
    assert keep_until(date(2026, 10, 31), "4 months") == date(2027, 2, 28)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), years=st.integers(1, 100))
def test_years_are_twelve_months_each_and_never_lose_a_month(day, years):
    until = keep_until(day, f"{years} years")
    assert until == keep_until(day, f"{12 * years} months")
    assert (until.year, until.month) == (day.year + years, day.month)


def test_a_case_is_kept_as_its_own_version_says_of_its_result(withdrawn):
    keeping = keeping_of_case(withdrawn)
    assert (keeping.until, keeping.then) == (date(2027, 11, 17), "destroy")


def test_an_open_case_is_kept_without_end(office):
    assert keeping_of_case(office.deposit()) is None


def test_only_files_whose_time_is_over_are_listed(withdrawn, office):
    assert list(cases_past_retention(office.at + timedelta(days=365))) == []
    [found] = cases_past_retention(office.at + YEAR)
    assert found.case == withdrawn


def test_the_command_lists_them_and_erases_nothing(withdrawn, office, capsys):
    assert command.run(Namespace(agency="miyah", at=office.at + YEAR)) == 0
    assert capsys.readouterr().out.split("\t")[1:4] == [withdrawn.number, withdrawn.service, "withdrawn"]
    withdrawn.refresh_from_db()
    assert withdrawn.answers


def test_the_command_knows_its_agencies(agency, capsys):
    assert command.run(Namespace(agency="nowhere", at=None)) == 2
    assert "nowhere" in capsys.readouterr().err
