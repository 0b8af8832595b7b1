"""Derived answers: one rule decides, and a condition on a class asks what its rules ask."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.catalogue.forms import Reading, answers_schema, answers_shown, read_answers
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.spec.build import spec_from
from shubbak.catalogue.spec.classes import derived_from, written_out
from shubbak.catalogue.spec.conditions import condition_from
from tests.catalogue.test_conditions import ANSWER, CONDITION

CLASSES = """
classes:
  size:
    title: {ar: الصنف, fr: Classe}
    values: {big: {ar: كبير, fr: Grand}, little: {ar: صغير, fr: Petit}}
    rules:
      - class: big
        when: {subject: power}
        why: {ar: كهرباء, fr: électricité}
        text: {ar: الملحق 2, fr: annexe 2}
      - {class: little, why: {ar: غير ذلك, fr: autre}, text: {ar: الملحق 3, fr: annexe 3}}
documents:
"""
READING = Reading("fr", "ma", date(2026, 11, 4))


@pytest.fixture
def classed(changed):
    more = ("when: {subject: power}}", "when: {size: big}}")
    return spec_from(load_pack(changed(("documents:\n", CLASSES), more)).data)


def rules_of(conditions):
    named = [{"class": f"c{rank % 2}", "when": when} for rank, when in enumerate(conditions)]
    return [{**rule, "why": {}, "text": {}} for rule in [*named, {"class": "c2"}]]


@given(st.lists(CONDITION, max_size=4), ANSWER, st.sampled_from(["c0", "c1", "c2"]))
def test_a_condition_on_a_class_holds_where_its_rules_decide_so(conditions, answer, wanted):
    raw = {"size": {"title": {}, "values": {}, "rules": rules_of(conditions)}}
    decided = derived_from("size", raw["size"]).rule_for({"q": answer}).value
    spelled = written_out({"classes": raw, "step": {"when": {"size": wanted}}})["step"]["when"]
    assert condition_from(spelled).holds({"q": answer}) == (decided == wanted)


def test_the_class_is_written_beside_the_answers(classed):
    read = read_answers(classed, {"subject": "water"}, READING)
    assert (read.answers, read.problems) == ({"subject": "water", "size": "little"}, {})


def test_nobody_says_their_own_class(classed):
    assert (
        "size"
        in read_answers(classed, {"subject": "power", "remark": "x", "size": "little"}, READING).problems
    )


def test_a_question_may_depend_on_a_class(classed):
    assert "remark" in read_answers(classed, {"subject": "power"}, READING).problems


def test_the_class_is_shown_with_its_reason_and_its_text(classed):
    shown = answers_shown(classed, {"subject": "power", "size": "big"}, "fr")
    assert (shown[-1].label, shown[-1].text) == ("Classe", "Grand: électricité (annexe 2)")


def test_the_schema_for_machines_names_no_class(classed):
    assert "size" not in str(answers_schema(classed, "fr"))
