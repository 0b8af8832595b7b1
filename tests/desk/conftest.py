"""Staff of the small office of tests/cases, signed in at the desk at a fixed instant."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.people.models import Staff
from tests.cases.office import Office, open_office
from tests.signer import signer

__all__ = ["office", "sign_in", "signer"]

HOST = {"host": "miyah.localhost"}
SignIn = Callable[[str], Client]


@pytest.fixture
def office(agency, at, monkeypatch) -> Office:
    monkeypatch.setattr(timezone, "now", lambda: at)
    return open_office(at)


@pytest.fixture
def sign_in(office) -> SignIn:
    """A client of somebody who works here, an account that owes no second factor."""

    def signed_in(name: str) -> Client:
        staff = office.staff[name]
        Staff.objects.filter(pk=staff.pk).update(is_demo=True)
        client = Client(headers=HOST)
        client.force_login(Staff.objects.get(pk=staff.pk))
        return client

    return signed_in
