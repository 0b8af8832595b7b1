"""``shubbak accounts export``: what accountants get of a month, as CSV."""

import argparse
import re
import sys
from datetime import date

from shubbak.agencies.queries import agencies_listed
from shubbak.agencies.schema import look_at
from shubbak.config.supervisor.failures import ExitCode
from shubbak.foundation.tables import FORMATS
from shubbak.utility.bills.accounts import EXPORTS, table_of

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 written, 2 no such agency or month."""
    parser.add_argument("--agency", required=True, help="code of the agency")
    parser.add_argument("--month", required=True, help="the month, such as 2026-11")
    parser.add_argument("--what", choices=sorted(EXPORTS), default="entries", help="transfers, or VAT")


def run(args: argparse.Namespace) -> int:
    """Write the table to standard output."""
    agency = next((each for each in agencies_listed() if each.code == args.agency), None)
    if agency is None or not _MONTH.fullmatch(args.month):
        print("There is no such agency, or no such month.", file=sys.stderr)
        return ExitCode.USAGE
    look_at(agency)
    table = table_of(args.what, date.fromisoformat(f"{args.month}-01"))
    for part in FORMATS["csv"].write(table):
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()
    return ExitCode.DONE
