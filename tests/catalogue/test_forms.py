from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from shubbak.catalogue.forms import Reading, page_form
from shubbak.foundation.form_parts import drawn, error_lines, top_fields

READING = Reading(language="ar", country="ma", today=date(2026, 11, 3))


def page(spec, code):
    return next(page for page in spec.pages if page.id == code)


def filled(spec, code, typed, *, answers=None, **options):
    return page_form(spec, page(spec, code), answers or {}, READING, data=QueryDict(typed), **options)


def shown(form):
    with override("ar"):
        return "".join(render_to_string("parts/field.html", {"field": drawn(b)}) for b in top_fields(form))


def test_each_answer_is_a_row_and_dependent_boxes_stand_under_theirs(complaint):
    (where,) = top_fields(page_form(complaint, page(complaint, "where"), {}, READING))
    rows = drawn(where).choices
    assert [row.box.data["value"] for row in rows] == ["contract", "address", "point"]
    assert [d.bound.name for d in rows[1].dependents] == [
        "where-address-district",
        "where-address-street",
        "where-address-landmark",
    ]


def test_the_only_question_of_a_page_is_its_title(complaint):
    form = page_form(complaint, page(complaint, "problem"), {}, READING)
    assert drawn(form["problem"]).titled


def test_an_error_says_what_to_do_and_keeps_what_was_typed(complaint):
    form = filled(complaint, "where", "where=address&where-address-street=زنقة الياسمين 14")
    assert not form.is_valid()
    (line,) = error_lines(form)
    assert (line.target, line.message) == ("id_where-address-district", "اختاروا الحي الذي يوجد فيه المشكل.")
    assert "زنقة الياسمين 14" in shown(form)
    assert shown(form).count(line.message) == 1


def test_errors_come_in_the_language_of_the_person(complaint):
    reading = Reading(language="fr", country="ma", today=date(2026, 11, 3))
    form = page_form(complaint, page(complaint, "problem"), {}, reading, data=QueryDict(""))
    assert form.errors["problem"] == ["Choisissez le problème."]


def test_the_words_of_the_code_come_in_the_language_of_the_person(complaint):
    form = filled(complaint, "contact", "name=محمد&phone=12&preferred_channel=sms")
    assert form.errors["phone"] == ["اكتبوا رقم الهاتف كاملا."]


def test_boxes_of_a_choice_that_was_not_made_are_not_read(complaint):
    form = filled(
        complaint, "where", "where=contract&where-contract-contract=٢٢٠٧ ٠٣٤١&where-address-street=x"
    )
    assert form.is_valid()
    assert form.answers == {"where": {"choice": "contract", "contract": "22070341"}}


@pytest.mark.parametrize("typed", ["2 11 2026", "٢/١١/٢٠٢٦", "2026-11-02", "02.11.2026", "۲-۱۱-۲۰۲۶"])
def test_a_date_is_read_in_any_digits(complaint, typed):
    form = filled(complaint, "since", f"since={typed}")
    assert form.is_valid(), form.errors
    assert form.answers["since"] == "2026-11-02"


@pytest.mark.parametrize("typed", ["31 2 2026", "someday", "2 13 2026", "4 11 2026"])
def test_a_day_that_is_not_or_is_to_come_is_refused(complaint, typed):
    assert not filled(complaint, "since", f"since={typed}").is_valid()


def test_answers_given_before_fill_the_boxes(complaint):
    answers = {
        "where": {"choice": "address", "district": "nakhil", "street": "زنقة 1"},
        "since": "2026-11-02",
    }
    html = shown(page_form(complaint, page(complaint, "where"), answers, READING))
    assert 'value="زنقة 1"' in html
    assert '<option value="nakhil" selected>' in html
    assert 'value="2 11 2026"' in shown(page_form(complaint, page(complaint, "since"), answers, READING))


def test_an_answer_taken_back_takes_back_what_hung_on_it(small):
    form = filled(
        small,
        "subject",
        "subject=water&remark=x",
        answers={"subject": "power", "remark": "y"},
        papers={"proof": 1},
    )
    assert form.is_valid(), form.errors
    assert form.answers == {"subject": "water", "remark": None}


def test_a_dependent_question_stands_under_its_row(small):
    form = page_form(small, page(small, "subject"), {}, READING)
    assert [d.bound.name for d in drawn(form["subject"]).choices[1].dependents] == ["remark"]


def test_a_required_paper_is_asked_until_it_is_there(small):
    assert "proof" in filled(small, "subject", "subject=water").errors
    file = SimpleUploadedFile("deed.pdf", b"%PDF-1.7")
    form = filled(small, "subject", "subject=water", files=MultiValueDict({"proof": [file]}))
    assert form.is_valid()
    assert form.given_files == {"proof": [file]}


def test_more_files_than_asked_are_refused(complaint):
    files = [SimpleUploadedFile(f"{n}.png", b"x") for n in range(4)]
    form = filled(complaint, "photos", "", files=MultiValueDict({"photos": files}), papers={"photo": 2})
    assert list(form.errors) == ["photos"]


def test_a_person_has_a_name_and_a_masked_paper(permit):
    form = filled(
        permit,
        "person",
        "applicant-name=ليلى العلوي&applicant-identity_kind=national_id&applicant-identity_number=g ١٢٣٤٨١",
    )
    assert form.is_valid(), form.errors
    assert form.answers["applicant"] == {
        "name": "ليلى العلوي",
        "identity_kind": "national_id",
        "identity_number": "G123481",
    }


def test_works_on_the_structure_are_directed_to_the_building_permit(permit):
    form = filled(permit, "structure", "structure=true")
    assert "رخصة البناء" in form.errors["structure"][0]
    assert filled(permit, "structure", "structure=false").is_valid()


def test_no_box_asks_the_browser_to_refuse_in_its_own_words(complaint):
    html = shown(page_form(complaint, page(complaint, "contact"), {}, READING))
    assert " required" not in html
    assert 'dir="ltr"' in html
