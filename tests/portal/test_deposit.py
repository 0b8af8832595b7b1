"""One question a page, without an account and without JavaScript, to a number that never comes twice."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.cases.models import Case, Draft
from shubbak.portal import depositing
from shubbak.portal.filling.deposit import last_day
from tests.portal.writing import FORM, START, answer, deposit, html, photograph, write_all


def test_looking_at_the_first_question_writes_nothing(visitor, office):
    first = visitor.get(START)
    assert first["Location"] == f"{FORM}/q/problem"
    assert "ما المشكل؟" in html(visitor.get(first["Location"]))
    assert not Draft.objects.exists()


@pytest.mark.asvs("3.3.4")
def test_an_answer_begins_a_draft_whose_token_only_the_browser_knows(visitor, office):
    kept = answer(visitor, "problem").cookies["draft-technical-complaint"]
    assert kept["httponly"]
    assert kept.value not in str(vars(Draft.objects.get()))


def test_a_missing_answer_is_asked_again_in_the_words_of_the_service(visitor, office):
    again = answer(visitor, "problem", problem="")
    assert again.status_code == 422
    assert "اختاروا المشكل الذي تشتكون منه." in html(again)


def test_what_was_typed_stays_when_another_answer_is_wrong(visitor, office):
    again = html(answer(visitor, "contact", phone="12"))
    assert "أمينة بناني" in again
    assert 'value="12"' in again


def test_a_page_that_the_answers_call_up_comes_in_its_turn(visitor, office):
    assert answer(visitor, "problem", problem="no_water")["Location"] == f"{FORM}/q/area"
    assert answer(visitor, "problem", problem="leak")["Location"] == f"{FORM}/q/since"


def test_autosave_keeps_what_can_be_kept_and_says_nothing(visitor, office):
    saved = answer(visitor, "contact", go="autosave", phone="12")
    assert saved.status_code == 204
    assert Draft.objects.get().answers["name"] == "أمينة بناني"
    assert "phone" not in Draft.objects.get().answers


def test_the_open_draft_is_offered_first(visitor, office):
    answer(visitor, "problem")
    assert f"{FORM}/q/problem" in html(visitor.get(START))
    assert f"{FORM}/q/problem" in html(visitor.get("/"))


def test_beginning_anew_throws_the_draft_away(visitor, office):
    answer(visitor, "problem")
    assert visitor.post(START)["Location"] == f"{FORM}/q/problem"
    assert not Draft.objects.exists()


def test_the_link_to_come_back_opens_the_draft_in_another_browser(visitor, office, client):
    link = html(visitor.get(answer(visitor, "problem", go="later")["Location"]))
    path = "/back/" + link.split("/back/")[1].split('"')[0]
    client.defaults["HTTP_HOST"] = "miyah.localhost"
    assert client.get(path)["Location"] == f"{FORM}/q/problem"
    assert "checked" in html(client.get(f"{FORM}/q/problem"))


def test_a_draft_is_kept_until_a_day_of_the_body_and_not_of_greenwich(office):
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert last_day(Draft(expires_at=late)) == date(2026, 7, 1)


def test_a_link_that_opens_no_draft_says_so(visitor, office):
    assert visitor.get("/back/no-such-token").status_code == 404


def test_several_files_are_laid_beside_and_one_is_taken_away(visitor, office):
    answer(visitor, "photos", photos=[photograph("a.jpg"), photograph("b.jpg", 41)])
    first = Draft.objects.get().papers.first()
    assert visitor.post(f"{FORM}/q/photos", {"remove": str(first.pk)}).status_code == 302
    assert [paper.document.name for paper in Draft.objects.get().papers.all()] == ["b.jpg"]


def test_the_same_file_sent_twice_lies_there_once(visitor, office):
    answer(visitor, "photos", photos=photograph())
    answer(visitor, "photos", photos=photograph())
    assert Draft.objects.get().papers.count() == 1


def test_a_file_that_is_not_what_it_says_is_refused_with_what_to_do(visitor, office):
    again = answer(visitor, "photos", photos=SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg"))
    assert again.status_code == 422
    assert not Draft.objects.get().papers.exists()


def test_beyond_the_number_of_files_a_sentence_says_so_beside_the_box_and_the_rest_is_kept(visitor, office):
    answer(visitor, "problem")
    again = answer(visitor, "photos", photos=[photograph(f"{n}.jpg", 40 + n) for n in range(30)])
    assert again.status_code == 422
    assert "عدد الملفات لا يتجاوز" in html(again)
    assert Draft.objects.get().answers["problem"]


def test_a_deposit_ends_on_the_page_of_its_receipt(visitor, office):
    write_all(visitor)
    page = html(visitor.get(deposit(visitor)["Location"]))
    assert Case.objects.get().number in page
    assert "أُودعت شكايتكم وسُجّلت" in page


def test_two_clicks_and_the_way_back_give_the_same_receipt(visitor, office):
    write_all(visitor)
    assert deposit(visitor)["Location"] == deposit(visitor)["Location"]
    assert visitor.get(f"{FORM}/q/contact")["Location"] == deposit(visitor)["Location"]
    assert Case.objects.count() == 1


def test_a_deposit_with_an_answer_missing_leads_to_its_question(visitor, office):
    answer(visitor, "problem")
    refused = deposit(visitor)
    assert refused.status_code == 422
    assert f"{FORM}/q/since?from=review" in html(refused)
    assert not Case.objects.exists()


@pytest.mark.asvs("16.5.3")
def test_a_failure_says_that_nothing_was_registered_and_keeps_the_draft(visitor, office, monkeypatch):
    write_all(visitor)
    monkeypatch.setattr(depositing, "deposit_under", _fails)
    failed = deposit(visitor)
    assert failed.status_code == 503
    assert "لم يُسجَّل" in html(failed)
    assert Draft.objects.get().case_id is None


def test_a_failure_after_the_registration_says_registered(visitor, office, monkeypatch):
    write_all(visitor)
    real = depositing.deposit_under
    monkeypatch.setattr(depositing, "deposit_under", lambda **given: (real(**given), _fails())[0])
    assert deposit(visitor)["Location"] == f"/file/{Case.objects.get().pk}/receipt"


def test_a_deposit_on_behalf_of_another_names_both(visitor, office):
    write_all(visitor)
    visitor.post(f"{FORM}/for", {"name": "فاطمة الزهراوي", "phone": "", "identity_number": ""})
    assert "فاطمة الزهراوي" in html(visitor.get(f"{FORM}/review"))
    deposit(visitor)
    case = Case.objects.select_related("applicant", "submitter").get()
    assert (case.applicant.name, case.submitter.name) == ("فاطمة الزهراوي", "أمينة بناني")


def test_an_empty_name_takes_the_other_person_back(visitor, office):
    write_all(visitor)
    visitor.post(f"{FORM}/for", {"name": "فاطمة", "phone": "", "identity_number": ""})
    visitor.post(f"{FORM}/for", {"name": "", "phone": "", "identity_number": ""})
    assert Draft.objects.get().on_behalf_of is None


@pytest.mark.parametrize("path", [f"{FORM}/review", f"{FORM}/later"])
def test_pages_of_a_draft_without_one_lead_to_its_beginning(visitor, office, path):
    assert visitor.get(path)["Location"] == START


def _fails(**_given: object) -> None:
    raise RuntimeError("the machine stumbled")


def test_nothing_given_is_not_said_to_be_saved(visitor, office):
    assert "حُفظت أجوبتكم على الساعة" not in html(answer(visitor, "problem", problem=""))
    answer(visitor, "problem")
    assert "حُفظت أجوبتكم على الساعة" in html(answer(visitor, "since", since=""))


def test_a_question_left_out_stands_on_the_review(visitor, office):
    write_all(visitor)
    left = html(visitor.get(f"{FORM}/review")).partition("لم تجيبوا")[2]
    assert f'href="{FORM}/q/photos?from=review"' in left.split("</div>")[0]
