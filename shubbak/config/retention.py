"""`shubbak retention due`: the files that need not be kept any longer. It lists; it erases nothing."""

import argparse
import sys
from datetime import UTC, datetime

from shubbak.agencies.queries import agencies_listed
from shubbak.agencies.schema import look_at
from shubbak.cases.queries.retention import cases_past_retention
from shubbak.config.supervisor.failures import ExitCode


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 listed, 2 no such agency."""
    parser.add_argument("--agency", help="code of one agency (default: all agencies)")
    parser.add_argument(
        "--at",
        type=datetime.fromisoformat,
        metavar="INSTANT",
        help="as of then (ISO 8601; UTC without an offset; default: now)",
    )


def run(args: argparse.Namespace) -> int:
    """One line a file: agency, number, service, result, last day of keeping, what follows."""
    agencies = [agency for agency in agencies_listed() if args.agency in (None, agency.code)]
    if not agencies:
        print(f"There is no agency {args.agency}.", file=sys.stderr)
        return ExitCode.USAGE
    at = args.at or datetime.now(UTC)
    for agency in agencies:
        look_at(agency)
        for found in cases_past_retention(at if at.tzinfo else at.replace(tzinfo=UTC)):
            case, keeping = found.case, found.keeping
            kept = (agency.code, case.number, case.service, case.result, str(keeping.until), keeping.then)
            print("\t".join(kept))
    return ExitCode.DONE
