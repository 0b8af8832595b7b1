"""Opening a file: by its number and code, or by the link of a message."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.cases.actions import case_by_number_and_code
from shubbak.cases.models import Case
from shubbak.cases.queries import case_by_link
from shubbak.cases.rules import TooManyTries
from shubbak.people.refusals import refused as refused_access
from shubbak.portal import cookies
from shubbak.portal.forms import TrackForm
from shubbak.portal.limits import come_back, limited, origin_of, spend
from shubbak.portal.pages import Link, MessagePage, TrackingFormPage
from shubbak.portal.signed_in import bring_in_opened


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def track(request: HttpRequest) -> HttpResponse:
    """Number and code. An unknown number gets the same answer as a wrong code, after the same work."""
    if request.method != "POST":
        return _form(request, TrackForm(initial={"number": request.GET.get("number", "")[:60]}))
    form, at = TrackForm(request.POST), timezone.now()
    spend(request, "look_up", at)
    if not form.is_valid():
        return _form(request, form, 422)
    typed = form.cleaned_data
    try:
        case = case_by_number_and_code(
            number=typed["number"], code=typed["code"], at=at, origin=origin_of(request)
        )
    except TooManyTries as refused:
        return come_back(request, refused.until)
    if case is None:
        refused_access(request, "track", None, at)
        form.add_error("code", gettext("No file has this number with this code. Check both on the receipt."))
        return _form(request, form, 422)
    return opened(request, case, at)


@never_cache
@require_safe
@limited
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a message opens its file, and no other."""
    at = timezone.now()
    spend(request, "look_up", at)
    case = case_by_link(token=token, at=at)
    if case is not None:
        return opened(request, case, at)
    gone = MessagePage(
        gettext("This link does not open a file any more"),
        gettext("Open it with its number and its tracking code: both stand on the receipt."),
        [Link(gettext("Track a file"), reverse("track"))],
        is_done=False,
    )
    return render(request, "portal/message.html", {"page": gone}, status=404)


def opened(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    """The file is open in this browser, and in the account that is signed in here."""
    bring_in_opened(request, case, at)
    response = redirect("file", case.pk)
    cookies.open_file(response, case.pk, case.code_generation)
    return response


def _form(request: HttpRequest, form: TrackForm, status: int = 200) -> HttpResponse:
    return render(request, "portal/tracking_form.html", {"page": TrackingFormPage(form)}, status=status)
