"""Why a bill rose or fell: reasons that add up."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.bills.explaining import LeakSigns, Part, Why, explain, may_leak
from shubbak.utility.bills.written import Billed
from tests.utility.bills.bills_of_test import ELECTRICITY, SEWERAGE, WATER, billed
from tests.utility.tariffs.shelf_of_test import shelf

OCTOBER_2025, OCTOBER_2026 = date(2025, 10, 1), date(2026, 10, 1)
tariffs = st.lists(st.sampled_from(sorted(shelf())), min_size=1, max_size=2, unique=True)
quantities = st.integers(0, 2_000_000)
used = st.integers(10_000, 2_000_000)
starts = st.integers(0, 700).map(lambda shift: date(2025, 1, 1) + timedelta(days=shift))
bills = st.builds(billed, tariffs, quantities, starts, st.integers(1, 130))


def reasons(now: Billed, before: Billed) -> dict[Why, int]:
    return {part.why: part.amount for part in explain(now, before, shelf())}


@given(bills, bills)
def test_the_parts_add_up_to_the_difference_whatever_changed(now: Billed, before: Billed) -> None:
    parts = explain(now, before, shelf())
    assert sum(part.amount for part in parts) == now.total - before.total
    assert all(part.amount for part in parts)
    assert [abs(part.amount) for part in parts] == sorted((abs(part.amount) for part in parts), reverse=True)


@given(tariffs, used, used, starts, starts, st.integers(1, 130), st.integers(1, 130))
def test_of_the_same_tariffs_nothing_is_left_unexplained(
    codes: list[str], one: int, other: int, first: date, later: date, days: int, length: int
) -> None:
    now, before = billed(codes, one, first, days), billed(codes, other, later, length)
    assert not {Why.OTHER, Why.TARIFF} & set(reasons(now, before))


def test_water_that_moved_into_a_dearer_band_is_told_as_on_the_paper() -> None:
    now = billed([WATER, SEWERAGE], 28_000, OCTOBER_2026, 30)
    before = billed([WATER, SEWERAGE], 19_000, OCTOBER_2025, 30)
    band, more, sewerage = explain(now, before, shelf())
    assert band == Part(
        Why.BAND,
        100_52,
        WATER,
        "water",
        above=20_000,
        up_to=35_000,
        price=10_980_000,
        price_before=7_390_000,
    )
    assert more == Part(Why.CONSUMPTION, 66_51, WATER, "water", quantity=9_000)
    assert (sewerage.why, sewerage.tariff) == (Why.COMPONENT, SEWERAGE)


def test_who_uses_less_and_comes_back_into_a_cheaper_band_pays_less_for_both() -> None:
    now = billed([WATER], 19_000, OCTOBER_2026, 30)
    before = billed([WATER], 28_000, OCTOBER_2025, 30)
    assert reasons(now, before) == {Why.CONSUMPTION: -98_82, Why.BAND: -68_21}


def test_a_longer_period_at_the_same_pace_is_a_matter_of_days_alone() -> None:
    now, before = billed([WATER], 20_000, OCTOBER_2026, 60), billed([WATER], 10_000, OCTOBER_2025, 30)
    days, fixed = explain(now, before, shelf())
    assert (days.why, days.days, days.amount) == (Why.DAYS, 30, before.lines[0].line.total)
    assert (fixed.why, fixed.amount) == (Why.FIXED, 6_00)


def test_vat_that_rose_while_the_price_with_vat_stayed_is_no_reason() -> None:
    now = billed([ELECTRICITY], 350_000, OCTOBER_2026, 30)
    before = billed([ELECTRICITY], 350_000, OCTOBER_2025, 30)
    found = reasons(now, before)
    assert abs(found.get(Why.PRICE, 0)) <= 1
    assert found[Why.VAT] > 0


def test_a_bill_put_right_by_hand_shows_what_the_tariff_does_not_explain() -> None:
    now, before = (billed([WATER], 10_000, day, 30) for day in (OCTOBER_2026, OCTOBER_2025))
    first, *others = now.lines
    by_hand = replace(first, line=replace(first.line, amount=first.line.amount - 5_00))
    assert reasons(replace(now, lines=(by_hand, *others)), before) == {Why.OTHER: -5_00}


def test_much_more_water_a_day_asks_for_a_look_at_the_taps() -> None:
    signs, before = LeakSigns(percent=40, litres=100), billed([WATER], 19_000, OCTOBER_2025, 31)
    now = billed([WATER], 28_000, OCTOBER_2026, 31)
    assert (now.daily, before.daily) == (903, 613)
    assert may_leak(now, before, signs)
    assert not may_leak(billed([WATER], 26_000, OCTOBER_2026, 31), before, signs)
