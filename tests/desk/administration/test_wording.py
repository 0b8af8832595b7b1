"""Letters in the agency's own words, texts for answers and the hours of the body, at the desk."""

import pytest

from shubbak.agencies.models import Agency
from shubbak.catalogue.models import AnswerBlock, LetterWording
from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role
from tests.cases.test_workflow import in_progress

HOME = "/desk/administration"
LETTER = f"{HOME}/services/technical-complaint/letters/acknowledgement"
TEXTS = {"subject": "ملفكم {number}", "body": "توصلنا بملفكم {number}.", "sms": "ملفكم {number}"}


@pytest.fixture
def administrator(office, at, sign_in):
    staff = office.staff["secretary"]
    grant_role(staff=staff, role="administrator", actor=SYSTEM, starts=at, at=at)
    return sign_in("secretary")


def test_words_are_tried_with_sample_values_and_then_kept(administrator):
    tried = administrator.post(f"{LETTER}?in=ar", {**TEXTS, "go": "try"}).content.decode()
    assert "1482/2026" in tried
    assert not LetterWording.objects.exists()
    assert administrator.post(f"{LETTER}?in=ar", {**TEXTS, "go": "keep"}).status_code == 302
    assert LetterWording.objects.get().body == TEXTS["body"]
    assert administrator.post(f"{LETTER}?in=ar", {"go": "restore"}).status_code == 302
    assert LetterWording.objects.latest("version").body == ""


def test_an_unknown_place_is_named_above_the_form_and_nothing_is_kept(administrator):
    typed = {**TEXTS, "body": "{nobody_knows}", "go": "keep"}
    refused = administrator.post(f"{LETTER}?in=ar", typed)
    assert refused.status_code == 409
    assert "{nobody_knows}" in refused.content.decode()
    assert not LetterWording.objects.exists()


def test_a_text_is_put_into_a_message_by_a_button_and_nothing_is_sent(office, administrator, sign_in):
    typed = {"service": "", "title_ar": "شكر", "words_ar": "شكرا لكم، ملفكم {number} قيد الدراسة."}
    assert administrator.post(f"{HOME}/texts/new", typed).status_code == 302
    case, client = in_progress(office), sign_in("agent")
    write = f"/desk/cases/{case.pk}/acts/write"
    assert "شكر" in client.get(write).content.decode()
    chosen = {"words": "تحية طيبة،", "block": str(AnswerBlock.objects.get().pk), "insert": "yes"}
    assert client.post(write, chosen).headers["Location"] == write
    page = client.get(write).content.decode()
    assert "تحية طيبة،" in page
    assert f"{case.number}" in page
    assert "قيد الدراسة." in page
    assert not case.correspondence.exists()


def test_the_hours_of_the_body_are_kept_counted_by_and_on_record(administrator, office):
    before = Agency.objects.get(code="miyah").calendar_version
    week = {f"day_{day}": "09:00-15:00" if day < 5 else "" for day in range(7)}
    assert administrator.post(f"{HOME}/body/hours", week).status_code == 302
    body = Agency.objects.get(code="miyah")
    assert body.hours[0] == [["09:00", "15:00"]]
    assert body.calendar_version != before
    assert "calendar.hours_decided" in {line.what for line in lines_about("agency/miyah")}


def test_the_word_for_the_people_is_written_in_the_form_of_the_body(administrator):
    page = administrator.get(f"{HOME}/body/words").content.decode()
    assert 'name="user_word_ar"' in page
