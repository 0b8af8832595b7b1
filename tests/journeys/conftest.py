"""One town for all journeys of a run, and the people who work in it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests import cluster
from tests.conftest import chosen_database
from tests.journeys.steps_desk import Clerk, sign_in
from tests.signer import signer as signer
from tests.town import PATIENCE, Town

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def town_of_the_run(server: None) -> Iterator[str]:
    """A copy of the town that keeps what each journey leaves in it."""
    name = f"journeys_{uuid4().hex[:12]}"
    cluster.clone(name, cluster.TOWN)
    yield name
    cluster.drop(name)


@pytest.fixture
def fresh_town(town_of_the_run: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """In place of a town for each test."""
    yield from chosen_database(django_db_blocker, town_of_the_run)


@pytest.fixture(autouse=True)
def house_without_mail_server(settings: Any) -> None:
    """Messages go to the development sink, whose page the person reads."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def desk(browser: Browser, town: Town) -> Iterator[Callable[[str], Clerk]]:
    """`desk("guichet@miyah")`: this member of staff, signed in through the form, in their own browser."""
    clerks: dict[str, Clerk] = {}
    errors: list[str] = []

    def clerk(name: str) -> Clerk:
        if name not in clerks:
            page = browser.new_context(locale="ar-MA", timezone_id="Africa/Casablanca").new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: errors.append(str(error)))
            clerks[name] = sign_in(page, town, name)
        return clerks[name]

    yield clerk
    for somebody in clerks.values():
        somebody.page.context.close()
    assert not errors, errors


@pytest.fixture
def days_pass(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], datetime]:
    """Set the clock of the house so many days on; gives the new instant."""

    def pass_days(days: int) -> datetime:
        later = timezone.now() + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: later)
        return later

    return pass_days


@pytest.fixture
def person(page: Page) -> Page:
    """The browser of the person whose matter it is."""
    return page
