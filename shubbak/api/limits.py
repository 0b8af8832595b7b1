"""How much one network may ask in an hour: enough for a cyber café, too little to flood a desk.

Counted for all processes together (`agencies.shares`): a deposit costs one small statement at most.
"""

from dataclasses import dataclass
from math import ceil

from django.http import HttpRequest
from django.utils import timezone

from shubbak.agencies.queries import current_agency
from shubbak.agencies.shares import end_of_hour, is_within
from shubbak.api.problems import Problem
from shubbak.foundation.network import client_address, is_own_machine, network_prefix


@dataclass(frozen=True)
class Limit:
    """So many requests of a kind from one network in an hour."""

    name: str
    per_hour: int


UPLOADS = Limit("upload", 600)
DEPOSITS = Limit("deposit", 200)
READS = Limit("read", 3000)
ACTS = Limit("act", 300)


def network_of(request: HttpRequest) -> str:
    """Where a request comes from: its network; empty for this machine itself."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    address = client_address(str(request.META.get("REMOTE_ADDR", "")), forwarded)
    return "" if is_own_machine(address) else network_prefix(address)


def count(request: HttpRequest, limit: Limit) -> None:
    """Count one request.

    :raises Problem: ``too-many``, once the network has used its hour up.
    """
    network = network_of(request)
    if not network:
        return
    at = timezone.now()
    share = current_agency().limits.get(f"api_{limit.name}", limit.per_hour)
    if not is_within(what=f"api-{limit.name}", network=network, share=share, at=at):
        left = max(1, ceil((end_of_hour(at) - at).total_seconds()))
        raise Problem("too-many", headers={"Retry-After": str(left)})
