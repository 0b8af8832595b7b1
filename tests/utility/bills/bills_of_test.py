"""Bills as the register holds them, reckoned by the tariffs of the house."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from shubbak.utility.bills.written import Billed, read_lines
from shubbak.utility.tariffs.quoting import quote_period
from tests.utility.tariffs.shelf_of_test import shelf

WATER, SEWERAGE, ELECTRICITY = "ma-water-household", "ma-sewerage-household", "ma-electricity-household"


def stored_lines(tariffs: Sequence[str], quantity: int, first: date, days: int) -> list[dict[str, Any]]:
    """The lines as a bill stores them."""
    last = first + timedelta(days=days - 1)
    return [
        {"tariff": code, "from": stretch.first.isoformat(), "days": stretch.days, **asdict(line)}
        for code in tariffs
        for stretch in quote_period(shelf()[code], quantity=quantity, first=first, last=last).stretches
        for line in stretch.lines
    ]


def billed(tariffs: Sequence[str], quantity: int, first: date, days: int) -> Billed:
    return Billed(quantity, days, read_lines(stored_lines(tariffs, quantity, first, days)))
