"""``shubbak bank check FILE``: what a bank's file holds, and whether it adds up. No database is needed."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shubbak.payments.statements.camt import read
from shubbak.payments.statements.rules import Entry, Statement, StatementRefused

OK, REFUSED, NOT_FOUND, DIFFERS = 0, 1, 2, 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 adds up, 1 refused, 2 no such file, 3 opening and entries do not make the closing."""
    parser.add_argument("file", type=Path, help="a camt.053 or camt.054, version 02 to 08")


def run(args: argparse.Namespace) -> int:
    """Print one JSON line for each booked entry; what does not add up goes to standard error."""
    if not args.file.is_file():
        print(f"There is no file {args.file}.", file=sys.stderr)
        return NOT_FOUND
    try:
        statements = read(args.file.read_bytes())
    except StatementRefused as refused:
        print(f"{args.file}: {refused}.", file=sys.stderr)
        return REFUSED
    for statement in statements:
        for entry in statement.entries:
            print(json.dumps(_shown(statement, entry), ensure_ascii=False))
    differences = [words for statement in statements for words in _difference(statement)]
    for words in differences:
        print(words, file=sys.stderr)
    return DIFFERS if differences else OK


def _shown(statement: Statement, entry: Entry) -> dict[str, Any]:
    return {
        "statement": statement.name,
        "account": statement.account or None,
        "booking_date": entry.booked.isoformat() if entry.booked else None,
        "amount_minor": abs(entry.money.minor),
        "currency": entry.money.currency,
        "direction": "credit" if entry.money.minor >= 0 else "debit",
        "reversal": entry.is_reversal,
        "reference": entry.reference or None,
        "end_to_end_id": entry.end_to_end_id or None,
        "transactions": len(entry.transactions),
    }


def _difference(statement: Statement) -> Iterator[str]:
    if statement.missing and statement.opening and statement.closing:
        yield (
            f"{statement.name}: opening {statement.opening.minor} and entries {statement.moved} make "
            f"{statement.opening.minor + statement.moved}, but closing is {statement.closing.minor} "
            f"({statement.closing.currency}, in minor units)."
        )
