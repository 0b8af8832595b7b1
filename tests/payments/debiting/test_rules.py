"""What is collected, and how long a mandate holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.payments.debiting.rules import Fault, Standing, fault_of, first_ones, is_lapsed, lapses_on

ON = date(2026, 12, 1)
GOOD = Standing(100, ON, False, False, False, False, date(2026, 1, 1))
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
standings = st.builds(Standing, st.integers(-5, 5), days, *[st.booleans()] * 4, last_used=days)


@given(standings, days)
def test_it_is_collected_exactly_when_nothing_speaks_against_it(standing, on):
    flags = (standing.is_cancelled, standing.is_contested, standing.came_back, standing.is_ended)
    is_good = standing.left > 0 and standing.due_on <= on and not any(flags)
    is_live = lapses_on(standing.last_used) > on
    assert (fault_of(standing, on) is None) == (is_good and is_live)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, None),
        ({"left": 0}, Fault.SETTLED),
        ({"is_cancelled": True}, Fault.CANCELLED),
        ({"is_contested": True}, Fault.CONTESTED),
        ({"due_on": ON + timedelta(days=1)}, Fault.NOT_DUE),
        ({"came_back": True}, Fault.CAME_BACK),
        ({"is_ended": True}, Fault.ENDED),
        ({"last_used": date(2023, 12, 1)}, Fault.LAPSED),
    ],
)
def test_why_it_is_not_collected(change, fault):
    assert fault_of(replace(GOOD, **change), ON) == fault


@given(days)
def test_a_mandate_lapses_three_years_after_its_last_use(last_used):
    end = lapses_on(last_used)
    assert (end.year, end.month) == (last_used.year + 3, last_used.month)
    assert is_lapsed(last_used, end)
    assert not is_lapsed(last_used, end - timedelta(days=1))


@given(st.lists(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_each_unused_mandate_has_one_first_debit(mandates, used):
    first = first_ones((mandate, mandate in used) for mandate in mandates)
    marked = [mandate for mandate, is_first in zip(mandates, first, strict=True) if is_first]
    assert sorted(marked) == sorted(set(mandates) - used)
    assert [mandates.index(mandate) for mandate in marked] == [
        place for place, is_first in enumerate(first) if is_first
    ]
