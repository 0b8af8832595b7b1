"""``shubbak demo``: the demonstration town, loaded once."""

import argparse
from datetime import UTC, datetime

from shubbak.config.demonstration.accounts import show_accounts
from shubbak.config.demonstration.history import tell_history
from shubbak.config.demonstration.town import agencies_of_town, open_agency_of_town


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 the town stands, 15 the database does not answer."""
    parser.add_argument("--full", action="store_true", help="six months of history instead of two")


def run(args: argparse.Namespace) -> int:
    """Open the four agencies of the town with all that is theirs; what stands is left alone."""
    now = datetime.now(UTC).replace(microsecond=0)
    for description in agencies_of_town():
        opened = open_agency_of_town(description=description, at=now)
        if opened is None:
            print(f"{description.code}: stands already", flush=True)
            continue
        told = tell_history(agency=opened, at=now, months=6 if args.full else 2)
        print(f"{description.code}: opened, with {told} cases of history", flush=True)
    show_accounts()
    return 0
