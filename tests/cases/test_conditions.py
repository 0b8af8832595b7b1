"""Conditions on answers steer steps and clocks: an urgent request for information is promised three days."""

from uuid import uuid4

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import advance, deposit, run_clocks
from shubbak.cases.audit import problems
from shubbak.cases.models import Case
from shubbak.cases.papers import receipt_sheet
from shubbak.cases.queries import case_page, tracking_view
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.actions import publish_pack
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts
from tests.cases.office import APPLICANT, PACK, employ, named, pack_of

PLAIN = {
    "topic": "works",
    "wanted": "قياسات سلامة المدرسة",
    "urgent": False,
    "way": "copy",
    "name": "كريم",
    "address": "زنقة الورد 12",
    "phone": "0661000041",
}
URGENT = {**PLAIN, "urgent": True, "ground": "safety", "urgency": "الأطفال يدخلونها غدا."}


@pytest.fixture
def bureau(office):
    """A commune's information officer with the head of the office."""
    source = pack_of(PACK.parents[1] / "commune" / "access-to-information.yaml")
    declare_register(
        facts=RegisterFacts("incoming", "incoming", "و {n}/{year}", named("و")), actor=SYSTEM, at=office.at
    )
    office.service = publish_pack(source=source, actor=SYSTEM, at=office.at)
    office.units["requests"] = open_unit(code="requests", name=named("r"), actor=SYSTEM, at=office.at)
    employ(office, "officer", "requests", "agent", office.at)
    return office


@pytest.fixture
def ask(bureau):
    def asked(answers) -> Case:
        return deposit(
            service_version=bureau.service,
            answers=answers,
            channel="portal",
            language="ar",
            submission_id=uuid4(),
            actor=APPLICANT,
            at=bureau.at,
        )

    return asked


def promise(case, at):
    return tracking_view(case, "ar", at).promise


def test_an_urgent_request_is_promised_three_days_and_the_receipt_says_why(bureau, ask):
    case = ask(URGENT)
    assert sorted(case.clocks.values_list("code", flat=True)) == ["legal", "urgent"]
    assert (promise(case, bureau.at).due - bureau.at).days == 3
    due = receipt_sheet(case, current_agency()).due
    assert "20 نونبر" in due.day.ar
    assert "أيام تقويمية" in due.why.ar


def test_an_ordinary_request_has_one_clock_and_no_urgent_step(bureau, ask):
    case = ask(PLAIN)
    assert list(case.clocks.values_list("code", flat=True)) == ["legal"]
    steps = [step.name for step in case_page(bureau.staff["officer"], case.pk, bureau.at).steps]
    assert "take" in steps
    assert not {"take_urgent", "not_urgent"} & set(steps)
    with pytest.raises(Refused, match="step_closed"):
        advance(case=case, step="take_urgent", actor=bureau.actor("officer"), at=bureau.at)
    assert list(problems()) == []


def test_an_urgent_request_is_not_slowed_down_without_a_reason(bureau, ask):
    case, officer = ask(URGENT), bureau.actor("officer")
    with pytest.raises(Refused, match="step_closed"):
        advance(case=case, step="take", actor=officer, at=bureau.at)
    with pytest.raises(Refused, match="guard:reason"):
        advance(case=case, step="not_urgent", actor=officer, at=bureau.at)
    reason = StepFacts(reason="القياسات منشورة.")
    case = advance(case=case, step="not_urgent", actor=officer, at=bureau.at, facts=reason)
    assert (promise(case, bureau.at).due - bureau.at).days > 20


def test_once_the_three_days_have_passed_the_person_is_told_and_may_complain(bureau, ask):
    case = ask(URGENT)
    late = promise(case, bureau.at).due.replace(minute=59)
    run_clocks(at=late.replace(day=late.day + 1))
    case.refresh_from_db()
    assert case.state == "overdue"
    view = tracking_view(case, "ar", late.replace(day=late.day + 1))
    assert (view.promise.late, [step.name for step in view.own_steps]) == (True, ["complain_silence"])
