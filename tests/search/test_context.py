"""A hit is shown with the words around it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.search.arabic import lexemes
from shubbak.search.context import first_hit


def test_the_word_is_found_in_whatever_form_it_stands():
    hit = first_hit("انكسرت الأنابيب قرب المدرسة", lexemes("أنبوب"))
    assert (hit.before, hit.word, hit.after) == ("انكسرت ", "الأنابيب", " قرب المدرسة")


def test_a_word_that_is_not_finished_is_found():
    assert first_hit("منذ انقطاع الماء", lexemes("انقط")).word == "انقطاع"


def test_a_long_text_is_shown_around_the_hit():
    hit = first_hit("كلمة " * 60 + "ثعبان" + " كلمة" * 60, lexemes("ثعبان"))
    assert hit.word == "ثعبان"
    assert hit.before.startswith("… كلمة")
    assert hit.after.endswith("كلمة …")
    assert len(hit.before) < 70


def test_a_text_without_the_word_has_no_hit():
    assert first_hit("الماء", lexemes("كهرباء")) is None


@pytest.mark.parametrize("typed", ["فاتور", "فات", "فواتير", "الفاتورة"])
def test_a_plural_of_the_table_is_found_by_its_stem_and_by_the_beginning_of_it(typed):
    hit = first_hit("وصلتني الفواتير متأخرة", lexemes(typed))
    assert hit
    assert hit.word == "الفواتير"


@given(st.lists(st.sampled_from(["الفواتير", "عدّاد", "وللشَّارع", "Réclamation", "10", "في", "ى"])))
def test_what_stands_in_a_text_is_found_whatever_its_spelling(words):
    text = " ".join(words)
    for word in words:
        stems = lexemes(word)
        answered = any(stem in stems for part in re.findall(r"\w+", text) for stem in lexemes(part))
        assert bool(stems and first_hit(text, stems)) >= answered
