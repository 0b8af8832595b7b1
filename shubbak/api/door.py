"""Every request to the API comes through here: its language, its size, its kind, and what becomes of a fault.

No cookie counts: neither the language nor a session of the portal or the desk. So no request can be forged
in somebody's browser, and no token against that is asked for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from shubbak.agencies.queries import current_agency
from shubbak.api.problems import Problem, problem_of, problem_of_status, response_of
from shubbak.api.reading import FORM, JSON

_BARE_REFUSALS = range(400, 600)
View = Callable[..., HttpResponse]


def door(view: View, takes: str = JSON) -> View:
    """The view behind the door; ``takes`` is the media type of the bodies that it reads."""

    @csrf_exempt
    @wraps(view, updated=())
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = asked_language(request)
        with translation.override(language):
            response = _answer(view, request, takes, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return opened


def nothing_here(request: HttpRequest, **_words: str) -> HttpResponse:  # noqa: ARG001  a view's shape
    """Any other address under /api/."""
    raise Problem("not-found")


def asked_language(request: HttpRequest) -> str:
    """The first language of Accept-Language that the body speaks, else the body's first one."""
    spoken = current_agency().languages
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = wanted.partition("-")[0]
        if language in spoken:
            return str(language)
    return str(spoken[0])


def _answer(view: View, request: HttpRequest, takes: str, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        _check_form(request, takes)
        response = view(request, *args, **kwargs)
    except Exception as raised:
        return response_of(problem_of(raised))
    is_bare = response.status_code in _BARE_REFUSALS and "json" not in response.headers["Content-Type"]
    return response_of(problem_of_status(response)) if is_bare else response


def _check_form(request: HttpRequest, takes: str) -> None:
    """Forms must be forms; JSON is checked where it is read, once the method is known to be right."""
    if takes == FORM and request.method == "POST" and request.content_type != FORM:
        raise Problem("media-type", headers={"Accept": FORM})
