"""What is asked of a person: until when it can be sent, on the paper too."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import advance, ask_for_papers
from shubbak.cases.letter_papers import letter_sheet
from shubbak.cases.models import Case
from shubbak.cases.queries.completing import send_until
from shubbak.cases.rules import AskedItem, StepFacts
from shubbak.catalogue.queries import spec_of


@pytest.fixture
def asked(office, at) -> Case:
    case = office.deposit()
    facts = StepFacts(unit="water_network")
    case = advance(case=case, step="refer", actor=office.actor("counter"), at=at, facts=facts)
    case = advance(case=case, step="take", actor=office.actor("agent"), at=at)
    items = [
        AskedItem(requirement="photo", words="الرقم غير ظاهر: أعيدوا التصوير"),
        AskedItem(title={"ar": "رقم العقدة: كما في الفاتورة"}),
        AskedItem(words="متى بدأ الانقطاع؟"),
    ]
    ask_for_papers(case=case, items=items, actor=office.actor("agent"), at=at, words="اتصلوا بنا")
    return Case.objects.get()


def test_what_is_asked_can_be_sent_until_the_clock_of_the_person_runs_out(asked, at):
    until = send_until(asked, spec_of(asked.service_version))
    assert until == asked.clocks.get(code="completion").due_at > at + timedelta(days=14)


def test_nothing_asked_nothing_to_send(office):
    case = office.deposit()
    assert send_until(case, spec_of(case.service_version)) is None


def test_the_paper_says_until_when_and_why_each_thing_is_asked(asked, agency):
    sheet = letter_sheet(asked, asked.letters.get(name="observations"), agency)
    assert sheet.due.day.ar == "الأربعاء 2 دجنبر 2026"
    said = [(item.title.ar, item.text.ar) for item in sheet.items]
    assert "الرقم غير ظاهر: أعيدوا التصوير" in said[0][1]
    assert said[1] == ("رقم العقدة: كما في الفاتورة", "")
    assert said[2] == ("متى بدأ الانقطاع؟", "")
    assert "اتصلوا بنا" in [effect.text.ar for effect in sheet.effects]


def test_a_clock_of_the_body_that_runs_on_is_not_the_person_s(asked):
    spec = spec_of(asked.service_version)
    asked.clocks.filter(code="completion").update(state="met", ended_at=asked.opened_at)
    assert send_until(asked, spec) is None
