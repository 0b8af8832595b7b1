"""The price lists of a bill's days, to be asked what another consumption would have cost on them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from shubbak.foundation.money import apportion
from shubbak.utility.bills.written import Billed
from shubbak.utility.tariffs.kernel import Use, reckon
from shubbak.utility.tariffs.shapes import BandGroup, Component, Consumption, PriceList, bound_of
from shubbak.utility.tariffs.steps import main_component
from shubbak.utility.tariffs.tariff import Tariff

Totals = dict[str, int]
"""What each component costs, VAT included, by its code."""


@dataclass(frozen=True, slots=True)
class Regime:
    """Price lists one after the other, each with the days on which it held."""

    lists: tuple[tuple[PriceList, int], ...]

    @property
    def last(self) -> PriceList:
        return self.lists[-1][0]

    def component(self, code: str) -> Component | None:
        return next((part for part in self.last.components if part.code == code), None)

    def rate(self, code: str) -> int:
        part = self.component(code)
        return part.vat_rate if part else 0

    def totals(self, quantity: int, days: int) -> Totals:
        """What a consumption costs on these days, which are as many as those of the lists."""
        totals: Totals = {}
        for prices, length in self.lists:
            for line in reckon(prices, Use(quantity, days, length)):
                totals[line.code] = totals.get(line.code, 0) + line.total
        return totals

    def over(self, days: int) -> "Regime":
        """The same prices for a longer or shorter period."""
        lengths = apportion(days, [length for _, length in self.lists])
        pairs = zip(self.lists, lengths, strict=True)
        return Regime(tuple((prices, length) for (prices, _), length in pairs if length))

    def held_in_group_of(self, quantity: int, days: int) -> "Regime":
        """As if the main component had no bands but those that such a consumption reached."""
        return self._each(lambda prices: _held(prices, quantity, days))

    def with_rates_of(self, other: "Regime") -> "Regime":
        """These prices without VAT, at the rates of VAT of others."""
        rates = {part.code: part.vat_rate for part in other.last.components}
        return self._each(
            lambda prices: _with_components(
                prices, lambda part: replace(part, vat_rate=rates.get(part.code, part.vat_rate))
            )
        )

    def _each(self, changed: Callable[[PriceList], PriceList]) -> "Regime":
        return Regime(tuple((changed(prices), length) for prices, length in self.lists))


def regime_of(tariff: Tariff, bill: Billed) -> Regime:
    """The price lists by which a bill was reckoned."""
    stretches = dict.fromkeys((line.first, line.days) for line in bill.lines if line.tariff == tariff.code)
    return Regime(tuple((tariff.on(first), days) for first, days in stretches))


def group_reached(component: Consumption, quantity: int, days: int) -> int:
    """The rank of the group of bands that the whole consumption reaches."""
    for rank, group in enumerate(component.groups):
        if group.up_to is None or quantity <= bound_of(group.up_to, days, component):
            return rank
    raise AssertionError("the last group of a tariff has no bound")


def _held(prices: PriceList, quantity: int, days: int) -> PriceList:
    main = main_component(prices)
    if main is None:
        return prices
    bands = main.groups[group_reached(main, quantity, days)].bands
    group = BandGroup(None, (*bands[:-1], replace(bands[-1], up_to=None)))
    return _with_components(prices, lambda part: replace(main, groups=(group,)) if part is main else part)


def _with_components(prices: PriceList, changed: Callable[[Component], Component]) -> PriceList:
    return replace(prices, components=tuple(changed(part) for part in prices.components))
