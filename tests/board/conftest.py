"""A hall screen of the small office, and a television that knows its address."""

import pytest
from django.core.cache import cache
from django.test import Client

from shubbak.announcements.actions import set_up_screen
from shubbak.announcements.models import Screen
from shubbak.announcements.rules import ScreenFacts
from shubbak.journal.rules import SYSTEM
from tests.cases.office import named, open_office


@pytest.fixture
def office(agency, at):
    return open_office(at)


@pytest.fixture
def television(agency) -> Client:
    cache.clear()
    return Client(headers={"host": "miyah.localhost"})


@pytest.fixture
def screen(office, at) -> Screen:
    return screen_of("hall", at=at)


def screen_of(code, *, at, units=(), services=(), languages=("ar",)) -> Screen:
    facts = ScreenFacts(code, named("أين وصل ملفكم؟"), units, services, languages)
    return set_up_screen(facts=facts, actor=SYSTEM, at=at)


def address(screen, rest="") -> str:
    return f"/board/{screen.code}/{screen.token}/{rest}"
