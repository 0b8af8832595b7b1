"""Nobody reaches the desk with a password alone; a session that rests ends."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from shubbak.foundation.network import client_address, network_prefix
from shubbak.people.actions import note_seen
from shubbak.people.models import SessionStore, Staff
from shubbak.people.permissions import needs_second_factor
from shubbak.people.queries import has_second_factor
from shubbak.people.rules import SEEN_EVERY, SessionLimits, device_of

_GUARDED = ("/desk/", "/board/", "/staff/late/")
_OF_STAFF = (*_GUARDED, "/staff/")


class RestMiddleware:
    """Writes down that staff work in a session: one in which nobody does ends (`SHUBBAK_IDLE_MINUTES`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(_OF_STAFF) and isinstance(request.user, Staff):
            _note_seen(request, request.user, timezone.now())
        return response


def _note_seen(request: HttpRequest, staff: Staff, at: datetime) -> None:
    session = cast(SessionStore, request.session)
    row = session.row
    seen = row.seen_at if row and row.staff_id == staff.pk else None
    if seen and seen <= at < seen + SEEN_EVERY:
        return
    forwarded = request.headers.get("X-Forwarded-For", "")
    address = client_address(str(request.META.get("REMOTE_ADDR", "")), forwarded)
    note_seen(
        session=session,
        staff=staff,
        device=device_of(request.headers.get("User-Agent", "")),
        network=network_prefix(address),
        limits=SessionLimits(settings.SHUBBAK_SESSION_RESTS, settings.SHUBBAK_SESSION_LASTS),
        at=at,
    )


class SecondFactorMiddleware:
    """Sends staff without a second factor to set one up before any page of the desk opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_GUARDED) and _still_owes_a_factor(request):
            return redirect("mfa_index")
        return self.get_response(request)


def _still_owes_a_factor(request: HttpRequest) -> bool:
    staff = request.user
    return isinstance(staff, Staff) and needs_second_factor(staff) and not has_second_factor(staff)
