"""An auditor of the whole body at the desk of the small office."""

import pytest
from django.test import Client

from tests.cases.office import Office, employ


@pytest.fixture
def office(office) -> Office:
    employ(office, "auditor", "general_secretariat", "auditor", office.at, whole=True)
    employ(office, "auditor of a unit", "water_network", "auditor", office.at)
    return office


@pytest.fixture
def auditor(office, sign_in) -> Client:
    return sign_in("auditor")
