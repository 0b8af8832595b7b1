"""``shubbak tariffs check``, ``list`` and ``quote``: no database is needed."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from shubbak.foundation.localized import pick
from shubbak.utility.tariffs.kernel import Line
from shubbak.utility.tariffs.quoting import Quote, quote
from shubbak.utility.tariffs.shapes import THOUSANDTH
from shubbak.utility.tariffs.shelf import TariffsRefused, tariffs_in
from shubbak.utility.tariffs.tariff import NoPrice, Tariff

OK, REFUSED, NOT_FOUND = 0, 1, 2
LONGEST_PERIOD = 3660  # days
_QUANTITY = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,3}))?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 1 refused, 2 wrong usage, no such tariff or no such folder."""
    parser.add_argument("--tariffs", type=Path, help="the folder of tariffs (default: SHUBBAK_TARIFFS)")
    if parser.prog.endswith("check"):
        return
    parser.add_argument("--language", choices=("ar", "fr", "en"), default="ar", help="of the labels")
    if parser.prog.endswith("list"):
        parser.add_argument("--json", action="store_true", help="one JSON list")
        return
    parser.add_argument("--tariff", required=True, metavar="CODE")
    parser.add_argument(
        "--quantity", required=True, type=_quantity, help="in the unit of the tariff: 359 or 12.5"
    )
    parser.add_argument("--days", required=True, type=_days, help="days of the period")
    parser.add_argument(
        "--on", required=True, type=date.fromisoformat, help="the day whose prices hold: 2026-05-08"
    )
    parser.add_argument("--cash", action="store_true", help="add the duty on what is paid in cash")


def run(args: argparse.Namespace) -> int:
    """Check, list or quote."""
    root: Path = args.tariffs or settings.SHUBBAK_TARIFFS
    if not root.exists():
        print(f"There is no {root}.", file=sys.stderr)
        return NOT_FOUND
    try:
        tariffs = tariffs_in(root)
    except TariffsRefused as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    if args.command.endswith("check"):
        print(f"{len(tariffs)} tariffs, nothing to say.")
        return OK
    return _list(tariffs, args) if args.command.endswith("list") else _quote(tariffs, args)


def _list(tariffs: dict[str, Tariff], args: argparse.Namespace) -> int:
    rows = [_row(tariff, args.language) for _, tariff in sorted(tariffs.items())]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['code']:30} {row['unit']:4} {row['currency']} {row['certainty']:9} {row['label']}")
    return OK


def _row(tariff: Tariff, language: str) -> dict[str, Any]:
    plain = {
        name: tariff.data[name] for name in ("code", "commodity", "use", "unit", "currency", "certainty")
    }
    words = {"label": pick(tariff.label, language), "source": tariff.data["source"]}
    return {**plain, **words, "from": tariff.begins.isoformat(), "sha256": tariff.source.sha256}


def _quote(tariffs: dict[str, Tariff], args: argparse.Namespace) -> int:
    tariff = tariffs.get(args.tariff)
    if tariff is None:
        print(f"There is no tariff {args.tariff}; there are {', '.join(sorted(tariffs))}.", file=sys.stderr)
        return NOT_FOUND
    try:
        asked = quote(tariff, quantity=args.quantity, days=args.days, on=args.on)
    except NoPrice as none:
        print(f"{none}.", file=sys.stderr)
        return REFUSED
    duty = asked.cash_duty if args.cash else 0
    answer = {
        "tariff": tariff.code,
        "on": args.on.isoformat(),
        "days": args.days,
        "unit": tariff.data["unit"],
        "quantity": in_units(asked.quantity),
        "currency": asked.currency,
        "lines": list(_lines(tariff, asked, duty, args.language)),
        "total_minor": asked.total + duty,
    }
    print(json.dumps(answer, ensure_ascii=False, indent=1))
    return OK


def _lines(tariff: Tariff, asked: Quote, duty: int, language: str) -> Iterator[dict[str, Any]]:
    for line in (*asked.lines, *([Line("cash_duty", duty, 0)] if duty else [])):
        shown: dict[str, Any] = {
            "code": line.code,
            "label": pick(tariff.labels[line.code], language),
            "amount_minor": line.amount,
            "vat_minor": line.vat,
            "vat_percent": decimal(line.vat_rate, 4),
            "total_minor": line.total,
        }
        if line.bands:
            shown["bands"] = [_band(line, rank) for rank in range(len(line.bands))]
        yield shown


def _band(line: Line, rank: int) -> dict[str, Any]:
    band = line.bands[rank]
    above, up_to = line.whole_in or (band.above, band.up_to)
    return {
        "above": in_units(above),
        "up_to": None if up_to is None else in_units(up_to),
        "quantity": in_units(band.quantity),
        "price": decimal(band.price, 6),
        "amount_minor": band.amount,
        "whole_at_one_price": line.whole_in is not None,
    }


def in_units(thousandths: int) -> str:
    """A quantity in its unit, without noughts that say nothing: "359", "12.5"."""
    return decimal(thousandths, 3)


def decimal(value: int, digits: int) -> str:
    """A whole number of small parts, written out: 1151420 of 6 digits is "1.15142"."""
    whole, part = divmod(value, 10**digits)
    return f"{whole}.{part:0{digits}d}".rstrip("0").rstrip(".")


def _quantity(text: str) -> int:
    if not (found := _QUANTITY.fullmatch(text)):
        raise argparse.ArgumentTypeError("a quantity has at most three decimals, and is not negative")
    whole, part = found.groups()
    return int(whole) * THOUSANDTH + int((part or "0").ljust(3, "0"))


def _days(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= LONGEST_PERIOD:
        raise argparse.ArgumentTypeError(f"a period has 1 to {LONGEST_PERIOD} days")
    return int(text)
