"""The picture of the bands: where this bill and the one before stand."""

from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.bills.bands import Bands, Consumed, Frame, bands
from shubbak.utility.tariffs.steps import main_component
from tests.utility.bills.bills_of_test import ELECTRICITY, WATER
from tests.utility.tariffs.shelf_of_test import MAY_2026, shelf

FRAME = Frame(width=480, height=120, narrowest=56, lowest=24)


def picture(code: str, now: Consumed, before: Consumed | None = None) -> Bands:
    component = main_component(shelf()[code].on(MAY_2026))
    assert component is not None
    drawn = bands(component, now, before, FRAME)
    assert drawn is not None
    return drawn


def test_this_year_and_the_last_stand_in_their_bands() -> None:
    drawn = picture(WATER, Consumed(28_000, 30), Consumed(19_000, 30))
    assert [bar.is_now for bar in drawn.bars] == [False, False, False, True, False]
    assert [bar.is_before for bar in drawn.bars] == [False, False, True, False, False]
    assert drawn.before is not None
    assert drawn.bars[2].start < drawn.before < drawn.bars[3].start < drawn.now < drawn.bars[4].start


def test_the_dearest_band_is_the_highest_and_the_cheapest_still_holds_its_price() -> None:
    heights = [bar.height for bar in picture(WATER, Consumed(28_000, 30)).bars]
    assert heights == sorted(heights)
    assert heights[-1] == FRAME.height
    assert heights[0] >= FRAME.lowest


def test_two_months_of_before_are_marked_at_their_pace() -> None:
    one = picture(WATER, Consumed(28_000, 30), Consumed(38_000, 60))
    assert one.before == picture(WATER, Consumed(28_000, 30), Consumed(19_000, 30)).before


def test_a_tariff_of_one_price_has_no_picture() -> None:
    component = main_component(shelf()["ma-water-government"].on(MAY_2026))
    assert component is not None
    assert bands(component, Consumed(28_000, 30), None, FRAME) is None


@given(st.sampled_from([WATER, ELECTRICITY]), st.integers(0, 10**7), st.integers(1, 400))
def test_bars_stand_side_by_side_and_the_mark_stands_in_its_own(code: str, used: int, days: int) -> None:
    drawn = picture(code, Consumed(used, days))
    ends = [bar.start + bar.width for bar in drawn.bars]
    assert [0, *ends[:-1]] == [bar.start for bar in drawn.bars]
    assert ends[-1] <= FRAME.width
    reached = next(bar for bar in drawn.bars if bar.is_now)
    assert reached.start <= drawn.now <= reached.start + reached.width
