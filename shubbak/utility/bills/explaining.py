"""Why a bill is higher or lower than another: parts that add up to the difference, to the last minor unit.

One thing is changed after the other, and each step is reckoned by the tariff: the days, the consumption at
the bands of before, the band, the prices, the VAT. What no step explains (a bill that was put right by hand)
is a part of its own, so that nothing is ever missing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from shubbak.foundation.money import divide_half_up
from shubbak.utility.bills.lines import LEAK
from shubbak.utility.bills.prices import Totals, group_reached, regime_of
from shubbak.utility.bills.written import Billed
from shubbak.utility.tariffs.shapes import Consumption, Fixed, bound_of
from shubbak.utility.tariffs.steps import main_component
from shubbak.utility.tariffs.tariff import Tariff

NO_TARIFF = ""
"""Of a line that no tariff asks: what was billed before, on an estimate."""


class Why(StrEnum):
    """What moved a bill."""

    BAND = "band"
    CONSUMPTION = "consumption"
    DAYS = "days"
    PRICE = "price"
    VAT = "vat"
    COMPONENT = "component"
    FIXED = "fixed"
    TARIFF = "tariff"
    ADVANCE = "advance"
    LEAK = "leak"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and what it makes in minor units, VAT included; the rest is what its words need.

    `quantity` and `days` are what there is more of; `above`, `up_to` bound the band that is reached now,
    whose `price` takes the place of `price_before` (0: several prices); rates are millionths.
    """

    why: Why
    amount: int
    tariff: str = ""
    code: str = ""
    quantity: int = 0
    days: int = 0
    above: int = 0
    up_to: int | None = None
    price: int = 0
    price_before: int = 0
    rate: int = 0
    rate_before: int = 0


@dataclass(frozen=True, slots=True)
class LeakSigns:
    """From when on much water asks whether some of it runs away: so many per cent and litres a day more."""

    percent: int = 40
    litres: int = 100


def explain(now: Billed, before: Billed, tariffs: Mapping[str, Tariff]) -> tuple[Part, ...]:
    """The parts of `now.total - before.total`, the weightiest first; none if nothing moved."""
    codes = list(dict.fromkeys(written.tariff for written in (*now.lines, *before.lines) if written.tariff))
    both = [code for code in codes if _bills(now, code) and _bills(before, code) and code in tariffs]
    parts: list[Part] = []
    for rank, code in enumerate(both):
        parts += _Steps(tariffs[code], now, before).parts(is_main=rank == 0)
    parts = [*_one_vat(parts), *_changed_tariffs(now, before, both)]
    parts += [_advances(now, before), _leaks(now, before)]
    rest = now.total - before.total - sum(part.amount for part in parts)
    parts.append(Part(Why.OTHER, rest))
    return tuple(sorted((part for part in parts if part.amount), key=lambda part: -abs(part.amount)))


def may_leak(now: Billed, before: Billed, signs: LeakSigns) -> bool:
    """Whether the water of a day rose by so much that a leak is worth a look."""
    more = now.daily - before.daily
    return more >= signs.litres and more * 100 >= before.daily * signs.percent


def _bills(bill: Billed, tariff: str) -> bool:
    return any(written.tariff == tariff for written in bill.lines)


def _one_vat(parts: list[Part]) -> Iterator[Part]:
    """What the rates of all components make is one reason."""
    yield from (part for part in parts if part.why is not Why.VAT)
    rates = [part for part in parts if part.why is Why.VAT]
    if rates:
        first = rates[0]
        amount = sum(part.amount for part in rates)
        yield Part(Why.VAT, amount, rate=first.rate, rate_before=first.rate_before)


def _changed_tariffs(now: Billed, before: Billed, both: list[str]) -> Iterator[Part]:
    """Another tariff than before: what all lines make that only one of both bills has the tariff of."""
    alike = (*both, NO_TARIFF)
    sums = [
        sum(each.line.total for each in bill.lines if each.tariff not in alike and each.line.code != LEAK)
        for bill in (now, before)
    ]
    named = next((written.tariff for written in now.lines if written.tariff not in both), NO_TARIFF)
    yield Part(Why.TARIFF, sums[0] - sums[1], named)


def _advances(now: Billed, before: Billed) -> Part:
    """What each bill took off, because earlier ones had asked it on an estimate."""
    sums = [sum(line.line.total for line in bill.lines if line.tariff == NO_TARIFF) for bill in (now, before)]
    return Part(Why.ADVANCE, sums[0] - sums[1])


def _leaks(now: Billed, before: Billed) -> Part:
    """What a leak used above the usual, which an allowance asks at a price of its own."""
    sums = [sum(line.line.total for line in bill.lines if line.line.code == LEAK) for bill in (now, before)]
    return Part(Why.LEAK, sums[0] - sums[1])


class _Steps:
    """One tariff, from the bill before to the one now, a change at a time."""

    def __init__(self, tariff: Tariff, now: Billed, before: Billed) -> None:
        self.tariff, self.now, self.before = tariff, now, before
        self.old, self.new = regime_of(tariff, before), regime_of(tariff, now)
        self.same_pace = divide_half_up(before.quantity * now.days, before.days)
        old, days = self.old.over(now.days), now.days
        held = old.held_in_group_of(before.quantity, before.days)
        self.states: list[Totals] = [
            self.old.totals(before.quantity, before.days),
            held.totals(self.same_pace, days),
            held.totals(now.quantity, days),
            old.totals(now.quantity, days),
            self.new.with_rates_of(self.old).totals(now.quantity, days),
            self.new.totals(now.quantity, days),
        ]

    def parts(self, *, is_main: bool) -> Iterator[Part]:
        main = main_component(self.new.last)
        for code in sorted({code for state in self.states for code in state}):
            values = [state.get(code, 0) for state in self.states]
            days, used, band, price, vat = (after - earlier for earlier, after in pairwise(values))
            if price * vat < 0:
                price, vat = price + vat, 0  # the law fixes the price with VAT: one rises as the other falls
            if is_main and main and code == main.code:
                yield from self._of_main(main, Counter(days=days, used=used, band=band, price=price))
            else:
                yield self._component(code, days + used + band + price)
            yield self._vat(code, vat)

    def _of_main(self, component: Consumption, made: Mapping[str, int]) -> Iterator[Part]:
        here = (self.tariff.code, component.code)
        more = self.now.quantity - self.same_pace
        yield Part(Why.DAYS, made["days"], *here, days=self.now.days - self.before.days)
        yield Part(Why.CONSUMPTION, made["used"], *here, quantity=more)
        yield self._band(component, made["band"])
        price, price_before = self._prices(self.now.quantity, self.now.days)
        yield Part(Why.PRICE, made["price"], *here, price=price, price_before=price_before)

    def _band(self, component: Consumption, amount: int) -> Part:
        """The band of now, at the prices of before: prices that changed are a reason of their own."""
        old = main_component(self.old.last) or component
        rank = group_reached(old, self.now.quantity, self.now.days)
        ends = [
            None if group.up_to is None else bound_of(group.up_to, self.now.days, old) for group in old.groups
        ]
        price = _only_price(old, rank)
        price_before = _only_price(old, group_reached(old, self.before.quantity, self.before.days))
        return Part(
            Why.BAND,
            amount,
            self.tariff.code,
            component.code,
            above=(ends[rank - 1] or 0) if rank else 0,
            up_to=ends[rank],
            price=price,
            price_before=price_before,
        )

    def _prices(self, quantity: int, days: int) -> tuple[int, int]:
        """The price of a unit now and before, where it is one for all of the consumption."""
        found = [main_component(regime.last) for regime in (self.new, self.old)]
        now, before = (_only_price(one, group_reached(one, quantity, days)) if one else 0 for one in found)
        return now, before

    def _component(self, code: str, amount: int) -> Part:
        is_fixed = isinstance(self.new.component(code) or self.old.component(code), Fixed)
        return Part(Why.FIXED if is_fixed else Why.COMPONENT, amount, self.tariff.code, code)

    def _vat(self, code: str, amount: int) -> Part:
        return Part(Why.VAT, amount, rate=self.new.rate(code), rate_before=self.old.rate(code))


def _only_price(component: Consumption, rank: int) -> int:
    bands = component.groups[rank].bands
    return bands[0].price if len(bands) == 1 else 0
