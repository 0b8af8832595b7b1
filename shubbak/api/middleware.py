"""The short way of programs: what browsers need (cookies, sessions, nonces, static files) is not for them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import resolve

Answers = Callable[[HttpRequest], HttpResponse]
ROOT = "/api/"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    ),
    "X-Frame-Options": "DENY",
}


class ProgramsMiddleware:
    """Hands a request to the API of an agency straight to its view; all others go on to the pages.

    It stands behind the choice of the agency and the rules of transport, before all that serves pages. The
    API's own door knows its languages and turns every fault into an answer.
    """

    def __init__(self, get_response: Answers) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.tenant is None or not request.path_info.startswith(ROOT):  # type: ignore[attr-defined]  # set by agencies
            return self.get_response(request)
        found = request.resolver_match = resolve(request.path_info)
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
        return response
