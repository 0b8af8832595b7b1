"""Refused access is on record (ASVS 5.0, 16.3.2): who, at which door, how often in this hour; never for what.

Whoever is refused a thousand times leaves four lines, and strangers together a bounded number: nobody fills
the journal by being refused.
"""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from shubbak.agencies.shares import times_this_hour
from shubbak.foundation.network import client_address, network_prefix
from shubbak.people.actions import note_refused
from shubbak.people.models import Staff

FORBIDDEN, ABSENT = 403, 404
TELLING = frozenset({1, 10, 100, 1_000})
"""Which refusals of one person at one door in an hour are written down."""
LINES_OF_STRANGERS = 100
"""In an hour and a body, of all whom we do not know."""
_OF_SOMEBODY = frozenset(
    {"case_id", "document_id", "draft_id", "form_id", "letter_id", "number", "paper_id", "token", "upload_id"}
)
"""Parameters of addresses that lead to what belongs to somebody."""


class RefusalsMiddleware:
    """Writes down that a page was refused, or leads to what is absent or another's: which, is not told."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (FORBIDDEN, ABSENT) and getattr(request, "tenant", None):
            _note(request, response.status_code)
        return response


def _note(request: HttpRequest, status: int) -> None:
    found = request.resolver_match
    staff = request.user if isinstance(request.user, Staff) else None
    at_desk = staff is not None and request.path.startswith("/desk/")
    if found and (at_desk or status == FORBIDDEN or _OF_SOMEBODY & found.kwargs.keys()):
        refused(request, str(found.url_name or ""), staff, timezone.now())


def refused(request: HttpRequest, door: str, staff: Staff | None, at: datetime) -> None:
    """Count a refusal, and write down those that tell something. `door`: the name of an address."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    network = network_prefix(client_address(str(request.META.get("REMOTE_ADDR", "")), forwarded))
    who = f"staff/{staff.pk}" if staff else network
    times = times_this_hour(what=f"refused/{door}", who=who, at=at)
    if times not in TELLING:
        return
    if staff or times_this_hour(what="refused", who="strangers", at=at) <= LINES_OF_STRANGERS:
        note_refused(staff=staff, door=door, times=times, network=network, at=at)
