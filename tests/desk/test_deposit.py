"""Deposits taken in for somebody: by telephone, at the counter, by post."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shubbak.cases.models import Case

BEGIN = "/desk/deposits/new"
PAGES = ("problem", "since", "where", "photos", "contact")
TYPED = {
    "shown_pages": [*PAGES, "area"],
    "problem": "no_water",
    "since": "16 11 2026",
    "where": "address",
    "where-address-district": "nakhil",
    "where-address-street": "زنقة الورد 12",
    "name": "أمينة بناني",
    "phone": "0661000041",
    "preferred_channel": "phone",
}


@pytest.fixture
def counter(sign_in):
    return sign_in("counter")


@pytest.fixture
def draft(counter):
    """The address of a draft that was begun by telephone."""
    begun = {"service": "technical-complaint", "channel": "phone", "language": "ar"}
    return counter.post(BEGIN, begun)["Location"]


def photograph():
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "JPEG")
    return SimpleUploadedFile("عداد.jpg", drawn.getvalue(), "image/jpeg")


def test_the_whole_form_stands_on_one_page(counter, draft):
    page = counter.get(draft).content.decode()
    assert all(f'value="{name}"' in page for name in PAGES)


def test_a_call_becomes_a_case_with_its_receipt(counter, draft):
    receipt = counter.post(draft, TYPED)["Location"]
    case = Case.objects.get()
    assert (case.channel, case.applicant.name, case.answers["phone"]) == (
        "phone",
        "أمينة بناني",
        "+212661000041",
    )
    page = counter.get(receipt).content.decode()
    assert case.number in page


def test_questions_that_an_answer_brings_up_are_asked_before_the_deposit(counter, draft):
    answer = counter.post(draft, {**TYPED, "shown_pages": PAGES})
    assert 'name="area"' in answer.content.decode()
    assert not Case.objects.exists()


def test_what_was_typed_stays_when_something_is_missing(counter, draft):
    answer = counter.post(draft, {**TYPED, "phone": ""})
    assert "زنقة الورد 12" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_photograph_stays_with_the_draft_though_an_answer_was_missing(counter, draft, settings, tmp_path):
    counter.post(draft, {**TYPED, "phone": "", "photos": photograph()})
    assert "عداد.jpg" in counter.get(draft).content.decode()
    counter.post(draft, TYPED)
    assert Case.objects.get().papers.get().document.name == "عداد.jpg"


def test_a_hostile_file_is_refused_at_its_box(counter, draft):
    hostile = SimpleUploadedFile("صورة.jpg", b"<script>", "image/jpeg")
    answer = counter.post(draft, {**TYPED, "photos": hostile})
    assert answer.status_code == 200
    assert not Case.objects.exists()


def test_sent_twice_it_is_one_case(counter, draft):
    assert counter.post(draft, TYPED)["Location"] == counter.post(draft, TYPED)["Location"]
    assert Case.objects.count() == 1


def test_a_file_for_somebody_else_keeps_both_persons(counter, draft):
    whom = {"whom-other": "on", "whom-other_name": "الحاج علي", "whom-other_phone": "0661000042"}
    counter.post(draft, {**TYPED, **whom})
    case = Case.objects.get()
    assert (case.applicant.name, case.submitter.name) == ("الحاج علي", "أمينة بناني")


def test_a_draft_of_another_session_does_not_open(draft, sign_in):
    assert sign_in("agent").get(draft).status_code == 404


def test_the_code_is_shown_only_to_whoever_took_the_deposit_in(counter, draft, sign_in):
    receipt = counter.post(draft, TYPED)["Location"]
    assert counter.get(receipt).context["code"]
    assert sign_in("secretary").get(receipt).context["code"] == ""
