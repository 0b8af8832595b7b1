"""The office of tests/cases, and a file there whose person is known by more than a telephone."""

import pytest

from shubbak.people.models import Person
from tests.cases.office import open_office


@pytest.fixture
def office(agency, at):
    return open_office(at)


@pytest.fixture
def file(office):
    case = office.deposit()
    known = {"identity_kind": "national_card", "identity_number": "G123481"}
    Person.objects.filter(pk=case.applicant_id).update(**known)
    case.refresh_from_db()
    return case
