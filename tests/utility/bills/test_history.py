"""Two years of consumption, month beside month."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.bills.history import history


def test_each_month_stands_beside_the_same_month_a_year_earlier() -> None:
    drawn = history({date(2026, 10, 1): 28_000, date(2025, 10, 1): 19_000}, date(2026, 10, 31))
    assert [pair.month for pair in drawn.pairs][:2] == [date(2025, 11, 1), date(2025, 12, 1)]
    assert (drawn.pairs[-1].quantity, drawn.pairs[-1].before) == (28_000, 19_000)
    assert drawn.lines == (10_000, 20_000, 30_000)


def test_a_month_without_a_bill_has_no_bar_and_one_bar_is_no_picture() -> None:
    drawn = history({date(2026, 10, 1): 28_000}, date(2026, 10, 31))
    assert drawn.pairs[0].quantity is None
    assert not drawn.has_two


@given(st.integers(0, 10**12))
def test_the_scale_reaches_every_bar_with_four_lines_at_most(highest: int) -> None:
    lines = history({date(2026, 10, 1): highest}, date(2026, 10, 1)).lines
    assert 1 <= len(lines) <= 4
    assert lines[-1] >= highest
