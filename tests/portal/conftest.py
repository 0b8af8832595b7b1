from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.cases.office import Office, open_office
from tests.signer import signer

__all__ = ["signer"]


@pytest.fixture
def visitor(agency) -> Client:
    """A browser that is at the utility's door for the first time."""
    cache.clear()
    return Client(headers={"host": "miyah.localhost"})


@pytest.fixture
def office(agency) -> Office:
    """The utility with its complaint service, open since a month."""
    return open_office(timezone.now() - timedelta(hours=1))
