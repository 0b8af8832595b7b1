"""A bank before the door of `miyah`, at the instant of the tests."""

import pytest
from django.utils import timezone

from tests.api.biller.counter import opened_counter
from tests.portal.test_prepaid import FILE


@pytest.fixture
def counter(agency, at, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr("time.time", at.timestamp)
    return opened_counter(at)


@pytest.fixture
def laboratory(settings, tmp_path):
    """The file of keys by which `miyah` sells tokens for tests."""
    settings.SHUBBAK_VENDING = tmp_path
    path = tmp_path / "miyah.toml"
    path.write_text(FILE)
    path.chmod(0o600)
    return path
