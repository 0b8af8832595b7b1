"""Codes of six figures and how many of them an address gets."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from shubbak.accounts.rules import Address, code_of, codes_again_at, is_the_code, read_code

KEY = b"k" * 32
NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
MAIL, PHONE = Address("email", "amina@example.ma"), Address("sms", "+212661000041")


def minutes_ago(*minutes: int) -> list[datetime]:
    return [NOW - timedelta(minutes=passed) for passed in minutes]


def test_a_code_is_read_in_any_figures_with_spaces_and_hyphens():
    assert read_code(" ١٢٣-٤٥٦ ") == read_code("123 456") == "123456"


def test_what_is_not_six_figures_is_no_code():
    assert {read_code(typed) for typed in ("", "12345", "1234567", "12345a", "½23456")} == {""}


@pytest.mark.asvs("6.5.4")
def test_a_code_is_any_of_a_million():
    codes = [code_of(b"k" * 32, UUID(int=n)) for n in range(2_000)]
    assert {len(code) for code in codes} == {6}
    assert len(set(codes)) > 1_980
    for place in range(6):
        assert {code[place] for code in codes} == set("0123456789")


@pytest.mark.asvs("6.6.2")
def test_each_request_has_its_own_code_and_each_body_its_own():
    asked = uuid4()
    assert is_the_code(KEY, asked, code_of(KEY, asked))
    assert not is_the_code(KEY, asked, "")
    others = {code_of(KEY, uuid4()) for _ in range(5)} | {code_of(b"x" * 32, asked)}
    assert len(others - {code_of(KEY, asked)}) > 1


@pytest.mark.asvs("6.6.3")
def test_the_sixth_code_of_an_hour_waits_until_the_first_is_an_hour_old():
    asked = minutes_ago(50, 40, 30, 20, 10)
    assert codes_again_at(MAIL, asked[1:], NOW) is None
    assert codes_again_at(MAIL, asked, NOW) == NOW + timedelta(minutes=10)


def test_a_telephone_gets_three_codes_a_day():
    asked = minutes_ago(60 * 23, 60 * 5, 60 * 2)
    assert codes_again_at(PHONE, asked, NOW) == NOW + timedelta(hours=1)
    assert codes_again_at(MAIL, asked, NOW) is None
