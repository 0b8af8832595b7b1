"""A bank before the door of `miyah`, at the instant of the tests."""

import pytest
from django.utils import timezone

from tests.api.biller.counter import opened_counter


@pytest.fixture
def counter(agency, at, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr("time.time", at.timestamp)
    return opened_counter(at)
