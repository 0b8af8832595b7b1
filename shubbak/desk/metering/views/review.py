"""Readings that the rules held back: looked at, decided, the next one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.metering.access import reading_people
from shubbak.desk.metering.forms import CorrectForm, RejectForm
from shubbak.desk.metering.shown import reading_shown
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.utility.metering.actions import accept_reading, correct_reading, reject_reading
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.queries import disputed, photographs_waiting, readings_visible, to_review
from shubbak.utility.metering.rules import ReadingRefused

MOST = 100
_HERE = "metering"


@reading_people
@require_safe
def waiting(request: DeskRequest) -> HttpResponse:
    """What waits, the oldest first; a hundred at most."""
    found = to_review(request.visit.roles)
    lines = [reading_shown(reading) for reading in found[:MOST]]
    today = in_its_zone(request.visit.at).date()
    context = {
        "lines": lines,
        "count": found.count(),
        "disputed": [reading_shown(reading) for reading in disputed(request.visit.roles)[:MOST]],
        "photographs": photographs_waiting(request.visit.roles, today).count(),
    }
    return show(request, "desk/metering/waiting.html", context, here=_HERE)


@reading_people
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: DeskRequest, reading_id: UUID) -> HttpResponse:
    """One reading with what was found; a post accepts it and leads to the next."""
    held = the_reading(request.visit, reading_id)
    if request.method == "POST":
        try:
            accept_reading(reading=held, staff=request.visit.staff, at=request.visit.at)
            messages.success(request, str(_("The reading counts.")))
        except ReadingRefused as refused:
            messages.warning(request, str(refusal_words(refused)))
        return redirect(_next(request.visit, held))
    shown = reading_shown(held, with_past=True)
    context = {"shown": shown, "is_open": held.is_open, "is_billed": held.is_disputed}
    return show(request, "desk/metering/reading.html", context, here=_HERE)


@reading_people
@require_http_methods(["GET", "POST"])
def correct(request: DeskRequest, reading_id: UUID) -> HttpResponse:
    held = the_reading(request.visit, reading_id)
    return carry_out(request, CORRECT, held, back=_next(request.visit, held), named=_name(held), here=_HERE)


@reading_people
@require_http_methods(["GET", "POST"])
def reject(request: DeskRequest, reading_id: UUID) -> HttpResponse:
    held = the_reading(request.visit, reading_id)
    return carry_out(request, REJECT, held, back=_next(request.visit, held), named=_name(held), here=_HERE)


@reading_people
@require_safe
def photograph(request: DeskRequest, reading_id: UUID) -> HttpResponseBase:
    held = the_reading(request.visit, reading_id)
    if held.photo is None:
        raise Http404
    try:
        return as_attachment(held.photo)
    except (FileNotFoundError, NotServed):
        raise Http404 from None


def the_reading(visit: Visit, reading_id: UUID) -> Reading:
    """
    :raises Http404: whether it is absent or of a place of other units.
    """
    known = readings_visible(visit.roles).select_related(
        "meter", "contract__point", "photo__file", "photo_check"
    )
    found = known.filter(pk=reading_id).first()
    if found is None:
        raise Http404
    return found


def _next(visit: Visit, held: Reading) -> str:
    """The reading that waits longest after this one; the list, once none does."""
    waiting = (to_review(visit.roles), disputed(visit.roles))
    others = (each.exclude(pk=held.pk).values_list("pk", flat=True).first() for each in waiting)
    other = next(filter(None, others), None)
    return reverse("metering_reading", args=[other]) if other else reverse("metering")


def _name(held: Reading) -> str:
    shown = reading_shown(held)
    return f"{held.meter.serial} – {shown.index}"


def _correct(visit: Visit, form: CorrectForm) -> None:
    typed = form.cleaned_data
    correct_reading(
        reading=form.about, index=typed["index"], reason=typed["reason"], staff=visit.staff, at=visit.at
    )


def _reject(visit: Visit, form: RejectForm) -> None:
    reject_reading(reading=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


CORRECT = Deed(
    _("Correct the reading"),
    _("Let this index count"),
    CorrectForm,
    _correct,
    _("The right index counts; the first one stays written beside it."),
)
REJECT = Deed(
    _("Reject the reading"),
    _("Reject it"),
    RejectForm,
    _reject,
    _("The reading does not count."),
)
