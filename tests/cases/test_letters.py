"""Letters and messages in words."""

from datetime import timedelta

import pytest
from django.utils import translation

from shubbak.cases.actions import ask_for_papers, write_to_person
from shubbak.cases.letters import render_message, rendered_letter
from shubbak.cases.models import CaseLetter
from shubbak.notifications.models import Message
from tests.cases.test_workflow import PHOTO, answered, in_progress


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
