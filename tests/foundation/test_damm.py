from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation import damm

DIGITS = st.text("0123456789", min_size=1, max_size=20)


def test_the_published_example_of_damm_holds():
    assert damm.check_digit("572") == "4"


@given(DIGITS)
def test_a_number_with_its_check_digit_is_valid(digits):
    assert damm.is_valid(digits + damm.check_digit(digits))


@given(DIGITS, st.data())
def test_one_wrong_digit_is_always_found(digits, data):
    whole = digits + damm.check_digit(digits)
    place = data.draw(st.integers(0, len(whole) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[place]]))
    assert not damm.is_valid(whole[:place] + wrong + whole[place + 1 :])


@given(DIGITS, st.data())
def test_two_swapped_neighbours_are_always_found(digits, data):
    whole = digits + damm.check_digit(digits)
    place = data.draw(st.integers(0, len(whole) - 2))
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert swapped == whole or not damm.is_valid(swapped)
