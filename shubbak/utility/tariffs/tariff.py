"""A tariff as its pack states it, and the prices that it asks on a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from shubbak.catalogue.loader import PackSource
from shubbak.foundation.localized import Localized
from shubbak.foundation.money import divide_half_up, minor_digits
from shubbak.utility.tariffs.shapes import (
    MILLIONTH,
    THOUSANDTH,
    Band,
    BandGroup,
    Component,
    Consumption,
    Fixed,
    Mode,
    PriceList,
    Rounding,
    Share,
)

Data = Mapping[str, Any]


class NoPrice(LookupError):
    """The tariff asks nothing yet on this day."""


@dataclass(frozen=True)
class Tariff:
    """One tariff, valid as far as the linter sees. `source` is the pack as it was read."""

    source: PackSource

    @property
    def data(self) -> Data:
        return self.source.data

    @property
    def code(self) -> str:
        return str(self.data["code"])

    @property
    def label(self) -> Localized:
        label: Localized = self.data["label"]
        return label

    @cached_property
    def labels(self) -> dict[str, Localized]:
        """The words of each line of a bill, by the code of its component."""
        labels = {part["code"]: part["label"] for part in self.data["components"]}
        if duty := self.data.get("cash_duty"):
            labels["cash_duty"] = duty["label"]
        return labels

    @cached_property
    def begins(self) -> date:
        """The first day on which all of its prices and rates stand."""
        histories = [part["versions"] for part in self.data["components"]]
        histories += [self.data["vat"][part["vat"]] for part in self.data["components"]]
        return max(_day(history[0]) for history in histories)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """The days, from the first one, on which a price or a rate may change."""
        histories = [part["versions"] for part in self.data["components"]] + list(self.data["vat"].values())
        days = {_day(entry) for history in histories for entry in history}
        return (self.begins, *sorted(day for day in days if day > self.begins))

    def on(self, day: date) -> PriceList:
        """What it asks on a day.

        :raises NoPrice: before its first day.
        """
        if day < self.begins:
            raise NoPrice(f"{self.code} has no prices before {self.begins}")
        currency, duty = self.data["currency"], self.data.get("cash_duty")
        return PriceList(
            currency,
            minor_digits(currency),
            tuple(_component(part, self.data, day) for part in self.data["components"]),
            rate_of(duty["rate"]) if duty else 0,
        )

    def stretches(self, first: date, last: date) -> Iterator[tuple[date, int]]:
        """The period from `first` to `last`, both in it, cut where prices change: first day, days."""
        starts = [first, *(day for day in self.changes if first < day <= last)]
        ends = [*(day - timedelta(days=1) for day in starts[1:]), last]
        for start, end in zip(starts, ends, strict=True):
            yield start, (end - start).days + 1


def price_of(text: str) -> int:
    """A price in words of the pack as whole millionths: "0.9010" is 901,000."""
    whole, _, fraction = text.partition(".")
    return int(whole) * MILLIONTH + int(fraction.ljust(6, "0") if fraction else 0)


def rate_of(percent: str) -> int:
    """Per cent as whole millionths: "0.25" is 2,500."""
    return price_of(percent) // 100


def _component(part: Data, tariff: Data, day: date) -> Component:
    vat = rate_of(_on(tariff["vat"][part["vat"]], day)["rate"])
    version = _on(part["versions"], day)
    reference = int(tariff["reference_days"])
    if part["kind"] == "share":
        return Share(part["code"], vat, rate_of(version["rate"]), tuple(part["of"]))
    if part["kind"] == "fixed":
        price = _net(version["price"], version, vat)
        return Fixed(part["code"], vat, price, reference, part["part_month"] == "whole")
    cap = _net(version["cap"], version, vat) if "cap" in version else None
    groups = tuple(group for words in version["groups"] for group in _groups(words, version, vat))
    return Consumption(part["code"], vat, groups, reference, Rounding(part["bound_rounding"]), cap)


def _groups(words: Data, version: Data, vat: int) -> Iterator[BandGroup]:
    """A group of the pack; a selective one is as many groups as it has bands."""
    bands = [Band(_bound(band), _net(band["price"], version, vat)) for band in words["bands"]]
    if words["mode"] != Mode.SELECTIVE:
        yield BandGroup(_bound(words), tuple(bands))
        return
    for band in bands:
        yield BandGroup(band.up_to, (Band(None, band.price),))


def _bound(words: Data) -> int | None:
    return int(words["up_to"]) * THOUSANDTH if "up_to" in words else None


def _net(price: str, version: Data, vat: int) -> int:
    """The price without VAT; where the law fixes the price with VAT, as many decimals as bills show."""
    millionths = price_of(price)
    if version["basis"] == "net":
        return millionths
    step: int = 10 ** (6 - int(version.get("net_decimals", 6)))
    return divide_half_up(millionths * MILLIONTH, (MILLIONTH + vat) * step) * step


def _on(history: Sequence[Data], day: date) -> Data:
    """The last entry that has begun."""
    return [entry for entry in history if _day(entry) <= day][-1]


def _day(entry: Data) -> date:
    return date.fromisoformat(entry["from"])
