"""The gate in front of the application, and what those read who are turned away.

Which requests wait where, and why, is written in docs/adr/0007-overload.md.
"""

import random
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse, parse_cookie
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from shubbak.api.middleware import ROOT
from shubbak.api.problems import Problem, response_of
from shubbak.config.admission.gate import Gate, Line
from shubbak.config.headers import always

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

ACTS = Line("acts", share=4, longest=16, patience=10.0)
"""Whatever is sent to us: a deposit, a file, an answer, a step of a clerk, a sign-in."""
FILES = Line("files", share=2, longest=8, patience=5.0)
"""Reading where one's file is, the desk, and the questions of a deposit that is under way."""
BROWSING = Line("browsing", share=1, longest=4, patience=2.0)
WAITING = sum(line.longest for line in (ACTS, FILES, BROWSING))
SPARE = 6
"""Threads that are always free to turn somebody away, or to give out a style sheet."""
_FREE_PASS = ("/static/", "/healthz", "/readyz")
_OF_FILES = ("/file/", "/t/", "/track", "/d/", "/back/", "/desk/", "/staff/", "/api/v1/cases/")
_COME_BACK = (3, 10)
"""Seconds after which one is asked to come back, drawn by lot: not all at the same moment."""


class Admitted:
    """The application behind its gate: the callable that a WSGI server serves."""

    def __init__(self, application: Application, places: int) -> None:
        self._application = application
        self._gate = Gate(places)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        if path.startswith(_FREE_PASS):
            return _whole(self._application(environ, start))
        if not self._gate.enter(line_of(str(environ["REQUEST_METHOD"]), path)):
            return _turned_away(environ, path, start)
        try:
            return _whole(self._application(environ, start))
        finally:
            self._gate.leave()


def line_of(method: str, path: str) -> Line:
    """Where a request waits."""
    if method not in ("GET", "HEAD", "OPTIONS"):
        return ACTS
    return FILES if path.startswith(_OF_FILES) else BROWSING


def _whole(answer: Iterable[bytes]) -> Iterable[bytes]:
    """The answer, made whole while its place is held.

    What streams goes out without one: a file at its reader's pace, an export as `insights` bounds them.
    """
    if not isinstance(answer, HttpResponse):
        return answer
    content = answer.content
    answer.close()
    return [content]


def _turned_away(environ: Environ, path: str, start: Start) -> list[bytes]:
    """503 with Retry-After: a page in the person's language, a problem on the API."""
    wait = {"Retry-After": str(random.randint(*_COME_BACK))}  # noqa: S311  no secret
    answer = _problem(environ, wait) if path.startswith(ROOT) else _page(environ, wait)
    for name, value in always().items():
        answer.headers.setdefault(name, value)
    start(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


def _problem(environ: Environ, headers: dict[str, str]) -> HttpResponse:
    asked = parse_accept_lang_header(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    wanted = next((name for name, _ in asked if name.partition("-")[0] in _spoken()), "")
    with translation.override(wanted.partition("-")[0] or settings.LANGUAGE_CODE):
        return response_of(Problem("busy", headers=headers))


def _page(environ: Environ, headers: dict[str, str]) -> HttpResponse:
    chosen = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen if chosen in _spoken() else settings.LANGUAGE_CODE
    policy = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    shown = {"Content-Language": language, "Cache-Control": "no-store", "Content-Security-Policy": policy}
    return HttpResponse(_page_in(language), status=503, headers=headers | shown)


@cache
def _page_in(language: str) -> str:
    with translation.override(language):
        direction = "rtl" if language == "ar" else "ltr"
        return render_to_string("503.html", {"language": language, "direction": direction})


@cache
def _spoken() -> frozenset[str]:
    return frozenset(code for code, _ in settings.LANGUAGES)
