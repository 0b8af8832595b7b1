"""What is answered when a request failed: of a full disk or an absent database, how to send it again."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.defaults import server_error

from shubbak.api.middleware import ROOT
from shubbak.api.problems import problem_of_trouble, response_of
from shubbak.foundation.full_disk import is_disk_full
from shubbak.journal.actions import was_written

_SAFE = ("GET", "HEAD", "OPTIONS")


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler of whatever nobody foresaw; it is called while the exception is at hand."""
    raised = sys.exc_info()[1]
    problem = problem_of_trouble(raised)
    if problem is None:
        return server_error(request)
    if request.path_info.startswith(ROOT):
        return response_of(problem)
    typed = [] if was_written() or request.FILES else _typed(request)
    context = {
        "direction": "rtl" if get_language_bidi() else "ltr",
        "was_written": was_written(),
        "typed": typed,
        "has_files": bool(request.FILES),
        "only_read": request.method in _SAFE,
    }
    template = "disk_full.html" if is_disk_full(raised) else "database_away.html"
    response = render(request, template, context, status=503)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What is sent again by a button of the page; nothing where a password was typed."""
    if any("password" in name for name in request.POST):
        return []
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
