"""Letters and messages in words."""

from datetime import timedelta

import pytest
from django.utils import translation

from shubbak.cases.actions import advance, ask_for_papers, reopen, write_to_person
from shubbak.cases.letters import render_message, rendered_letter
from shubbak.cases.models import CaseLetter
from shubbak.cases.rules import StepFacts
from shubbak.catalogue.actions import word_letter
from shubbak.catalogue.queries import spec_of
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from tests.cases.office import APPLICANT
from tests.cases.test_workflow import PHOTO, answered, closed, in_progress


def rendered(template):
    message = Message.objects.filter(template=template).latest("created_at")
    with translation.override(message.language):
        return render_message(message)


def test_the_acknowledgement_names_number_due_day_and_link(office):
    office.deposit()
    words = rendered("acknowledgement")
    assert "1/2026" in words.subject
    assert "2 دجنبر 2026" in words.text
    assert "/t/" in words.text
    assert "{" not in words.text + words.short


def test_the_acknowledgement_keeps_the_day_that_it_promised(office):
    case = in_progress(office)
    later = office.at + timedelta(days=5)
    ask_for_papers(case=case, items=[PHOTO], actor=office.actor("agent"), at=later)
    written = CaseLetter.objects.get(case=case, name="acknowledgement")
    assert written.facts["due_at"].startswith("2026-12-02")
    assert "2 دجنبر 2026" in rendered("acknowledgement").text


def test_what_is_asked_stands_in_the_letter_item_by_item(office):
    ask_for_papers(case=in_progress(office), items=[PHOTO], actor=office.actor("agent"), at=office.at)
    assert "الصورة الأولى غير واضحة" in rendered("observations").text


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_answer_reads_in_each_language(office, language):
    case = answered(office)
    letter = CaseLetter.objects.get(case=case, name="answer")
    words = rendered_letter(case, letter, language)
    assert "أُصلح العطب." in words.text
    assert "{" not in words.subject + words.text


def test_staff_are_told_in_one_line_what_happened(office):
    in_progress(office)
    words = rendered("desk:refer")
    assert "1/2026" in words.subject


def test_what_staff_write_reaches_the_person(office):
    case = in_progress(office)
    line = write_to_person(case=case, words="نمر غدا صباحا.", actor=office.actor("agent"), at=office.at)
    assert line.message_id
    assert rendered("correspondence").text.startswith("نمر غدا صباحا.")


def test_a_letter_says_for_ever_until_when_the_file_could_be_opened_again(office):
    case = closed(office)
    letter = CaseLetter.objects.filter(case=case, name="closing").latest("at")
    said = rendered_letter(case, letter, "fr").text
    later = office.at + timedelta(days=2)
    case = reopen(case=case, reason="عاد العطب", actor=APPLICANT, at=later)
    assert "2 décembre 2026" in said
    assert rendered_letter(case, letter, "fr").text == said


@pytest.mark.parametrize("name", ["acknowledgement", "observations"])
def test_a_letter_keeps_the_reasons_that_it_gave_for_its_date(office, at, name):
    case, spec = in_progress(office), spec_of(office.service)
    body = "{due_reason} {items}"
    words = {"language": "fr", "subject": "x", "body": body, "sms": "x"}
    word_letter(service=spec.code, letter=spec.letters[name], actor=SYSTEM, at=at, **words)
    ask_for_papers(case=case, items=[PHOTO], actor=office.actor("agent"), at=at)
    case.refresh_from_db()
    letter = CaseLetter.objects.get(case=case, name=name)
    said = rendered_letter(case, letter, "fr").text
    later = {"actor": office.actor("agent"), "at": at + timedelta(days=9)}
    case = advance(case=case, step="resume", facts=StepFacts(reason="vu"), **later)
    assert ("suspendu" in said) == (name == "observations")
    assert rendered_letter(case, letter, "fr").text == said
