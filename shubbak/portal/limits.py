"""How much one network may do in an hour without an account; beyond that a page says when to come back."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from shubbak.agencies.shares import end_of_hour, is_within
from shubbak.foundation.network import client_address, network_prefix
from shubbak.foundation.text import count
from shubbak.portal.pages import Link, MessagePage

View = Callable[..., HttpResponseBase]

HOURLY = {"deposit": 60, "answer": 1200, "upload": 300, "look_up": 300, "code": 60}
"""By network and hour. Generous: a whole quarter may come through one address of its operator."""


class TooMany(Exception):
    """The hour's share of this network is used up; `until` says when the next hour begins."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def origin_of(request: HttpRequest) -> str:
    """The network that a request comes from. A proxy on this machine says for whom it asks; nobody else is
    believed.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    return network_prefix(client_address(str(request.META.get("REMOTE_ADDR") or ""), forwarded))


def spend(request: HttpRequest, what: str, at: datetime, amount: int = 1) -> None:
    """Count `amount` of `what` against the network of the request.

    :raises TooMany: when the share of this hour is used up.
    """
    if not is_within(what=what, network=origin_of(request), share=_share(what), at=at, amount=amount):
        raise TooMany(end_of_hour(at))


def _share(what: str) -> int:
    given: dict[str, int] = getattr(settings, "SHUBBAK_HOURLY_LIMITS", {})
    return given.get(what, HOURLY[what])


def limited(view: View) -> View:
    """Turns `TooMany` into a page that says when to come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except TooMany as refused:
            return come_back(request, refused.until)

    return guarded


def come_back(request: HttpRequest, until: datetime, title: str = "") -> HttpResponse:
    """Status 429, with the wait in words and in `Retry-After` (RFC 9110, 10.2.3)."""
    seconds = max(1, ceil((until - timezone.now()).total_seconds()))
    minutes = ceil(seconds / 60)
    wait = count(minutes, "minute", get_language() or "ar", object_case=True)
    if minutes >= 120:
        wait = count(ceil(minutes / 60), "hour", get_language() or "ar", object_case=True)
    page = MessagePage(
        title=title or gettext("Too many tries from your network"),
        text=gettext("Try again in %(wait)s. What you wrote is kept. The counter also helps by telephone.")
        % {"wait": wait},
        links=[Link(gettext("Offices and hours"), reverse("contact"))],
        is_done=False,
    )
    response = render(request, "portal/message.html", {"page": page}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
