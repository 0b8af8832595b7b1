"""What one network may do in an hour, counted for all processes and machines of an installation.

A process takes its share from the shared table in leases, a fiftieth each, and counts a lease down by itself:
most requests cost no statement, and one small one at the most. What processes have leased and not used counts
as used, so the limit is never exceeded; at worst it is reached a few leases early.
"""

import logging
from datetime import datetime, timedelta
from math import ceil

from django.core.cache import cache

from shubbak.agencies.actions import use_up
from shubbak.agencies.queries import current_agency

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
_LEASES = 50


def end_of_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0) + HOUR


def lease_of(share: int, amount: int) -> int:
    """How much a process takes at once."""
    return max(amount, ceil(share / _LEASES))


def is_within(
    *, what: str, network: str, share: int, at: datetime, amount: int = 1, until: datetime | None = None
) -> bool:
    """Count `amount` of `what` against a network; whether its share still allows it, of this hour unless
    `until` ends it sooner.
    """
    until = until or end_of_hour(at)
    key = f"share/{what}/{until.isoformat()}/{network}"
    if _count_down(key, amount):
        return True
    if cache.get(f"{key}/shut"):
        return False
    lease = lease_of(share, amount)
    used = use_up(key=f"{current_agency().schema_name}/{key}", amount=lease, until=until)
    granted = min(lease, share - (used - lease))
    if granted < amount:
        logger.warning("the share of %r of this hour is used up by %s", what.partition("/")[0], network)
        cache.set(f"{key}/shut", value=True, timeout=HOUR.total_seconds())
        return False
    cache.set(key, granted - amount, timeout=HOUR.total_seconds())
    return True


def times_this_hour(*, what: str, who: str, at: datetime) -> int:
    """How often this happened to or by `who` in this hour, this time included, over all processes."""
    until = end_of_hour(at)
    key = f"{current_agency().schema_name}/times/{what}/{until.isoformat()}/{who}"
    return use_up(key=key, amount=1, until=until)


def _count_down(key: str, amount: int) -> bool:
    """Take from the lease of this process, if it holds one that is large enough."""
    try:
        left: int = cache.decr(key, amount)
    except ValueError:
        return False
    return left >= 0
