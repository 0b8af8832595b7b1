"""The tariffs of the checkout, and small ones made for a test."""

from datetime import date
from functools import cache
from pathlib import Path

from shubbak.catalogue.loader import read_pack
from shubbak.utility.tariffs.kernel import Line
from shubbak.utility.tariffs.quoting import Quote, quote
from shubbak.utility.tariffs.shelf import tariffs_in
from shubbak.utility.tariffs.tariff import Tariff

ROOT = Path(__file__).parents[3] / "tariffs"
HOUSEHOLD = "ma-electricity-household"
MAY_2026 = date(2026, 5, 8)


@cache
def shelf() -> dict[str, Tariff]:
    return tariffs_in(ROOT)


def household(kilowatt_hours: int, *, days: int = 30, on: date = MAY_2026) -> Quote:
    return quote(shelf()[HOUSEHOLD], quantity=kilowatt_hours * 1000, days=days, on=on)


def line_of(asked: Quote, code: str) -> Line | None:
    return next((line for line in asked.lines if line.code == code), None)


def changed(code: str, old: str, new: str) -> Tariff:
    """A tariff of the checkout with other words in it."""
    words = (ROOT / f"{code}.yaml").read_text(encoding="utf-8")
    assert old in words
    return Tariff(read_pack(words.replace(old, new).encode(), Path(f"{code}.yaml")))
