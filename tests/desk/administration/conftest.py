"""An administrator at the desk of the small office."""

import pytest
from django.test import Client

from tests.cases.office import Office, employ


@pytest.fixture
def office(office, at) -> Office:
    employ(office, "administrator", "general_secretariat", "administrator", office.at, whole=True)
    return office


@pytest.fixture
def administrator(office, sign_in) -> Client:
    return sign_in("administrator")
