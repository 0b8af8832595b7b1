"""Folding, masking, isolating, figures, amounts, telephones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.text import (
    amount,
    figures,
    file_size,
    fold_ar,
    isolate,
    isolate_ltr,
    masked_identity,
    masked_phone,
    parse_phone,
    shown_phone,
    sort_key_ar,
    to_digits,
    to_western_digits,
)

ARABIC = st.text(alphabet=st.sampled_from("اأإآٱبتةهحىيئوؤءلمـَُّْ ٠١٢۳45abÉé"), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إنقطاع", "انقطاع"),
        ("مدرسة", "مدرسه"),
        ("مصطفى", "مصطفي"),
        ("مُحَمَّد", "محمد"),
        ("الـمـاء", "الماء"),
        ("آيت", "ايت"),
        ("رقم ١٤", "رقم 14"),
        ("مسؤول", "مسوول"),
        ("Réclamation", "reclamation"),
        ("أ\u0654", "ا"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(one: str, other: str) -> None:
    assert fold_ar(one) == fold_ar(other)


@given(ARABIC | st.text(max_size=30))
def test_folding_twice_changes_nothing(words: str) -> None:
    assert fold_ar(fold_ar(words)) == fold_ar(words)


def test_lists_are_sorted_without_the_article() -> None:
    names = ["الماء", "التطهير", "أشغال", "الهدم", "بناء"]
    assert sorted(names, key=sort_key_ar) == ["أشغال", "بناء", "التطهير", "الماء", "الهدم"]


def test_a_word_that_begins_like_the_article_keeps_its_letters() -> None:
    assert sort_key_ar("ال") == "ال"
    assert sort_key_ar("ألمانيا") == "المانيا"
    assert sort_key_ar("والدة") == "والده"


@given(ARABIC)
def test_figures_come_back_from_the_other_writing(words: str) -> None:
    western = to_western_digits(words)
    assert to_western_digits(to_digits(western, "arab")) == western


def test_an_isolated_word_cannot_turn_the_text_after_it() -> None:
    assert isolate("abc\u202edef") == "\u2068abcdef\u2069"
    assert isolate_ltr("+100,52") == "\u2066+100,52\u2069"


@given(st.text(max_size=40))
def test_isolates_open_and_close_once(words: str) -> None:
    written = isolate(words)
    assert written.count("\u2068") == written.count("\u2069") == 1


def test_an_identity_number_shows_its_ends_alone() -> None:
    assert masked_identity("G123481") == "G••••81"
    assert masked_identity("AB12") == "••••"


@given(st.text(min_size=7, max_size=20, alphabet="0123456789"))
def test_a_mask_keeps_the_length_and_hides_all_but_three_figures(number: str) -> None:
    assert len(masked_identity(number)) == len(number)
    assert masked_identity(number).count("•") == len(number) - 3
    assert masked_phone(number).count("•") == len(number) - 2


def test_amounts_read_as_the_country_writes_them() -> None:
    assert amount(40776, "MAD", "ar", "ma") == "407,76\u00a0درهم"
    assert figures(123456789, "MAD", "fr", "ma") == "1\u202f234\u202f567,89"
    assert figures(1234567, "OMR", "ar", "om") == "1,234.567"
    assert figures(1234567, "OMR", "ar", "om", "arab") == "١٬٢٣٤٫٥٦٧"
    assert figures(-5, "MAD", "en", "ma") == "-0,05"
    assert amount(-40776, "MAD", "fr", "ma") == "-407,76\u00a0DH"


def test_the_minus_of_an_arabic_amount_stands_before_its_figures() -> None:
    assert amount(-40776, "MAD", "ar", "ma") == "\u2066-407,76\u2069\u00a0درهم"


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from(["MAD", "OMR"]))
def test_no_amount_loses_a_centime(minor: int, currency: str) -> None:
    written = figures(minor, currency, "ar", "ma").replace("\u202f", "").replace(",", "")
    assert int(written) == minor


@pytest.mark.parametrize(
    ("size", "words"),
    [(312, "312 بايت"), (1_234_567, "1,2 م.ب"), (10_000_000, "10 م.ب"), (999_999, "1000 ك.ب")],
)
def test_a_file_has_a_size_in_words(size: int, words: str) -> None:
    assert file_size(size, "ar", "ma").replace("\u00a0", " ") == words


def test_a_telephone_number_is_understood_however_it_is_typed() -> None:
    for typed in ("06 61 00 00 41", "0661-000041", "+212 661 000 041", "٠٦٦١٠٠٠٠٤١"):
        assert parse_phone(typed, "ma") == "+212661000041"
    assert parse_phone("12", "ma") is None
    assert parse_phone("hello", "ma") is None


def test_a_telephone_number_is_shown_as_it_is_read_aloud() -> None:
    assert shown_phone("+212661000041", "ma") == "06 61 00 00 41"
    assert shown_phone("+96891234567", "ma") == "+968 9123 4567"
