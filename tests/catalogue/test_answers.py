import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shubbak.catalogue.forms import (
    Reading,
    answers_problems,
    answers_schema,
    answers_shown,
    applicant_of,
    read_answers,
    title_of,
)
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.spec.build import spec_from
from tests.catalogue.conftest import PACKS

READING = Reading(language="ar", country="ma", today=date(2026, 11, 3))
SPECS = [spec_from(load_pack(path).data) for path in sorted(PACKS.glob("*/*.yaml"))]
SPECS_BY_CODE = {spec.code: spec for spec in SPECS}
WHOLE = {
    "problem": "leak",
    "since": "2026-11-02",
    "where": {"choice": "address", "district": "nakhil", "street": "زنقة الياسمين، رقم 14"},
    "name": "محمد أيت الحاج",
    "phone": "06 61 00 00 41",
    "preferred_channel": "phone",
}


def test_whole_answers_have_no_problem(complaint):
    assert answers_problems(complaint, WHOLE, READING) == {}


@pytest.mark.asvs("2.2.1")
def test_each_problem_names_its_field(complaint):
    raw = {**WHOLE, "where": {"choice": "address", "district": "moon"}, "phone": "", "shoe": 1}
    assert sorted(answers_problems(complaint, raw, READING)) == ["phone", "shoe", "where.district"]


def test_answers_to_questions_that_are_not_asked_are_left_out(complaint):
    assert "area" not in read_answers(complaint, {**WHOLE, "area": "mine"}, READING).answers
    no_water = {**WHOLE, "problem": "no_water", "area": "mine"}
    assert read_answers(complaint, no_water, READING).answers["area"] == "mine"


def test_what_is_read_again_reads_the_same(complaint):
    once = read_answers(complaint, WHOLE, READING).answers
    assert read_answers(complaint, once, READING).answers == once


@pytest.mark.parametrize("said", ["أمس", "البارحة", "Hier", "yesterday", "2 11 2026"])
def test_a_day_may_be_called_by_its_name(complaint, said):
    assert read_answers(complaint, {**WHOLE, "since": said}, READING).answers["since"] == "2026-11-02"


def test_answers_are_shown_in_words(complaint):
    answers = read_answers(complaint, WHOLE, READING).answers
    texts = {shown.question: shown.text for shown in answers_shown(complaint, answers, "ar")}
    assert texts["since"] == "الاثنين 2 نونبر 2026"
    assert texts["where"] == "زنقة الياسمين، رقم 14، حي النخيل"
    assert texts["phone"] == "06 61 00 00 41"


def test_a_case_bears_its_answers_as_title(complaint):
    assert title_of(complaint, read_answers(complaint, WHOLE, READING).answers, "fr").startswith(
        "Fuite d’eau, "
    )
    assert title_of(complaint, {}, "fr") == "Réclamation technique"


def test_what_the_answers_say_of_the_applicant(complaint):
    facts = applicant_of(complaint, read_answers(complaint, WHOLE, READING).answers)
    assert facts == {"name": "محمد أيت الحاج", "phone": "+212661000041", "preferred_channel": "phone"}


def test_a_point_is_kept_with_five_decimals_and_must_be_on_earth(complaint):
    point = {**WHOLE, "where": {"choice": "point", "point": "٣٣٫٢٣١٦، -8.5007"}}
    kept = read_answers(complaint, point, READING).answers["where"]
    assert kept == {"choice": "point", "point": "33.23160, -8.50070"}
    off = {**WHOLE, "where": {"choice": "point", "point": "99.1, 8.5"}}
    assert list(answers_problems(complaint, off, READING)) == ["where.point"]


@pytest.mark.asvs("2.2.3")
def test_a_point_lies_in_the_country_of_the_body(complaint):
    paris = {**WHOLE, "where": {"choice": "point", "point": "48.85660, 2.35220"}}
    assert list(answers_problems(complaint, paris, READING)) == ["where.point"]
    assert "خارج البلاد" in answers_problems(complaint, paris, READING)["where.point"]


@pytest.mark.asvs("15.3.5")
@pytest.mark.parametrize("several", [["a"], {"a": "b"}, [["a"]]])
def test_a_question_that_takes_one_answer_refuses_lists_and_mappings(complaint, several):
    for name in ("name", "since", "phone", "problem"):
        assert list(answers_problems(complaint, {**WHOLE, name: several}, READING))[:1] == [name]
    nested = {**WHOLE, "where": {**WHOLE["where"], "street": several}}
    assert list(answers_problems(complaint, nested, READING)) == ["where"]


@pytest.mark.asvs("1.3.3")
@given(typed=st.text(max_size=40))
def test_no_control_character_is_ever_kept(typed):
    kept = read_answers(SPECS_BY_CODE["technical-complaint"], {**WHOLE, "name": typed}, READING).answers
    assert not any(unicodedata.category(letter) == "Cc" for letter in kept.get("name", "").replace("\t", ""))


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.code)
def test_the_schema_of_answers_is_one(spec):
    Draft202012Validator.check_schema(answers_schema(spec))


def test_the_schema_accepts_what_is_read_and_refuses_what_is_missing(complaint):
    schema = Draft202012Validator(answers_schema(complaint))
    assert schema.is_valid(read_answers(complaint, WHOLE, READING).answers)
    assert not schema.is_valid({name: WHOLE[name] for name in WHOLE if name != "problem"})
    assert not schema.is_valid({**WHOLE, "where": {"choice": "address"}})


@pytest.mark.asvs("2.2.3")
def test_what_is_asked_only_sometimes_is_required_only_then(small):
    schema = Draft202012Validator(answers_schema(small))
    assert schema.is_valid({"subject": "water"})
    assert not schema.is_valid({"subject": "power"})
    assert schema.is_valid({"subject": "power", "remark": "x"})


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=6,
)


@pytest.mark.asvs("2.2.1")
@given(st.data())
def test_whatever_is_sent_is_read_or_refused_in_words(data):
    spec = data.draw(st.sampled_from(SPECS))
    names = [question.id for question in spec.questions()]
    raw = data.draw(st.dictionaries(st.sampled_from(names), JSON))
    read = read_answers(spec, raw, READING)
    assert all(message.strip() for message in read.problems.values())
    assert not {name.split(".")[0] for name in read.problems} & set(read.answers)
    answers_shown(spec, read.answers, "ar")


@pytest.mark.asvs("1.1.1")
@pytest.mark.asvs("1.4.2")
@given(st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "0123456789"]), st.integers(10**5, 10**7 - 1))
def test_a_number_is_read_in_any_digits(digits, number):
    spec = next(spec for spec in SPECS if spec.code == "move-in")
    typed = "".join(digits[int(figure)] for figure in str(number))
    given = {"trades": ["electricity"], "last_contract": typed, "index": typed}
    read = read_answers(spec, given, READING).answers
    assert (read["last_contract"], read["index"]) == (str(number), number)
