"""The kiosk: a receipt under the reader, or number and code; nothing stays on the machine."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from shubbak.agencies.queries import current_agency
from shubbak.agencies.shares import is_within
from shubbak.board.kiosk import KioskFile, KioskForm, found_by, kiosk_file
from shubbak.cases.rules import TooManyTries
from shubbak.foundation.network import client_address, network_prefix

SECONDS = 60
"""After so long without a touch the machine is as if nobody had been there."""
_AN_HOUR = 600


# Nothing is written and no cookie says who asks: there is nothing that another site could forge.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """The form, or where the file stands. `language` is in the address, where it goes with the page."""
    languages, asked = current_agency().languages, request.GET.get("language", "")
    with override(asked if asked in languages else languages[0]):
        form = KioskForm(request.POST if request.method == "POST" else None)
        file = _looked_up(request, form, timezone.now()) if form.is_bound and form.is_valid() else None
        context = {"form": form, "file": file, "seconds": SECONDS, "languages": languages}
        status = 422 if form.is_bound and file is None else 200
        response = render(request, "board/kiosk.html", context, status=status)
    if form.is_bound:
        response.headers["Refresh"] = f"{SECONDS}; url={request.path}"  # without a script too
    return response


def _looked_up(request: HttpRequest, form: KioskForm, at: datetime) -> KioskFile | None:
    """The file, or a fault beside the field that says nothing of what exists."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    origin = network_prefix(client_address(str(request.META.get("REMOTE_ADDR") or ""), forwarded))
    wait = gettext("Too many tries. Ask at the desk, or try again in an hour.")
    if not is_within(what="kiosk", network=origin, share=_AN_HOUR, at=at):
        form.add_error("number", wait)
        return None
    try:
        case = found_by(form, origin=origin, at=at)
    except TooManyTries:
        form.add_error("number", wait)
        return None
    if case is None:
        where = "number" if form.is_scanned else "code"
        form.add_error(where, gettext("No file was found. Check the receipt, or ask at the desk."))
        return None
    return kiosk_file(case, at)
