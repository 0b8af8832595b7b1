"""Staff of the small office of tests/cases, signed in at the desk at a fixed instant."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role
from shubbak.people.models import Staff
from tests.cases.office import Office, open_office
from tests.signer import signer
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.village import contract

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


@pytest.fixture
def clerks(office, at, sign_in):
    """The head cashier, the director, an auditor; each signed in."""
    held = {"agent": "head_cashier", "head": "director", "colleague": "auditor"}
    for name, role in held.items():
        staff = office.staff[name]
        grant_role(staff=staff, role=role, actor=SYSTEM, starts=at.replace(year=2020), at=at)
    return {role: sign_in(name) for name, role in held.items()}


@pytest.fixture
def billed(office, agency, at):
    """A contract with a bill."""
    agency.tariffs = ["ma-water-household"]
    agency.save(update_fields=["tariffs"])
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    return opened
