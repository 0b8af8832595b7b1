"""``shubbak gateway read FILE``: the gateway's file of a day, held against our own payments."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from shubbak.agencies.queries import agencies_listed, current_agency
from shubbak.agencies.schema import look_at
from shubbak.config.supervisor.failures import ExitCode
from shubbak.journal.rules import SYSTEM
from shubbak.payments.online.accounts import gateway_in_use
from shubbak.payments.online.actions import read_day_file
from shubbak.payments.online.gateways.settlement import FileRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 all fits, 1 something does not or the file is refused, 2 no such file or body."""
    parser.add_argument("file", type=Path, help="CSV with the columns oid, reference, amount, currency")
    parser.add_argument("--day", type=date.fromisoformat, required=True, help="the day of the file")
    parser.add_argument("--agency", required=True, help="code of the body whose gateway it is")


def run(args: argparse.Namespace) -> int:
    """Say each difference on a line of its own; the same file again says the same."""
    found = [agency for agency in agencies_listed() if agency.code == args.agency]
    if not found or not args.file.is_file():
        print(f"There is no agency {args.agency}, or no file {args.file}.", file=sys.stderr)
        return ExitCode.USAGE
    look_at(found[0])
    gateway = gateway_in_use()
    if gateway is None:
        print(f"{current_agency().code} has no gateway.", file=sys.stderr)
        return ExitCode.USAGE
    content, at = args.file.read_bytes(), datetime.now(UTC)
    try:
        file = read_day_file(gateway=gateway.name, day=args.day, content=content, actor=SYSTEM, at=at)
    except FileRefused as refused:
        print(f"{args.file}: {refused.code}, line {refused.line}.", file=sys.stderr)
        return ExitCode.FOUND_FAULTS
    left = list(file.differences.filter(mended=False))
    for each in left:
        print(f"{each.kind}\t{each.oid}\t{each.ours}\t{each.theirs}")
    print(f"{file.lines} lines, {len(left)} differences.", file=sys.stderr)
    return ExitCode.FOUND_FAULTS if left else ExitCode.DONE
