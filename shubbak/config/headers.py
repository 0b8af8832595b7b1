"""What every answer tells a browser, whoever made it: the strictest, unless the answer says otherwise itself.

ASVS 5.0, 3.4. It stands before everything else, so that refusals and static files carry these headers too.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ON_EVERY_ANSWER = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), display-capture=(), usb=(), payment=(), browsing-topics=(), "
        "geolocation=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
}
"""A place is asked for on a question of a form; keys are for the second factor. Nothing else is used."""
_YEAR = 60 * 60 * 24 * 365
TRANSPORT = {"Strict-Transport-Security": f"max-age={_YEAR}; includeSubDomains"}


def always() -> dict[str, str]:
    """The headers of an answer that says nothing itself, as this installation is reached."""
    return ON_EVERY_ANSWER | (TRANSPORT if settings.SHUBBAK_SCHEME == "https" else {})


class HeadersMiddleware:
    """Adds what an answer does not say itself; what a session was shown is kept by no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in always().items():
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
