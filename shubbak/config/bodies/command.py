"""``shubbak agencies open FILE``: a real body from its file, and how its staff choose their passwords."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from shubbak.agencies.models import Domain
from shubbak.config.bodies.description import BodyRefused, Described, read_body
from shubbak.config.bodies.opening import open_body
from shubbak.people.models import Staff
from shubbak.people.welcome import welcome_path

OK, REFUSED, NOT_FOUND = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 opened, or stands already; 1 the file or the host name is refused; 2 no such file."""
    parser.add_argument("file", type=Path, help="CODE.yaml: the body, its registers, units and staff")
    parser.add_argument("--host", help="its host name (default: CODE below SHUBBAK_BASE_DOMAIN)")


def run(args: argparse.Namespace) -> int:
    """Open the body and print, for each member of staff, the link with which they choose their password."""
    if not args.file.is_file():
        print(f"There is no file {args.file}.", file=sys.stderr)
        return NOT_FOUND
    try:
        return _open(read_body(args.file), args.host or "")
    except BodyRefused as refusal:
        print(refusal, file=sys.stderr)
    return REFUSED


def _open(description: Described, host: str) -> int:
    host = host or f"{description.code}.{settings.SHUBBAK_BASE_DOMAIN}"
    if Domain.objects.filter(domain=host).exclude(tenant__code=description.code).exists():
        print(f"The host name {host} is taken by another body.", file=sys.stderr)
        return REFUSED
    opened = open_body(description=description, host=host, at=datetime.now(UTC).replace(microsecond=0))
    if opened is None:
        print(f"{description.code}: stands already")
        return OK
    print(f"{description.code}: opened at {settings.SHUBBAK_SCHEME}://{host}/")
    for words in opened.left_out:
        print(words, file=sys.stderr)
    print("\nEach of the staff chooses a password with the link of their own, within three days:")
    for staff in opened.staff:
        print(f"  {staff.email:<32} {_link(host, staff)}")
    return OK


def _link(host: str, staff: Staff) -> str:
    return f"{settings.SHUBBAK_SCHEME}://{host}{welcome_path(staff)}"
