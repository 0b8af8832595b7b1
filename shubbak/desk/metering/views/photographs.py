"""Photographs of self-readings, one after the other: what was sent is said last."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.metering.access import reading_people
from shubbak.desk.metering.forms import PhotoForm
from shubbak.desk.metering.shown import seen_words
from shubbak.desk.metering.views.review import the_reading
from shubbak.utility.metering.actions import check_photograph
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.queries import photographs_seen, photographs_waiting
from shubbak.utility.metering.rules import ReadingRefused


@reading_people
@require_safe
def photographs(request: DeskRequest) -> HttpResponse:
    """The next one that nobody has looked at."""
    waiting = photographs_waiting(request.visit.roles, in_its_zone(request.visit.at).date())
    return _page(request, waiting.first(), PhotoForm(request.visit))


@reading_people
@require_http_methods(["GET", "HEAD", "POST"])
def photograph_of(request: DeskRequest, reading_id: UUID) -> HttpResponse:
    """One of them; a post notes what it shows and leads to the next."""
    held = the_reading(request.visit, reading_id)
    if held.photo is None:
        raise Http404
    form = PhotoForm(request.visit, held, request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, held, form)
    shows = form.cleaned_data["shows"]
    try:
        check = check_photograph(reading=held, shows=shows, staff=request.visit.staff, at=request.visit.at)
    except ReadingRefused as refused:
        if refused.code == "beyond_the_dials":
            form.add_error("shows", str(refusal_words(refused)))
            return _page(request, held, form)
        messages.warning(request, str(refusal_words(refused)))
    else:
        say = messages.warning if check.differs else messages.success
        say(request, seen_words(check))
    return redirect("metering_photographs")


def _page(request: DeskRequest, held: Reading | None, form: PhotoForm) -> HttpResponse:
    today = in_its_zone(request.visit.at).date()
    context = {
        "held": held,
        "form": form,
        "count": photographs_waiting(request.visit.roles, today).count(),
        "seen": photographs_seen(request.visit.roles, today),
    }
    return show(request, "desk/metering/photographs.html", context, here="metering")
