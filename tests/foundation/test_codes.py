from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation import codes

KEY = b"a key of the agency, secret"
CASE = UUID("0190a5b0-0000-7000-8000-000000000001")


def test_a_code_is_made_again_and_again_the_same():
    assert codes.access_code(KEY, CASE, 1) == codes.access_code(KEY, CASE, 1)
    assert len(codes.access_code(KEY, CASE, 1)) == 13


def test_a_new_generation_revokes_the_code_before():
    old = codes.access_code(KEY, CASE, 1)
    assert codes.code_matches(KEY, CASE, 1, old)
    assert not codes.code_matches(KEY, CASE, 2, old)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        codes.access_code(b"short", CASE, 1)


def test_a_code_is_printed_in_groups_of_four():
    assert codes.format_code("1234567890123") == "1234 5678 9012 3"


@pytest.mark.parametrize("separator", [" ", "-", "\u00a0", "\u200f", "\u2066", " - "])
def test_spaces_hyphens_and_marks_of_direction_are_accepted(separator):
    code = codes.access_code(KEY, CASE, 1)
    assert codes.parse_code(separator.join([code[:4], code[4:8], code[8:]])) == code


@given(st.uuids(), st.integers(0, 1000))
def test_arabic_indic_and_persian_digits_are_accepted(case_id, generation):
    code = codes.access_code(KEY, case_id, generation)
    for zero in ("٠", "۰"):
        typed = "".join(chr(ord(zero) + int(digit)) for digit in codes.format_code(code).replace(" ", ""))
        assert codes.parse_code(typed) == code


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_code(typed):
    parsed = codes.parse_code(typed)
    assert parsed is None or len(parsed) == 13


@pytest.mark.parametrize("typed", ["", "0", "1234567890123", "٣" * 13, "²" * 13, "code", "0" * 14])
def test_what_cannot_be_a_code_never_matches(typed):
    assert not codes.code_matches(KEY, CASE, 1, typed)
