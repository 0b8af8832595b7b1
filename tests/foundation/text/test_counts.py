"""The grammar of counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.text import UnknownNoun, count
from shubbak.foundation.text.nouns import NOUNS


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا أيام"),
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (10, "10 أيام"),
        (11, "11 يوما"),
        (99, "99 يوما"),
        (100, "100 يوم"),
        (102, "102 يوم"),
        (103, "103 أيام"),
        (111, "111 يوما"),
    ],
)
def test_days_are_counted_as_arabic_grammar_counts_them(number: int, words: str) -> None:
    assert count(number, "day", "ar").replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "hour", "ساعة واحدة"),
        (2, "document", "وثيقتان"),
        (5, "photo", "5 صور"),
        (12, "hour", "12 ساعة"),
        (10, "working_day", "10 أيام عمل"),
        (15, "working_day", "15 يوم عمل"),
        (2, "working_day", "يوما عمل"),
        (20, "file", "20 ملفا"),
        (2, "error", "خطآن"),
    ],
)
def test_nouns_of_both_genders_follow(number: int, noun: str, words: str) -> None:
    assert count(number, noun, "ar").replace("\u00a0", " ") == words


def test_two_after_a_preposition_takes_the_other_dual() -> None:
    assert count(2, "day", "ar", object_case=True) == "يومين"
    assert count(2, "document", "ar", object_case=True) == "وثيقتين"


def test_french_has_no_plural_before_two_and_english_has_one_at_nought() -> None:
    assert [count(n, "day", "fr") for n in (0, 1, 2)] == ["0\u00a0jour", "1\u00a0jour", "2\u00a0jours"]
    assert [count(n, "day", "en") for n in (0, 1, 2)] == ["0\u00a0days", "1\u00a0day", "2\u00a0days"]


def test_a_body_that_writes_arabic_figures_counts_in_them() -> None:
    assert count(11, "day", "ar", "arab") == "١١\u00a0يوما"
    assert count(11, "day", "fr", "arab") == "11\u00a0jours"


def test_an_unknown_noun_is_refused() -> None:
    with pytest.raises(UnknownNoun):
        count(1, "unicorn", "ar")


@given(st.integers(max_value=-1))
def test_nothing_is_counted_below_nought(number: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        count(number, "day", "ar")


@given(st.integers(min_value=3, max_value=10**6), st.sampled_from(sorted(NOUNS)))
def test_from_three_on_the_figure_stands_before_the_noun_and_a_hundred_more_changes_no_ending(
    number: int, noun: str
) -> None:
    written, later = count(number, noun, "ar"), count(number + 100, noun, "ar")
    assert written.split("\u00a0", 1)[0] == str(number)
    assert written.split("\u00a0", 1)[1] == later.split("\u00a0", 1)[1]


@given(st.sampled_from(sorted(NOUNS)), st.sampled_from(["ar", "fr", "en"]))
def test_one_two_three_and_eleven_are_never_empty(noun: str, language: str) -> None:
    assert all(count(n, noun, language).strip() for n in (0, 1, 2, 3, 11, 100))
