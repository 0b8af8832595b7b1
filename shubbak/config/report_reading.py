"""``shubbak bank report FILE``: what a bank says of a file of direct debits, before any money moves."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from shubbak.agencies.queries import agencies_listed, in_its_zone
from shubbak.agencies.schema import look_at
from shubbak.config.supervisor.failures import ExitCode
from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting.actions import hear_report
from shubbak.payments.debiting.rules import DebitingRefused
from shubbak.payments.statements.report import read_report
from shubbak.payments.statements.rules import StatementRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 taken in, 1 refused whole, 2 no such file or body."""
    parser.add_argument("file", type=Path, help="a pain.002, version 03 to 10")
    parser.add_argument("--agency", required=True, help="code of the body whose file it is about")


def run(args: argparse.Namespace) -> int:
    """Say how many debits the bank took and refused; the same report again says nothing new."""
    found = [agency for agency in agencies_listed() if agency.code == args.agency]
    if not found or not args.file.is_file():
        print(f"There is no agency {args.agency}, or no file {args.file}.", file=sys.stderr)
        return ExitCode.USAGE
    look_at(found[0])
    at = datetime.now(UTC)
    try:
        report = read_report(args.file.read_bytes())
        heard = hear_report(report=report, actor=SYSTEM, at=at, day=in_its_zone(at).date())
    except StatementRefused as refused:
        print(f"{args.file}: {refused}.", file=sys.stderr)
        return ExitCode.FOUND_FAULTS
    except DebitingRefused:
        print(f"{args.file}: it is of no file of ours, or names what is not in it.", file=sys.stderr)
        return ExitCode.FOUND_FAULTS
    print(f"{heard.collection.name}: {heard.accepted} accepted, {heard.refused} refused")
    return ExitCode.DONE
