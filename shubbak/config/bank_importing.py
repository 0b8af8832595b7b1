"""``shubbak bank import FILE``: says what a bank's file holds, and keeps it where there is a body."""

import argparse
import importlib
import os
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from shubbak.config.supervisor import readiness
from shubbak.config.supervisor.failures import ExitCode
from shubbak.config.supervisor.home import home_from_environment
from shubbak.payments.statements import command as checking


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: as of ``bank check``; 2 also where there is no such body."""
    checking.add_arguments(parser)
    parser.add_argument("--agency", help="code of the body whose account it is (default: the only one)")


def run(args: argparse.Namespace) -> int:
    """Print one JSON line for each booked entry, then keep them; a file that is refused is not kept."""
    readiness.read_env_file(getattr(args, "env_file", None))
    said = checking.run(args)
    if said in (checking.REFUSED, checking.NOT_FOUND) or not (args.agency or _has_database()):
        return said
    os.environ.update(readiness.environment_of(home_from_environment()))
    importlib.import_module("django").setup()
    if not readiness.is_database_of(home_from_environment()):
        return _keep(args, said)
    with readiness.database_standing():
        return _keep(args, said)


def _has_database() -> bool:
    made = home_from_environment().data / "PG_VERSION"
    return not readiness.uses_embedded_database() or made.exists()


def _keep(args: argparse.Namespace, said: int) -> int:
    """Django stands only now: what needs it is loaded here."""
    agencies = importlib.import_module("shubbak.agencies.queries").agencies_listed()
    found = [agency for agency in agencies if args.agency in (None, agency.code)]
    if len(found) != 1:
        if args.agency:
            print(f"There is no agency {args.agency}.", file=sys.stderr)
            return ExitCode.USAGE
        if found:
            print("Not kept: name the body with --agency.", file=sys.stderr)
        return said
    [agency] = found
    importlib.import_module("shubbak.agencies.schema").look_at(agency)
    at = datetime.now(UTC)
    content = args.file.read_bytes()
    is_new = importlib.import_module("shubbak.payments.reconciling.actions").import_statements(
        content=content,
        statements=importlib.import_module("shubbak.payments.statements.camt").read(content),
        actor=importlib.import_module("shubbak.journal.rules").SYSTEM,
        at=at,
        day=at.astimezone(ZoneInfo(agency.zone)).date(),
    )
    words = "Kept." if is_new else "Kept before: nothing is changed."
    print(words, file=sys.stderr)
    return said
