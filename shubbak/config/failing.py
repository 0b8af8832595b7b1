"""What is answered when a request failed. Of a full disk: that nothing was kept, and how to send it again."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.defaults import server_error

from shubbak.foundation.full_disk import is_disk_full
from shubbak.journal.actions import was_written

RETRY_AFTER = "60"


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler of whatever nobody foresaw; it is called while the exception is at hand."""
    if not is_disk_full(sys.exc_info()[1]):
        return server_error(request)
    typed = [] if was_written() or request.FILES else _typed(request)
    context = {
        "direction": "rtl" if get_language_bidi() else "ltr",
        "was_written": was_written(),
        "typed": typed,
        "has_files": bool(request.FILES),
    }
    response = render(request, "disk_full.html", context, status=503)
    response.headers["Retry-After"] = RETRY_AFTER
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
