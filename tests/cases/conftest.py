"""The office of tests/cases/office.py, in a transaction that is rolled back, or for real."""

import pytest

from tests.cases.office import open_office


@pytest.fixture
def office(agency, at):
    return open_office(at)


@pytest.fixture
def real_office(fresh_agency, at):
    return open_office(at)
