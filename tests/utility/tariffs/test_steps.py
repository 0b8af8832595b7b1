"""The bands as a picture shows them."""

from shubbak.utility.tariffs.steps import Step, main_component, steps_of
from tests.utility.tariffs.shelf_of_test import HOUSEHOLD, MAY_2026, shelf


def bounds(code: str, days: int = 30) -> list[tuple[int, int | None]]:
    component = main_component(shelf()[code].on(MAY_2026))
    assert component is not None
    return [(step.above // 1000, step.up_to and step.up_to // 1000) for step in steps_of(component, days)]


def test_bands_stand_side_by_side_without_a_hole() -> None:
    assert bounds(HOUSEHOLD) == [(0, 100), (100, 150), (150, 210), (210, 310), (310, 510), (510, None)]
    assert bounds("ma-water-household") == [(0, 6), (6, 12), (12, 20), (20, 35), (35, None)]


def test_bounds_of_two_months_are_twice_those_of_one() -> None:
    assert bounds(HOUSEHOLD, 60)[:2] == [(0, 200), (200, 300)]


def test_what_lies_above_the_last_bound_has_its_price() -> None:
    component = main_component(shelf()[HOUSEHOLD].on(MAY_2026))
    assert component is not None
    assert steps_of(component, 30)[-1] == Step(510_000, None, 1_329_830)
