"""The lines of a bill as they are kept: what the kernel says, written down. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from shubbak.utility.tariffs.kernel import BandUse, Line
from shubbak.utility.tariffs.quoting import Quote

Facts = Mapping[str, Any]
ADVANCE = "advance"
"""The code of a line that takes off what an estimated bill has asked."""
LEAK = "leak"
"""The code of a line that asks for what a hidden leak used above the usual."""


def lines_of(tariff: str, quote: Quote) -> list[dict[str, Any]]:
    """The lines of a quote: amounts in minor units, quantities and bounds in thousandths; prices (of
    the major unit) and rates in millionths.
    """
    return [
        line_facts(line, tariff, stretch.first, stretch.days)
        for stretch in quote.stretches
        for line in stretch.lines
    ]


def line_facts(line: Line, tariff: str, first: date, days: int) -> dict[str, Any]:
    return {
        "tariff": tariff,
        "code": line.code,
        "from": first.isoformat(),
        "days": days,
        "amount": line.amount,
        "vat": line.vat,
        "vat_rate": line.vat_rate,
        "bands": [_band_facts(band) for band in line.bands],
        "whole_in": list(line.whole_in) if line.whole_in else None,
    }


def negated(lines: Sequence[Facts]) -> list[dict[str, Any]]:
    """The exact negative of lines: what cancels a bill is never reckoned anew."""
    return [
        {
            **line,
            "amount": -line["amount"],
            "vat": -line["vat"],
            "bands": [_negated_band(band) for band in line["bands"]],
        }
        for line in lines
    ]


def sums_of(lines: Sequence[Facts]) -> tuple[int, int]:
    """What is to be paid with VAT, and the VAT in it, in minor units."""
    vat = sum(line["vat"] for line in lines)
    return sum(line["amount"] for line in lines) + vat, vat


def _band_facts(band: BandUse) -> dict[str, Any]:
    return {
        "above": band.above,
        "up_to": band.up_to,
        "quantity": band.quantity,
        "price": band.price,
        "amount": band.amount,
        "vat": band.vat,
    }


def _negated_band(band: Facts) -> dict[str, Any]:
    return {**band, "quantity": -band["quantity"], "amount": -band["amount"], "vat": -band["vat"]}
