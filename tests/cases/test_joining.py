"""Two files about one matter: the later ends in the earlier, and neither person sees what is the other's."""

from uuid import uuid4

import pytest

from shubbak.cases.actions import advance, deposit, merge
from shubbak.cases.letters import rendered_letter
from shubbak.cases.models import Case, Joining
from shubbak.cases.queries import tracking_view
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.actions import publish_pack
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.people.actions import grant_role, open_unit
from tests.cases.office import APPLICANT, PACK, employ, named, pack_of
from tests.cases.racing import race

ANSWERS = {
    "problem": "lamp",
    "where": {"choice": "address", "district": "medina", "street": "زنقة الورد 12"},
    "danger": False,
    "told": True,
    "phone": "0661000041",
}
SECRET = "وجدنا المصباح أمام بيت السيدة حياة"


@pytest.fixture
def works(office):
    return open_works(office)


def open_works(office):
    """The roads and lighting of a commune, with a crew, its head who sends it, and a complaints office."""
    pack = PACK.parents[1] / "commune" / "incident-report.yaml"
    office.service = publish_pack(source=pack_of(pack), actor=SYSTEM, at=office.at)
    office.units["works"] = open_unit(code="works", name=named("works"), actor=SYSTEM, at=office.at)
    employ(office, "dispatcher", "works", "head", office.at, is_head=True)
    employ(office, "crew", "works", "agent", office.at)
    employ(office, "complaints", "customers", "complaints", office.at, whole=True)
    return office


def report(works, name):
    return deposit(
        service_version=works.service,
        answers={**ANSWERS, "name": name, "email": f"{uuid4().hex}@example.ma"},
        channel="portal",
        language="ar",
        submission_id=uuid4(),
        actor=APPLICANT,
        at=works.at,
    )


@pytest.fixture
def first(works):
    return report(works, "حياة الأولى")


@pytest.fixture
def second(works):
    return report(works, "سعاد الثانية")


def joined(works, case, into, who="dispatcher"):
    reason = "العطب نفسه."
    return merge(case=case, into=into, actor=works.actor(who), at=works.at, reason=reason)


def answered(works, case):
    for step, facts in (
        ("take", StepFacts()),
        ("end_otherwise", StepFacts(result="nothing_found", answer=SECRET)),
    ):
        case = advance(case=case, step=step, actor=works.actor("dispatcher"), at=works.at, facts=facts)
    return case


def refusal(works, case, into, who="dispatcher"):
    with pytest.raises(Refused) as refused:
        joined(works, case, into, who)
    return refused.value.code


def test_the_joined_file_ends_in_its_own_words_and_names_the_other_by_number(works, first, second):
    case = joined(works, second, first)
    view = tracking_view(case, "ar", works.at)
    assert (case.result, view.joined_to) == ("joined", first.number)
    assert first.number in rendered_letter(case, case.letters.get(name="joined"), "ar").text
    assert "حياة" not in str(view.events)


def test_its_person_hears_the_result_once_the_other_is_answered_and_never_its_words(works, first, second):
    case = joined(works, second, first)
    assert not case.letters.filter(name="joined_answer").exists()
    answered(works, first)
    said = rendered_letter(case, case.letters.get(name="joined_answer"), "ar").text
    assert "لم يُعثر على عطب" in said
    assert first.number in said
    assert SECRET not in said
    assert "حياة" not in said
    assert Message.objects.filter(about_id=str(case.pk), template="joined_answer").count() == 1


def test_the_first_person_learns_nothing_of_the_second(works, first, second):
    joined(works, second, first)
    view = tracking_view(answered(works, first), "ar", works.at)
    assert second.number not in str(view.events)
    for letter in first.letters.all():
        said = rendered_letter(first, letter, "ar").text
        assert "سعاد" not in said
        assert second.number not in said


def test_files_joined_to_a_file_go_along_when_it_is_joined_itself(works, first, second):
    third = report(works, "منى الثالثة")
    joined(works, third, second)
    joined(works, second, first)
    answered(works, first)
    assert third.letters.filter(name="joined_answer").count() == 1
    assert not Joining.objects.filter(told_at=None).exists()


def test_a_file_that_its_person_opened_again_goes_on_by_itself(works, first, second):
    case = joined(works, second, first)
    reason = StepFacts(reason="ما زال العطب.")
    advance(case=case, step="reopen", actor=APPLICANT, at=works.at, facts=reason)
    answered(works, first)
    assert not case.letters.filter(name="joined_answer").exists()
    case.refresh_from_db()
    assert tracking_view(case, "ar", works.at).joined_to == ""


def test_nothing_is_joined_to_an_answered_file_to_itself_or_to_one_of_another_service(works, first, second):
    assert refusal(works, second, second) == "same_file"
    answered(works, first)
    assert refusal(works, second, first) == "file_answered"
    works.service = publish_pack(source=pack_of(PACK), actor=SYSTEM, at=works.at)
    assert refusal(works, second, works.deposit()) == "no_such_file"


def test_a_file_of_another_unit_goes_on_for_it_only_by_the_complaints_office(works, first, second):
    assert Case.objects.filter(pk=first.pk).update(unit=works.units["customers"]) == 1
    assert refusal(works, second, first) == "no_such_file"
    auditor = {"staff": works.staff["dispatcher"], "role": "auditor", "unit": None, "starts": works.at}
    grant_role(**auditor, actor=SYSTEM, at=works.at)
    assert refusal(works, second, first) == "file_elsewhere"
    assert joined(works, second, first, "complaints").result == "joined"


def test_a_file_that_has_ended_is_joined_no_more(works, first, second):
    joined(works, second, first)
    second.refresh_from_db()
    assert refusal(works, second, first) == "step_closed"


def test_only_whoever_the_pack_names_joins_files(works, first, second):
    assert refusal(works, second, first, "crew") == "not_yours"
    assert refusal(works, second, first, "stranger") == "not_yours"
    assert joined(works, second, first, "complaints").result == "joined"


def test_of_two_who_join_two_files_to_each_other_one_comes_second_and_is_told(real_office, fresh_agency):
    works = open_works(real_office)
    one, other = report(works, "حياة الأولى"), report(works, "سعاد الثانية")
    pairs = [(one, other), (other, one)]
    results = race(fresh_agency, 2, lambda rank: joined(works, *pairs[rank]))
    assert sorted(getattr(result, "code", "joined") for result in results) == ["file_answered", "joined"]
    assert Joining.objects.count() == 1
