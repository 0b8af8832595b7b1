"""Whose files an address finds: exactly those that its messages are about."""

from itertools import product

import pytest

from shubbak.cases.queries.addressed import cases_written_to
from shubbak.cases.rules import PersonFacts
from shubbak.notifications.rules import Recipient, reach
from shubbak.people.models import Person
from tests.cases.office import open_office

PHONE, MAIL = "+212661000041", "amina@example.ma"
WAYS = list(product(("", PHONE), ("", MAIL), ("", "sms", "email", "phone")))


@pytest.fixture
def case(agency, at):
    office = open_office(at)
    return office.deposit(on_behalf_of=PersonFacts(name="سعيد"))


@pytest.mark.parametrize(("channel", "address"), [("sms", PHONE), ("email", MAIL.upper())])
def test_a_file_is_found_by_the_address_that_its_messages_go_to_and_by_no_other(case, channel, address):
    describe(case.submitter, ("", "", ""))
    for way in WAYS:
        describe(case.applicant, way)
        assert found(channel, address) == (told(way) == channel), way


def test_where_the_person_gave_no_address_the_depositors_counts(case):
    describe(case.submitter, (PHONE, MAIL, "sms"))
    describe(case.applicant, ("", "", "sms"))
    assert found("sms", PHONE)
    describe(case.applicant, ("", "else@example.ma", ""))
    assert not found("sms", PHONE)


def describe(person: Person, way: tuple[str, str, str]) -> None:
    phone, email, preferred = way
    Person.objects.filter(pk=person.pk).update(phone=phone, email=email, preferred_channel=preferred)


def told(way: tuple[str, str, str]) -> str:
    phone, email, preferred = way
    reached = reach(Recipient(phone=phone, email=email, preferred_channel=preferred))
    return reached[0] if reached else "nobody"


def found(channel: str, address: str) -> bool:
    return cases_written_to(channel, address).exists()
