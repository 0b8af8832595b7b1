"""A repeating group: the same questions once a row, with or without JavaScript."""

from datetime import date

import pytest
import yaml
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shubbak.catalogue.forms import Reading, answers_schema, answers_shown, page_form, read_answers
from shubbak.catalogue.forms.groups import reshaped, rows_sent
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.spec.build import spec_from
from shubbak.catalogue.spec.build_form import page_from

READING = Reading(language="ar", country="ma", today=date(2026, 11, 3))
GROUP = """form:
  - page: plots
    questions:
      - id: plots
        type: group
        required: false
        label: {ar: ما العقارات؟}
        item: {ar: عقار}
        missing: {ar: اكتبوا عقارا.}
        rows: {least: 1, most: 3}
        questions:
          - {id: title, type: text, label: {ar: الرسم}, missing: {ar: اكتبوا الرسم.}}
          - {id: area, type: number, required: false, label: {ar: المساحة}, unit: {ar: م²}}
"""


@pytest.fixture
def spec(changed):
    return spec_from(load_pack(changed(("form:\n", GROUP))).data)


def drawn(spec, typed=None, kept=None):
    data = QueryDict(typed) if typed is not None else None
    return page_form(spec, spec.pages[0], {"plots": kept or []}, READING, data=data)


def read(spec, rows):
    return read_answers(spec, {"subject": "water", "plots": rows}, READING)


def test_rows_are_read_each_with_its_own_digits_and_empty_ones_are_left_out(spec):
    form = drawn(spec, "plots-0-title=12/31&plots-0-area=٣٠٠&plots-1-title=&plots-2-title=13/31")
    assert form.is_valid(), form.errors
    assert form.answers["plots"] == [{"title": "12/31", "area": 300}, {"title": "13/31"}]


def test_each_wrong_box_of_each_row_has_its_own_message(spec):
    form = drawn(spec, "plots-0-area=4&plots-1-title=13/31&plots-1-area=much")
    assert set(form.errors) == {"plots-0-title", "plots-1-area"}


def test_a_button_adds_a_row_and_keeps_what_was_typed(spec):
    form = drawn(spec, "plots-0-title=12/31&plots-0-area=x&plots-add=on")
    assert not form.is_valid()
    assert not form.errors
    assert form["plots-0-area"].value() == "x"
    assert "plots-1-title" in form.fields


def test_a_button_takes_a_row_away_and_the_others_move_up(spec):
    form = drawn(spec, "plots-0-title=a&plots-1-title=b&plots-2-title=c&plots-take=1")
    assert not form.is_valid()
    assert [form[f"plots-{rank}-title"].value() for rank in (0, 1)] == ["a", "c"]
    assert form.answers["plots"] == [{"title": "a"}, {"title": "c"}]


def test_no_row_is_added_beyond_the_last_that_the_service_takes(spec):
    form = drawn(spec, "plots-0-title=a&plots-1-title=b&plots-2-title=c&plots-add=on")
    assert form.fields["plots"].add_words == ""
    assert "plots-3-title" not in form.fields


def test_kept_rows_fill_their_boxes_again(spec):
    form = drawn(spec, kept=[{"title": "12/31", "area": 300}, {"title": "13/31"}])
    assert [form["plots-0-area"].value(), form["plots-1-title"].value()] == [300, "13/31"]


def test_programs_send_a_list_and_are_told_row_and_part(spec):
    assert read(spec, [{"title": "12/31"}]).problems == {}
    assert set(read(spec, [{"title": "a"}, {"area": "x"}]).problems) == {"plots.1.title", "plots.1.area"}
    assert set(read(spec, [{"title": "a", "owner": "x"}]).problems) == {"plots.0.owner"}
    assert set(read(spec, [{"title": str(n)} for n in range(4)]).problems) == {"plots"}
    assert set(read(spec, "12/31").problems) == {"plots"}


def test_the_schema_of_answers_knows_the_rows(spec):
    valid = Draft202012Validator(answers_schema(spec)).is_valid
    assert valid({"subject": "water", "plots": [{"title": "12/31", "area": 300}]})
    assert not valid({"subject": "water", "plots": [{"area": 300}]})
    assert not valid({"subject": "water", "plots": [{"title": str(n)} for n in range(4)]})


def test_rows_are_shown_one_a_line(spec):
    kept = {"plots": [{"title": "12/31", "area": 300}, {"title": "13/31"}]}
    (shown,) = answers_shown(spec, kept, "ar")
    assert shown.text == "عقار 1: 12/31، 300 م²\nعقار 2: 13/31"


TYPED = st.text(max_size=5)
ROWS = st.lists(st.fixed_dictionaries({"title": TYPED, "area": TYPED}), max_size=3)


@given(rows=ROWS, taken=st.integers(0, 3))
def test_whatever_was_typed_a_row_taken_away_leaves_the_others_untouched(rows, taken):
    page = page_from(yaml.safe_load(GROUP)["form"][0])
    data = {f"plots-{rank}-{part}": text for rank, row in enumerate(rows) for part, text in row.items()}
    after = reshaped(page, {**data, "plots-take": str(taken)})
    left = [row for rank, row in enumerate(rows) if rank != taken]
    assert rows_sent(page.questions[0], after or {}) == (left if taken < len(rows) else [])
