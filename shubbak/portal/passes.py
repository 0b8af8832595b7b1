"""The pass of a browser whose person answered the question: so much more of each kind, for an hour.

It is counted like a share of a network (`agencies.shares`), so copying it gains nothing.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from shubbak.agencies.queries import current_agency
from shubbak.agencies.shares import is_within
from shubbak.portal import proving

LIVES = timedelta(hours=1)
GIVES = {"deposit": 3, "answer": 100, "upload": 30, "look_up": 20, "code": 5}
TOKEN, ANSWER = "proof", "proof_answer"
"""Names of the boxes of the question."""
_EARNED = "shubbak.pass"


def covers(request: HttpRequest, what: str, at: datetime, amount: int) -> bool:
    """Whether the pass of this browser still allows so much more; it is counted."""
    held = _held(request)
    return bool(held) and is_within(
        what=f"pass-{what}", network=held, share=GIVES[what], at=at, amount=amount
    )


def is_earned(request: HttpRequest, at: datetime) -> bool:
    """Whether the question was answered right with this request: then the browser has a new pass."""
    sent = request.POST if request.method == "POST" else request.GET
    token, answer = sent.get(TOKEN, ""), sent.get(ANSWER, "")
    if not (token and answer and proving.is_right(token, answer, at)):
        return False
    request.META[_EARNED] = secrets.token_urlsafe(12)
    return True


def keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser the pass that it earned with this request."""
    earned = request.META.get(_EARNED)
    if earned:
        response.set_cookie(
            _name(),
            signing.dumps(earned, salt=_salt()),
            max_age=LIVES,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _held(request: HttpRequest) -> str:
    if _EARNED in request.META:
        return str(request.META[_EARNED])
    try:
        return str(signing.loads(request.COOKIES.get(_name(), ""), salt=_salt(), max_age=LIVES))
    except signing.BadSignature:
        return ""


def _name() -> str:
    return "__Host-pass" if settings.SESSION_COOKIE_SECURE else "pass"


def _salt() -> str:
    return f"shubbak.portal.pass/{current_agency().code}"
