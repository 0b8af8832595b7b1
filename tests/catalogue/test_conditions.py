from hypothesis import given
from hypothesis import strategies as st

from shubbak.catalogue.spec.conditions import condition_from, is_filled

ANSWER = st.one_of(st.none(), st.text(), st.booleans(), st.integers(), st.floats(), st.lists(st.text()))
CONDITION = st.recursive(
    st.one_of(
        st.builds(lambda v: {"q": v}, st.one_of(st.text(), st.booleans(), st.lists(st.text()))),
        st.builds(lambda v: {"q": {"above": v}}, st.integers()),
        st.builds(lambda v: {"q": {"filled": v}}, st.booleans()),
    ),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=5,
)


@given(CONDITION, ANSWER)
def test_a_condition_holds_or_its_negation_does(raw, answer):
    assert condition_from(raw).holds({"q": answer}) != condition_from({"not": raw}).holds({"q": answer})


@given(st.lists(CONDITION, min_size=1, max_size=3), ANSWER)
def test_all_and_any_are_one_another_negated(parts, answer):
    negated = [{"not": part} for part in parts]
    all_hold = condition_from({"all": parts}).holds({"q": answer})
    assert all_hold != condition_from({"any": negated}).holds({"q": answer})


@given(st.integers(), st.integers())
def test_above_and_below_compare_numbers(answer, bound):
    assert condition_from({"q": {"above": bound}}).holds({"q": answer}) == (answer > bound)
    assert condition_from({"q": {"below": bound}}).holds({"q": answer}) == (answer < bound)


def test_a_word_is_neither_above_nor_below():
    assert not condition_from({"q": {"above": 1}}).holds({"q": "many"})


def test_one_of_several_answers_is_enough():
    condition = condition_from({"q": ["a", "b"]})
    assert [condition.holds({"q": answer}) for answer in ("a", "b", "c", None)] == [True, True, False, False]


def test_a_place_is_looked_at_by_its_choice():
    assert condition_from({"where": "point"}).holds({"where": {"choice": "point", "point": "1.0, 2.0"}})


def test_no_and_zero_are_answers():
    assert is_filled(False)
    assert is_filled(0)
    assert not is_filled({"name": ""})


def test_all_questions_looked_at_are_named():
    condition = condition_from({"any": [{"a": 1}, {"not": {"b": 2, "c": 3}}]})
    assert list(condition.questions()) == ["a", "b", "c"]
