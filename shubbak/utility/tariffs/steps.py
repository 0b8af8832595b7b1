"""The bands of a component side by side, as a picture shows them."""

from dataclasses import dataclass

from shubbak.utility.tariffs.shapes import Consumption, PriceList, bound_of


@dataclass(frozen=True, slots=True)
class Step:
    """The price of a unit between two bounds, in thousandths."""

    above: int
    up_to: int | None
    price: int


def main_component(prices: PriceList) -> Consumption | None:
    """The component that a consumption is mostly paid by: the first of its kind."""
    return next((part for part in prices.components if isinstance(part, Consumption)), None)


def steps_of(component: Consumption, days: int) -> list[Step]:
    """From nothing to the rest, without a hole; bounds as they stand in a period of so many days."""
    steps: list[Step] = []
    above = 0
    for group in component.groups:
        ends = [band.up_to if band.up_to is not None else group.up_to for band in group.bands]
        for end, band in zip(ends, group.bands, strict=True):
            up_to = None if end is None else bound_of(end, days, component)
            if up_to is None or up_to > above:
                steps.append(Step(above, up_to, band.price))
                above = up_to or above
    return steps
