"""Which announcements the home page shows, and in which order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shubbak.announcements.rules import AT_MOST, Shown, first_of

NOW = datetime(2026, 11, 17, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
MADE = st.tuples(st.sampled_from(["news", "outage"]), st.integers(-50, 50), st.integers(1, 50))


def shown(number, kind, after, hours=10):
    return Shown(number, kind, NOW + after * HOUR, NOW + (after + hours) * HOUR)


def test_an_outage_is_told_ahead_and_news_from_its_beginning():
    assert first_of([shown(1, "outage", 30), shown(2, "news", 1)], NOW) == [1]


def test_outages_come_first_the_next_before_the_later_then_the_newest_news():
    told = [shown(1, "news", -2), shown(2, "outage", 9), shown(3, "news", -1), shown(4, "outage", 2)]
    assert first_of(told, NOW) == [4, 2]
    assert first_of(told[:3], NOW) == [2, 3]


def test_what_has_ended_is_not_shown():
    assert first_of([shown(1, "outage", -10), shown(2, "news", -10)], NOW) == []


@given(st.lists(MADE, max_size=8))
def test_never_more_than_the_page_bears_and_never_what_is_over(made):
    told = [shown(number, *parts) for number, parts in enumerate(made)]
    found = first_of(told, NOW)
    assert len(found) <= AT_MOST
    assert all(told[number].ends > NOW for number in found)
