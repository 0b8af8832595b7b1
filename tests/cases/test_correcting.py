"""A person asks for correction; the desk does it, with a line, and the file is found by what is right."""

import pytest

from shubbak.cases.actions import correct_applicant
from shubbak.cases.models import Case
from shubbak.cases.queries import search_cases
from shubbak.cases.rules import Refused
from shubbak.journal.models import Leaf
from shubbak.people.actions import Described
from shubbak.registry.models import EntryParty

RIGHT = Described("أمينة البناني", "+212661000042", "amina@example.ma", "حي النخيل", "fr", "sms")


@pytest.fixture
def case(office) -> Case:
    return office.deposit()


def correct(office, case: Case, name: str, told: Described = RIGHT) -> Case:
    return correct_applicant(case=case, told=told, reason="1/2026", actor=office.actor(name), at=office.at)


def test_what_is_right_stands_on_the_file_and_is_found(office, case):
    corrected = correct(office, case, "counter")
    assert corrected.applicant.phone == RIGHT.phone
    assert search_cases(office.staff["counter"], "البناني", office.at, 5)
    assert corrected.events.get(what="person_corrected").facts["fields"].split() == [
        "name",
        "phone",
        "address",
        "language",
        "preferred_channel",
    ]
    assert Leaf.objects.filter(what="person.corrected").count() == 1


def test_the_register_keeps_the_name_as_it_was_deposited(office, case):
    correct(office, case, "counter")
    assert EntryParty.objects.get().name == "أمينة بناني"


def test_whoever_does_not_work_on_the_file_corrects_nothing(office, case):
    with pytest.raises(Refused, match="not_yours"):
        correct(office, case, "stranger")


def test_nothing_changed_writes_no_line(office, case):
    correct(office, case, "counter")
    with pytest.raises(Refused, match="nothing_changed"):
        correct(office, case, "counter")
    assert Leaf.objects.filter(what="person.corrected").count() == 1
