"""Somebody asks about their file: found, checked, answered and kept at the desk."""

import re

import pytest

from shubbak.cases.models import Case
from shubbak.cases.queries import access_code_of
from shubbak.contact.models import Contact
from shubbak.foundation.codes import format_code
from shubbak.notifications.models import Message

TOLD = {"asked": "متى الجواب؟", "said": "قبل نهاية الأسبوع.", "outcome": "answered"}


@pytest.fixture
def case(office):
    return office.deposit()


def enquiry(case, *more):
    return "/".join([f"/desk/cases/{case.pk}/enquiry", *more])


def identified(client, case, rightly=True, channel="phone"):
    page = client.get(enquiry(case), {"channel": channel}).content.decode()
    boxes = re.findall(r'name="(said_\w+)"', page)
    hidden = dict(re.findall(r'type="hidden" name="(round|channel)" value="(\w+)"', page))
    return client.post(enquiry(case), hidden | (dict.fromkeys(boxes, "on") if rightly else {}))


def test_a_call_is_answered_and_kept(case, sign_in):
    client = sign_in("counter")
    found = client.get("/desk/contacts/new", {"channel": "phone", "words": "أمينة"}).content.decode()
    assert f"{enquiry(case)}?channel=phone" in found
    assert identified(client, case).headers["Location"] == enquiry(case, "answer")
    page = client.get(enquiry(case, "answer")).content.decode()
    assert "05 23 00 00 00" in page
    assert client.post(enquiry(case, "answer"), TOLD).status_code == 302
    kept = client.get("/desk/contacts/").content.decode()
    assert case.number in kept
    assert TOLD["asked"] in client.get(f"/desk/cases/{case.pk}").content.decode()


@pytest.mark.parametrize("channel", ["email", "social", "letter", "counter"])
def test_on_every_other_way_whoever_asks_is_checked_answered_from_the_file_and_kept(case, sign_in, channel):
    client = sign_in("counter")
    assert identified(client, case, channel=channel).headers["Location"] == enquiry(case, "answer")
    page = client.get(enquiry(case, "answer"))
    assert case.number in page.context["form"]["said"].value()
    client.post(enquiry(case, "answer"), TOLD)
    kept = Contact.objects.get()
    assert (kept.case, kept.channel, kept.said) == (case, channel, TOLD["said"])
    assert kept.check_passed.passed


def test_a_question_by_mail_is_answered_by_mail_from_the_same_page(case, sign_in):
    client = sign_in("counter")
    identified(client, case, channel="email")
    page = client.get(enquiry(case, "answer"))
    assert page.context["form"]["outcome"].value() == "sent"
    empty = client.post(enquiry(case, "answer"), {**TOLD, "outcome": "sent", "said": ""})
    assert list(empty.context["form"].errors) == ["said"]
    assert client.post(enquiry(case, "answer"), {**TOLD, "outcome": "sent"}).status_code == 302
    assert Message.objects.get(template="answer").address == case.applicant.email


def test_whoever_lost_the_number_is_found_by_name_or_telephone_and_gets_it_back(case, sign_in):
    client = sign_in("counter")
    for words in ("أمينة", "06 61 00 00 41"):
        found = client.get("/desk/contacts/new", {"channel": "counter", "words": words}).content.decode()
        assert enquiry(case) in found
    identified(client, case, channel="counter")
    page = client.post(enquiry(case, "code"), {"way": "said"}).content.decode()
    assert case.number in page


@pytest.mark.asvs("15.3.1")
def test_the_check_shows_no_whole_telephone_or_address(case, sign_in):
    page = sign_in("counter").get(enquiry(case)).content.decode()
    assert "661000041" not in page
    assert "amina@example.ma" not in page


@pytest.mark.asvs("2.3.1")
def test_without_a_check_there_is_nothing_to_answer(case, sign_in):
    client = sign_in("counter")
    assert client.get(enquiry(case, "answer")).headers["Location"] == enquiry(case)
    assert identified(client, case, rightly=False).status_code == 200
    assert client.get(enquiry(case, "answer")).headers["Location"] == enquiry(case)


def test_after_five_failed_checks_the_page_says_from_when_on_it_goes(case, sign_in):
    client = sign_in("counter")
    for _ in range(5):
        identified(client, case, rightly=False)
    shut = client.get(enquiry(case))
    assert shut.status_code == 409
    assert "11:00" in shut.content.decode()


def test_a_new_code_stands_on_the_screen_once(case, sign_in):
    client = sign_in("counter")
    identified(client, case)
    page = client.post(enquiry(case, "code"), {"way": "said"}).content.decode()
    assert format_code(access_code_of(Case.objects.get(pk=case.pk))) in page
    assert client.post(enquiry(case, "code"), {"way": "said"}).status_code == 409


def test_a_question_about_no_file_becomes_a_deposit(office, sign_in):
    client = sign_in("counter")
    typed = {**TOLD, "channel": "phone", "outcome": "deposit", "name": "أمينة"}
    answer = client.post("/desk/contacts/general", typed)
    assert answer.headers["Location"] == "/desk/deposits/new?channel=phone"
    begun = {"service": "technical-complaint", "channel": "phone", "language": "ar"}
    filling = client.post("/desk/deposits/new", begun).headers["Location"]
    assert filling.startswith("/desk/deposits/")
    assert list(client.session["desk_enquiries"].values()) == [Contact.objects.get().pk]
    assert Contact.objects.get().asked == TOLD["asked"]
