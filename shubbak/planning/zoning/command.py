"""``shubbak zones import FILE``: a plan with its zones, checked and taken in."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from shubbak.agencies.queries import agencies_listed
from shubbak.agencies.schema import look_at
from shubbak.foundation.localized import pick
from shubbak.journal.rules import SYSTEM
from shubbak.planning.zoning.actions import import_plan
from shubbak.planning.zoning.rules import NotZones
from shubbak.planning.zoning.wording import fault_words

OK, REFUSED, NOT_FOUND = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 1 something is wrong with the file and nothing was taken in, 2 no such file or
    body.
    """
    parser.add_argument("file", type=Path, help="GeoJSON in WGS 84: shubbak/planning/zoning/README.md")
    parser.add_argument("--agency", required=True, help="code of the body whose plan it is")
    parser.add_argument("--language", choices=("ar", "fr", "en"), default="ar", help="of what is said")


def run(args: argparse.Namespace) -> int:
    """Say each fault of the file, or take it in."""
    found = [agency for agency in agencies_listed() if agency.code == args.agency]
    if not found or not args.file.is_file():
        print(f"There is no agency {args.agency}, or no file {args.file}.", file=sys.stderr)
        return NOT_FOUND
    look_at(found[0])
    with translation.override(args.language):
        try:
            plan = import_plan(file=args.file.read_bytes(), actor=SYSTEM, at=datetime.now(UTC))
        except NotZones as refused:
            print(*(fault_words(fault) for fault in refused.faults), sep="\n", file=sys.stderr)
            return REFUSED
        told = {"plan": pick(plan.title, args.language), "version": plan.version}
        print(gettext("%(plan)s, version %(version)d, is in force.") % told)
    return OK
