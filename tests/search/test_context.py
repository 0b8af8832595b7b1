"""A hit is shown with the words around it."""

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
