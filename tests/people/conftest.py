"""Staff, units and persons for the tests of the room."""

from datetime import datetime, timedelta

import pytest

from shubbak.agencies.models import Agency
from shubbak.journal.rules import Actor
from shubbak.people.actions import enlist_person, enlist_staff, open_position, open_unit
from shubbak.people.models import Person, Position, Staff, Unit

ADMINISTRATOR = Actor(kind="staff", id="0", name="مسؤول")
PASSWORD = "كلمة-طويلة-2026"


def named(words: str) -> dict[str, str]:
    return {"ar": words, "fr": words, "en": words}


@pytest.fixture
def network(agency: Agency, at: datetime) -> Unit:
    return open_unit(code="network", name=named("مصلحة الشبكة"), actor=ADMINISTRATOR, at=at)


@pytest.fixture
def repairs(network: Unit, at: datetime) -> Unit:
    return open_unit(code="repairs", name=named("الإصلاح"), parent=network, actor=ADMINISTRATOR, at=at)


@pytest.fixture
def head_of_network(network: Unit, at: datetime) -> Position:
    return open_position(
        code="network-head", title=named("رئيس"), unit=network, is_head=True, actor=ADMINISTRATOR, at=at
    )


@pytest.fixture
def souad(agency: Agency, at: datetime) -> Staff:
    return enlist_staff(
        email="Souad@Miyah.Example", name="سعاد", password=PASSWORD, actor=ADMINISTRATOR, at=at
    )


@pytest.fixture
def person(agency: Agency, at: datetime) -> Person:
    return enlist_person(
        name="محمد أيت الحاج",
        identity_kind="national_card",
        identity_number="g 12٣481",
        phone="+212661000041",
        at=at,
    )


@pytest.fixture
def since(at: datetime) -> datetime:
    return at - timedelta(days=30)
