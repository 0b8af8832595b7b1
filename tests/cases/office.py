"""A small water utility at work: units, staff, a register and the published complaint pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from shubbak.cases.actions import deposit
from shubbak.cases.models import Case
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import PackSource, load_pack
from shubbak.catalogue.models import ServiceVersion
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.people.actions import appoint, enlist_staff, grant_role, open_position, open_unit
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import actor_of
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts

PACK = Path(__file__).parents[2] / "packs" / "utility" / "technical-complaint.yaml"
APPLICANT = Actor("applicant", "portal")
ANSWERS: Mapping[str, Any] = {
    "problem": "no_water",
    "since": "2026-11-16",
    "where": {"choice": "address", "district": "nakhil", "street": "زنقة الورد 12"},
    "name": "أمينة بناني",
    "phone": "0661000041",
    "email": "amina@example.ma",
    "preferred_channel": "email",
}


@cache
def pack_of(path: Path) -> PackSource:
    """Each pack is read once."""
    return load_pack(path)


def named(words: str) -> dict[str, str]:
    return {"ar": words, "fr": words, "en": words}


@dataclass
class Office:
    """Who works here. `actors` by a short name: agent, head, counter, secretary, stranger."""

    at: datetime
    service: ServiceVersion
    units: dict[str, Unit] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return actor_of(self.staff[name])

    def deposit(self, at: datetime | None = None, submission_id: UUID | None = None, **changes: Any) -> Case:
        given = changes.pop("answers", {})
        return deposit(
            service_version=self.service,
            answers={**ANSWERS, **given},
            channel=changes.pop("channel", "portal"),
            language="ar",
            submission_id=submission_id or uuid4(),
            actor=changes.pop("actor", APPLICANT),
            at=at or self.at,
            **changes,
        )


def open_office(at: datetime) -> Office:
    """The utility as the tests find it; everything began a month before `at`."""
    since = at - timedelta(days=30)
    for code in ("complaints", "outgoing"):
        pattern = "{n}/{year}" if code == "complaints" else "ص-{n}/{year}"
        facts = RegisterFacts(code, code, pattern, named(code))
        declare_register(facts=facts, actor=SYSTEM, at=since)
    office = Office(at, publish_pack(source=pack_of(PACK), actor=SYSTEM, at=since))
    for code in ("customers", "water_network", "electricity_network", "general_secretariat"):
        office.units[code] = open_unit(
            code=code,
            name=named(code),
            actor=SYSTEM,
            at=since,
            description={"phones": [{"number": "+212523000000"}]},
        )
    employ(office, "agent", "water_network", "agent", since)
    employ(office, "colleague", "water_network", "agent", since)
    employ(office, "head", "water_network", "head", since, is_head=True)
    employ(office, "counter", "customers", "counter", since)
    employ(office, "secretary", "general_secretariat", "general_secretary", since, whole=True)
    employ(office, "stranger", "electricity_network", "agent", since)
    return office


def employ(
    office: Office,
    name: str,
    unit: str,
    role: str,
    at: datetime,
    *,
    is_head: bool = False,
    whole: bool = False,
) -> None:
    staff = enlist_staff(
        email=f"{name}@miyah.example", name=name, password="كلمة-طويلة-2026", actor=SYSTEM, at=at
    )
    place = office.units[unit]
    position = open_position(
        code=f"{name}-{unit}".replace("_", "-"),
        title=named(name),
        unit=place,
        is_head=is_head,
        actor=SYSTEM,
        at=at,
    )
    appoint(staff=staff, position=position, actor=SYSTEM, starts=at, at=at)
    grant_role(staff=staff, role=role, unit=None if whole else place, actor=SYSTEM, starts=at, at=at)
    office.staff[name] = staff
