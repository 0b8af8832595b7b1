"""Files of a utility whose steps change contracts: its offices, and somebody who takes each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from shubbak.cases.actions import advance, deposit
from shubbak.cases.models import Case
from shubbak.cases.rules import PaperFacts, StepFacts
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.journal.rules import CLOCK, SYSTEM, Actor
from shubbak.people.actions import open_unit
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts
from tests.cases.office import APPLICANT, Office, employ, named
from tests.documents.hostile import PDF

PACKS = Path(__file__).parents[3] / "packs"
CONTACT: Mapping[str, Any] = {
    "applicant": {"name": "أمينة بناني", "identity_kind": "national_id", "identity_number": "BE482913"},
    "phone": "0661000041",
    "preferred_channel": "sms",
}
CONNECTION: Mapping[str, Any] = {
    **CONTACT,
    "trades": ["water", "sewer"],
    "usage": "home",
    "meters": 1,
    "where": {"choice": "address", "district": "nakhil", "street": "زنقة الورد 12"},
    "capacity": "owner",
}
UNITS = ("customers", "subscriptions", "billing", "water_network", "general_secretariat")


@dataclass
class Desk:
    """A file, and the staff who take its steps."""

    office: Office
    case: Case
    at: datetime

    def takes(self, step: str, by: str, **facts: Any) -> Case:
        actor = {"clock": CLOCK, "applicant": Actor("applicant", str(self.case.pk))}.get(by)
        self.case.refresh_from_db()
        self.at += timedelta(minutes=1)
        self.case = advance(
            case=self.case,
            step=step,
            actor=actor or self.office.actor(by),
            at=self.at,
            facts=StepFacts(**facts),
        )
        return self.case


def _no_service_yet(at: datetime) -> Office:
    return Office(at, None)  # type: ignore[arg-type]  # `file_of` publishes the service of each file


def offices(at: datetime) -> Office:
    since = at - timedelta(days=30)
    for code in ("incoming", "outgoing"):
        facts = RegisterFacts(code, code, "{n}/{year}" if code == "incoming" else "ص-{n}/{year}", named(code))
        declare_register(facts=facts, actor=SYSTEM, at=since)
    office = _no_service_yet(at)
    for code in UNITS:
        office.units[code] = open_unit(code=code, name=named(code), actor=SYSTEM, at=since)
    employ(office, "counter", "customers", "counter", since)
    for unit, short in (("subscriptions", ""), ("billing", "billing_"), ("water_network", "network_")):
        employ(office, f"{short}agent", unit, "agent", since)
        employ(office, f"{short}head", unit, "head", since, is_head=True)
    return office


def gulf_offices(at: datetime) -> Office:
    """Those of a Gulf authority: an officer and a head of each service, somebody at the counter, a board."""
    since = at - timedelta(days=30)
    for code in ("incoming", "outgoing", "complaints"):
        facts = RegisterFacts(code, code, f"{code[0]}-{{n}}/{{year}}", named(code))
        declare_register(facts=facts, actor=SYSTEM, at=since)
    office = _no_service_yet(at)
    for code in ("customer_care", "subscriptions", "billing", "field_services"):
        office.units[code] = open_unit(code=code, name=named(code), actor=SYSTEM, at=since)
    employ(office, "counter", "customer_care", "counter", since)
    employ(office, "board", "customer_care", "complaints", since, whole=True)
    for unit, short in (("subscriptions", ""), ("billing", "billing_"), ("field_services", "field_")):
        employ(office, f"{short}agent", unit, "agent", since)
        employ(office, f"{short}head", unit, "head", since, is_head=True)
    return office


def file_of(office: Office, service: str, answers: Mapping[str, Any], body: str = "utility") -> Desk:
    source = load_pack(PACKS / body / f"{service}.yaml")
    version = publish_pack(source=source, actor=SYSTEM, at=office.at)
    office.service = version
    case = deposit(
        service_version=version,
        answers=dict(answers),
        channel="counter",
        language="ar",
        submission_id=uuid4(),
        actor=office.actor("counter") or APPLICANT,
        at=office.at,
    )
    return Desk(office, case, office.at)


def paper(name: str) -> PaperFacts:
    given: dict[str, Any] = {"direction": Document.Direction.OUT, "origin": "desk", "at": timezone.now()}
    document = store_bytes(content=PDF, name=f"{name}.pdf", format_code="pdf", **given)
    return PaperFacts(document.pk, requirement=name)
