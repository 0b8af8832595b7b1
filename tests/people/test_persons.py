"""The persons whom the body serves."""

from datetime import datetime

import pytest
from django.db import IntegrityError

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.journal.models import Leaf, LeafContent
from shubbak.people.actions import enlist_person, reveal_identity
from shubbak.people.models import Person
from shubbak.people.queries import persons_named, records_of_same_person
from shubbak.people.rules import ReasonMissing
from tests.people.conftest import ADMINISTRATOR


def test_an_identity_number_has_one_writing(person: Person) -> None:
    assert person.identity_number == "G123481"


def test_an_identity_number_without_its_kind_is_refused(agency: Agency, at: datetime) -> None:
    with pytest.raises(IntegrityError):
        enlist_person(name="أمينة", identity_number="G1", at=at)


@pytest.mark.asvs("8.2.3")
@pytest.mark.asvs("16.2.1")
def test_reading_an_identity_number_is_written_down_with_its_reason(person: Person, at: datetime) -> None:
    number = reveal_identity(person=person, actor=ADMINISTRATOR, at=at, reason="مقارنة البطاقة")
    leaf = Leaf.objects.get(what="person.identity_revealed")
    assert number == "G123481"
    assert leaf.about == f"person/{person.pk}"
    assert "مقارنة البطاقة" in str(LeafContent.objects.get(index=leaf.index).party)


def test_nobody_reads_an_identity_number_without_a_reason(person: Person, at: datetime) -> None:
    with pytest.raises(ReasonMissing):
        reveal_identity(person=person, actor=ADMINISTRATOR, at=at, reason="  ")
    assert not Leaf.objects.filter(what="person.identity_revealed").exists()


def test_who_types_the_number_of_another_does_not_reach_their_record(person: Person, at: datetime) -> None:
    other = enlist_person(
        name="آخر", identity_kind="national_card", identity_number="G123481", phone="+212661999999", at=at
    )
    person.refresh_from_db()
    assert person.phone == "+212661000041"
    assert set(records_of_same_person(person)) == {person, other}


def test_a_number_of_another_kind_is_another_person(person: Person, at: datetime) -> None:
    enlist_person(name="شركة", kind="legal", identity_kind="company_id", identity_number="G123481", at=at)
    assert list(records_of_same_person(person)) == [person]


def test_whoever_gives_the_number_of_a_company_is_one(agency: Agency, at: datetime) -> None:
    company = enlist_person(name="شركة", identity_kind="company_id", identity_number="001524398700017", at=at)
    assert company.kind == Person.Kind.LEGAL


@pytest.mark.parametrize("words", ["محمد ايت", "الحاج", "حاج محمّد"])
def test_a_person_is_found_however_the_name_is_spelled(person: Person, words: str) -> None:
    assert list(persons_named(words)) == [person]


@pytest.mark.asvs("8.4.1")
def test_each_body_knows_its_own_persons(person: Person, other_agency: Agency, at: datetime) -> None:
    look_at(other_agency)
    assert not Person.objects.exists()
