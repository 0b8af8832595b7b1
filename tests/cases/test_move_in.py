"""A move-in: accepted by one unit, paid at another, turned on by a third."""

from pathlib import Path
from uuid import uuid4

import pytest

from shubbak.cases.actions import advance, deposit
from shubbak.cases.letters import rendered_letter
from shubbak.cases.models import CaseLetter
from shubbak.cases.queries import tracking_view
from shubbak.cases.queries.applicant import papers_to_come
from shubbak.cases.rules import StepFacts
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts
from tests.cases.office import APPLICANT, Office, employ, named

PACK = Path(__file__).parents[2] / "packs" / "authority" / "move-in.yaml"
ANSWERS = {
    "trades": ["electricity"],
    "capacity": "tenant",
    "unit_type": "flat",
    "where": {"choice": "address", "district": "qurum", "street": "شارع السلام 12"},
    "last_contract": "12345678",
    "from_day": "2026-11-20",
    "customer": {"name": "سالم البلوشي", "identity_kind": "national_id", "identity_number": "AB12345"},
    "phone": "0661000041",
}


@pytest.fixture
def authority(agency, at):
    for code, pattern in (("incoming", "{n}/{year}"), ("outgoing", "ص-{n}/{year}")):
        declare_register(facts=RegisterFacts(code, code, pattern, named(code)), actor=SYSTEM, at=at)
    office = Office(at, publish_pack(source=load_pack(PACK), actor=SYSTEM, at=at))
    for code in ("customer_care", "subscriptions", "field_services"):
        office.units[code] = open_unit(code=code, name=named(code), actor=SYSTEM, at=at)
    employ(office, "officer", "subscriptions", "agent", at)
    employ(office, "technician", "field_services", "head", at, is_head=True)
    return office


@pytest.fixture
def accepted(authority):
    case = deposit(
        service_version=authority.service,
        answers=ANSWERS,
        channel="counter",
        language="ar",
        submission_id=uuid4(),
        actor=APPLICANT,
        at=authority.at,
    )
    case = advance(case=case, step="take", actor=authority.actor("officer"), at=authority.at)
    facts = StepFacts(amount=50_000, answer="تأمين شقة.")
    return advance(case=case, step="accept", actor=authority.actor("officer"), at=authority.at, facts=facts)


def test_the_letter_that_asks_for_the_payment_names_the_unit_where_one_pays(accepted):
    letter = CaseLetter.objects.get(case=accepted, name="payment")
    assert "customer_care" in rendered_letter(accepted, letter, "ar").text
    assert "subscriptions" not in rendered_letter(accepted, letter, "ar").text


def test_while_the_file_waits_for_the_payment_no_ended_delay_is_promised(accepted, authority):
    assert tracking_view(accepted, "ar", authority.at).promise is None


def test_the_papers_that_may_still_come_are_those_of_the_form(accepted):
    assert [paper.name for paper in papers_to_come(accepted)] == ["lease", "identity", "clearance"]
