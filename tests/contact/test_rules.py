"""What is asked of whoever asks, and when a file is shut to checks."""

from datetime import UTC, datetime, timedelta

import pytest

from shubbak.contact.rules import ContactRefused, Known, known_of, passes, proposal, shut_until

AT = datetime(2026, 11, 17, 9, tzinfo=UTC)
PERSON = {
    "identity": "G123481",
    "phone": "+212661000041",
    "email": "amina@example.ma",
    "deposited": "الثلاثاء 17 نونبر 2026",
}


def minutes_ago(*minutes):
    return [AT - timedelta(minutes=ago) for ago in minutes]


@pytest.mark.asvs("15.3.1")
def test_the_agent_compares_with_the_end_of_a_fact_and_never_with_the_whole():
    shown = {fact.code: fact.shown for fact in known_of(channel="phone", **PERSON)}
    assert shown["identity"] == "…481"
    assert shown["phone"] == "…041"
    assert shown["email"] == "…ina@example.ma"


def test_at_the_window_the_card_is_enough():
    facts = known_of(channel="counter", **PERSON)
    assert [fact.code for fact in proposal(facts, 0).asked] == ["card"]


def test_each_check_asks_for_two_facts_others_than_the_one_before():
    facts = known_of(channel="phone", **PERSON)
    asked = [tuple(fact.code for fact in proposal(facts, turn).asked) for turn in range(4)]
    assert all(len(set(pair)) == 2 for pair in asked)
    assert len(set(asked)) == 4


def test_a_file_that_knows_too_little_cannot_be_checked():
    with pytest.raises(ContactRefused) as refused:
        proposal([Known("deposited", "اليوم")], 0)
    assert refused.value.code == "too_few_facts"


def test_what_is_too_short_to_hide_is_not_asked_for():
    codes = [fact.code for fact in known_of(channel="phone", **{**PERSON, "identity": "12345"})]
    assert "identity" not in codes


@pytest.mark.parametrize(
    ("matched", "passed"), [((), False), (("phone",), False), (("phone", "email"), True)]
)
def test_both_facts_have_to_be_said(matched, passed):
    assert passes(("phone", "email"), matched) is passed


def test_five_failures_within_an_hour_shut_a_file_until_the_first_is_an_hour_old():
    assert shut_until(minutes_ago(50, 40, 30, 20), AT) is None
    assert shut_until(minutes_ago(50, 40, 30, 20, 10), AT) == AT + timedelta(minutes=10)
    assert shut_until(minutes_ago(61, 40, 30, 20, 10), AT) is None
