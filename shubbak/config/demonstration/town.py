"""The demonstration town: four bodies, fictional, each described in ``town/<code>.yaml``."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

from shubbak.agencies.models import Agency
from shubbak.config.bodies.description import Described, read_body
from shubbak.config.bodies.opening import open_body

FOLDER = Path(__file__).resolve().parent / "town"
PASSWORD = "shubbak-demo"  # noqa: S105 (printed at every start: it opens a fictional town only)
LONG_AGO = timedelta(days=400)


@cache
def agencies_of_town() -> tuple[Described, ...]:
    """The bodies in the order in which the bare host lists them."""
    return tuple(read_body(FOLDER / f"{code}.yaml") for code in ("miyah", "omran", "madina", "kahraba"))


def open_agency_of_town(*, description: Described, at: datetime) -> Agency | None:
    """Open a body with its units, staff, registers and services; None if it stands already.

    :param at: now; whoever works here was appointed long before.
    """
    host = f"{description.code}.{settings.SHUBBAK_BASE_DOMAIN}"
    opened = open_body(description=description, host=host, at=at - LONG_AGO, demo_password=PASSWORD)
    return opened.agency if opened else None
