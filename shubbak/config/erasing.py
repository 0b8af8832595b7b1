"""``shubbak erase --due`` and ``--again``: what the law lets go, by hand; the worker does the same by itself.

Nothing is erased that two administrators have not let go on the desk.
"""

import argparse
import sys
from datetime import UTC, datetime

from shubbak.agencies.queries import agencies_listed
from shubbak.agencies.schema import look_at
from shubbak.config.supervisor.failures import ExitCode
from shubbak.privacy.actions import carry_out, erase_again, list_due


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 2 no such agency."""
    parser.add_argument("--agency", help="code of one agency (default: all agencies)")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--due", action="store_true", help="list what is due for two to look at; erase what two have approved"
    )
    what.add_argument(
        "--again",
        action="store_true",
        help="after an older backup was restored: erase what was erased before",
    )


def run(args: argparse.Namespace) -> int:
    """One line an agency: what was listed, and how many files were erased."""
    agencies = [agency for agency in agencies_listed() if args.agency in (None, agency.code)]
    if not agencies:
        print(f"There is no agency {args.agency}.", file=sys.stderr)
        return ExitCode.USAGE
    at = datetime.now(UTC)
    for agency in agencies:
        look_at(agency)
        if args.again:
            print(f"{agency.code}: {erase_again(at=at)} files erased again")
            continue
        erased, listed = carry_out(at=at), list_due(at=at)
        waiting = (
            f"list {listed.pk} of {listed.lines.count()} files waits for two visas"
            if listed
            else "no new list"
        )
        print(f"{agency.code}: {erased} files erased, {waiting}")
    return ExitCode.DONE
