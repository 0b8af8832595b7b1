"""``shubbak demo``: the demonstration town, opened once; ``--history`` tells its six months of files,
``--full`` its thousands of contracts too.
"""

import argparse
import sys
from datetime import UTC, datetime
from functools import partial

from django.db import connection

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at, look_at_shared
from shubbak.config.demonstration.accounts import show_accounts
from shubbak.config.demonstration.contests import tell_contests
from shubbak.config.demonstration.history import tell_history
from shubbak.config.demonstration.plans import lay_plan
from shubbak.config.demonstration.subscribers import tell_first, tell_subscribers
from shubbak.config.demonstration.town import LONG_AGO, agencies_of_town, open_agency_of_town
from shubbak.config.signer_standing import signer_standing
from shubbak.people.models import Staff

HISTORY_DAYS = 183
_ONE_TELLER = 7_203_115
"""The key of the advisory lock that whoever tells the history holds."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 the town stands, 1 its history is being told by another process, 15 the database does
    not answer.
    """
    parser.add_argument(
        "--history", action="store_true", help="tell its six months of files too, or go on telling them"
    )
    parser.add_argument(
        "--full", action="store_true", help="tell the thousands of contracts of its utilities too"
    )


def run(args: argparse.Namespace) -> int:
    """Open the four agencies of the town with all that is theirs; what stands is left alone."""
    now = datetime.now(UTC).replace(microsecond=0)
    for description in agencies_of_town():
        opened = open_agency_of_town(description=description, at=now)
        if opened:
            lay_plan(agency=opened, now=now)
            tell_first(agency=opened, now=now)
        print(f"{description.code}: {'opened' if opened else 'stands already'}", flush=True)
    if (args.history or args.full) and not _tell(with_subscribers=args.full):
        return 1
    show_accounts()
    return 0


def _tell(*, with_subscribers: bool) -> bool:
    """Tell each body's history up to the day on which it was opened; False if somebody else does."""
    look_at_shared()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_TELLER])
        if not cursor.fetchone()[0]:
            print("The history is being told by another process.", file=sys.stderr)
            return False
    with signer_standing():
        for agency in Agency.objects.filter(code__in=[one.code for one in agencies_of_town()]):
            if _is_fictional(agency):
                at, say = agency.created_at + LONG_AGO, partial(print, flush=True)
                told = tell_history(agency=agency, at=at, days=HISTORY_DAYS, say=say)
                # the rest of it, where the first start was killed; and the bills of who moved in meanwhile
                tell_first(agency=agency, now=at)
                tell_contests(agency, at)
                print(f"{agency.code}: {told} cases of history", flush=True)
                if with_subscribers:
                    tell_subscribers(agency=agency, now=at, say=say)
    return True


def _is_fictional(agency: Agency) -> bool:
    """Whether it was opened by the demonstration: a real body may bear the same code."""
    look_at(agency)
    return Staff.objects.filter(is_demo=True).exists()
