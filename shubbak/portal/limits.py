"""How much one network may do in an hour without an account. Beyond that a page asks a question that a person
can answer; whoever answers it goes on, and a page that says when to come back stands behind both.
"""

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

from shubbak.agencies.queries import current_agency
from shubbak.agencies.shares import end_of_hour, is_within
from shubbak.foundation.network import client_address, network_prefix
from shubbak.foundation.text import count
from shubbak.portal import passes
from shubbak.portal.filling.proof import proof_page
from shubbak.portal.pages import Link, MessagePage

View = Callable[..., HttpResponseBase]

HOURLY = {
    "deposit": 60,
    "answer": 1200,
    "upload": 300,
    "look_up": 300,
    "code": 60,
    "proof": 200,
    "pay": 120,
    "callback": 6000,
}
"""By network and hour. Generous: a whole quarter may come through one address of its operator."""
DRAFT_UPLOADS = 100
"""Files that one draft may begin in an hour."""


class TooMany(Exception):
    """The hour's share is used up until `until`. With `may_prove` a person may go on all the same."""

    def __init__(self, until: datetime, *, may_prove: bool = False) -> None:
        super().__init__(until.isoformat())
        self.until = until
        self.may_prove = may_prove


def origin_of(request: HttpRequest) -> str:
    """The network that a request comes from. A proxy on this machine says for whom it asks; nobody else is
    believed.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    return network_prefix(client_address(str(request.META.get("REMOTE_ADDR") or ""), forwarded))


def spend(request: HttpRequest, what: str, at: datetime, amount: int = 1) -> None:
    """Count `amount` of `what` against the network of the request, then against the pass of its browser.

    :raises TooMany: when both are used up.
    """
    if is_within(what=what, network=origin_of(request), share=share_of(what), at=at, amount=amount):
        return
    if passes.covers(request, what, at, amount):
        return
    tries = is_within(what="proof", network=origin_of(request), share=share_of("proof"), at=at)
    if tries and passes.is_earned(request, at) and passes.covers(request, what, at, amount):
        return
    raise TooMany(end_of_hour(at), may_prove=tries)


def spend_of_draft(draft_id: object, at: datetime) -> None:
    """Count a file that a draft begins: no draft is a store of its own.

    :raises TooMany: beyond its share of this hour.
    """
    if not is_within(what="draft-upload", network=str(draft_id), share=DRAFT_UPLOADS, at=at):
        raise TooMany(end_of_hour(at))


def share_of(what: str) -> int:
    """What the body gives a network, else what the installation does, else the usual."""
    of_body: dict[str, int] = current_agency().limits
    of_installation: dict[str, int] = getattr(settings, "SHUBBAK_HOURLY_LIMITS", {})
    return {**HOURLY, **of_installation, **of_body}[what]


def limited(view: View) -> View:
    """Turns `TooMany` into the question, or into a page that says when to come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except TooMany as refused:
            return ask_or_wait(request, refused)
        passes.keep(request, response)
        return response

    return guarded


def ask_or_wait(request: HttpRequest, refused: TooMany) -> HttpResponse:
    """Status 429 with a question whose right answer sends again what was sent; or with the wait."""
    if not refused.may_prove:
        return come_back(request, refused.until)
    response = render(request, "portal/proof.html", {"page": proof_page(request, timezone.now())}, status=429)
    return _retry_after(response, _seconds(refused.until))


def come_back(request: HttpRequest, until: datetime, title: str = "") -> HttpResponse:
    """Status 429, with the wait in words and in `Retry-After` (RFC 9110, 10.2.3)."""
    seconds = _seconds(until)
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
    return _retry_after(render(request, "portal/message.html", {"page": page}, status=429), seconds)


def _seconds(until: datetime) -> int:
    return max(1, ceil((until - timezone.now()).total_seconds()))


def _retry_after(response: HttpResponse, seconds: int) -> HttpResponse:
    response.headers["Retry-After"] = str(seconds)
    return response
