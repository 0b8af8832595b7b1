"""Number and code open a case; numbers reveal nothing."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import case_by_number_and_code, rotate_code
from shubbak.cases.links import link_token
from shubbak.cases.models import CaseLetter
from shubbak.cases.queries import access_code_of, case_by_link
from shubbak.cases.rules import TooManyTries
from tests.cases.test_workflow import referred


def opened(number, code, at):
    return case_by_number_and_code(number=number, code=code, at=at)


def test_number_and_code_open_the_case(office, at):
    case = office.deposit()
    assert opened("1/2026", access_code_of(case), at) == case


def test_figures_of_any_script_and_spaces_are_read(office, at):
    code = access_code_of(office.deposit())
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert opened("١ / ٢٠٢٦", f"{arabic[:4]} {arabic[4:8]}-{arabic[8:]}", at) is not None


def test_a_code_opens_no_other_case(office, at):
    first, second = office.deposit(), office.deposit()
    assert opened(second.number, access_code_of(first), at) is None


@pytest.mark.parametrize("number", ["1/2026", "999/2026", "…"])
def test_after_five_wrong_codes_a_number_is_shut_known_or_not(office, at, number):
    office.deposit()
    for _ in range(5):
        assert opened(number, "0000000000000", at) is None
    with pytest.raises(TooManyTries):
        opened(number, "0000000000000", at)


def test_a_number_opens_again_and_the_next_wait_is_longer(office, at):
    case = office.deposit()
    for _ in range(5):
        opened(case.number, "1", at)
    later = at + timedelta(minutes=1)
    opened(case.number, "1", later)
    with pytest.raises(TooManyTries) as shut:
        opened(case.number, "1", later)
    assert shut.value.until == later + timedelta(minutes=2)


def test_a_stranger_elsewhere_does_not_shut_out_the_holder(office, at):
    case = office.deposit()
    for _ in range(5):
        case_by_number_and_code(number=case.number, code="1", at=at, origin="203.0.113.0/24")
    assert opened(case.number, access_code_of(case), at) == case


@pytest.mark.asvs("9.2.1")
def test_a_new_code_revokes_the_old_one_and_the_links(office, at):
    case = referred(office)
    old, letter = access_code_of(case), CaseLetter.objects.filter(case=case).first()
    assert case_by_link(token=link_token(letter.pk), at=at) == case
    fresh = rotate_code(case=case, actor=office.actor("agent"), at=at)
    assert opened(case.number, old, at) is None
    assert opened(case.number, access_code_of(fresh), at) == case
    assert case_by_link(token=link_token(letter.pk), at=at) is None
