"""Fixtures every test may ask for: databases, agencies, a fixed instant. Browser fixtures: tests/town.py."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from shubbak.insights.streaming import close_what_is_open
from tests import cluster
from tests.utility.prepaid.lab import KEYS

pytest_plugins = ["tests.town"]
LONG = ("promise", "browser")
_server = pytest.StashKey[Any]()

# How fast a rule is belongs to bench/: a busy machine must not make a true rule look false.
hypothesis_settings.register_profile("rules", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("rules")


def pytest_configure() -> None:
    """Staff of tests get passwords that cost nothing to make; those of the made town are still read."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """What a test asked for and did not read to its end is closed in the transaction of that test."""
    close_what_is_open()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no worker waits for the other at the end; random within each kind."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    return next((rank for rank, mark in enumerate(LONG) if item.get_closest_marker(mark)), len(LONG))


def pytest_sessionstart(session: pytest.Session) -> None:
    """With xdist the controller starts the server: it outlives every worker, and the server dies with it."""
    if getattr(session.config.option, "numprocesses", None):
        _start(session.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_server, None)
    if server is not None:
        cluster.remove_run(server)


def _start(config: pytest.Config) -> None:
    config.stash[_server] = cluster.start_server()


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> None:
    """The PostgreSQL server of this run answers."""
    if "PYTEST_XDIST_WORKER" not in os.environ and _server not in pytestconfig.stash:
        _start(pytestconfig)


@pytest.fixture(scope="session")
def django_db_setup(server: None, django_db_blocker: Any) -> Iterator[None]:
    """This worker's own copy of the made database, reached with the application's role."""
    cluster.clone(f"test_{cluster.WORKER}")
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(autouse=True)
def _no_agency_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test wrote and took back, no request of another remembers; nor forgets because it is slow."""
    from shubbak.agencies import middleware

    monkeypatch.setattr(middleware, "_remembered", {})
    monkeypatch.setattr(middleware, "_REMEMBERED_SECONDS", 3600.0)


@pytest.fixture
def agency(db: None) -> Iterator[Any]:
    """The water utility `miyah`, chosen on the connection; what the test writes is rolled back."""
    yield from _chosen("miyah")


@pytest.fixture
def other_agency(db: None) -> Any:
    """The commune `madina`, not chosen: `connection.set_tenant(other_agency)` goes there."""
    return _agency("madina")


@pytest.fixture
def fresh_database(server: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own for a test that commits; gives its name. No agency is chosen yet."""
    yield from _fresh(django_db_blocker, cluster.BARE)


@pytest.fixture
def fresh_town(server: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The same with the demonstration town in it: four agencies, units, staff and services, no cases."""
    yield from _fresh(django_db_blocker, cluster.TOWN)


@pytest.fixture
def fresh_agency(fresh_database: str) -> Iterator[Any]:
    """`miyah` in a database of its own: commits are real, triggers deferred to the commit run."""
    yield from _chosen("miyah")


@pytest.fixture
def at() -> datetime:
    """A worked Tuesday morning: 17 November 2026, 10:00 in Casablanca."""
    return datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def _fresh(django_db_blocker: Any, original: str) -> Iterator[str]:
    name = f"fresh_{uuid4().hex[:12]}"
    cluster.clone(name, original)
    yield from chosen_database(django_db_blocker, name)
    cluster.drop(name)


def chosen_database(django_db_blocker: Any, name: str) -> Iterator[str]:
    """This process works on a database that it did not begin with, for the time of a test."""
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        _switch(name)
        yield name
        _switch(usual)


def _switch(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
    os.environ.update(cluster.addresses(cluster.test_home(), database))
    connection.set_schema_to_public()


def _chosen(code: str) -> Iterator[Any]:
    found = _agency(code)
    connection.set_tenant(found)
    yield found
    connection.set_schema_to_public()


def _agency(code: str) -> Any:
    from shubbak.agencies.models import Agency

    connection.set_schema_to_public()
    return Agency.objects.get(code=code)


@pytest.fixture
def laboratory(settings: Any, tmp_path: Path) -> Path:
    """The file of keys by which `miyah` makes tokens for tests."""
    settings.SHUBBAK_VENDING = tmp_path
    path = tmp_path / "miyah.toml"
    path.write_text(KEYS)
    path.chmod(0o600)
    return path
