"""Who owes since when, and the steps that are due: notices and cuts in batches that somebody approves."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.arrears.access import arrears_people, leads
from shubbak.desk.arrears.forms import ChooseForm, CutForm
from shubbak.desk.arrears.letters import letter_sheet
from shubbak.desk.arrears.shown import MOST, due_shown, overview, step_words
from shubbak.desk.chrome import show
from shubbak.documents.paper import render as printed
from shubbak.utility.arrears.actions import order_cuts, send_notices
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.arrears.queries import Owing, arrears_visible, due_for
from shubbak.utility.arrears.rules import ArrearsRefused, Step

_HERE = "billing"


@arrears_people
@require_safe
def overview_page(request: DeskRequest) -> HttpResponse:
    shown = overview(request.visit)
    return show(request, "desk/arrears/overview.html", {"shown": shown, **_may(request.visit)}, here=_HERE)


@arrears_people
@require_http_methods(["GET", "HEAD", "POST"])
def due(request: DeskRequest, step: str) -> HttpResponse:
    """Those with whom a step is due; a post takes it with the ones that were chosen."""
    wanted = _step(step)
    found = due_for(wanted, in_its_zone(request.visit.at).date(), roles=request.visit.roles)
    form = _form(request, wanted, found[:MOST])
    if form is not None and form.is_bound and form.is_valid():
        try:
            messages.success(request, _take(request.visit, wanted, form))
            return redirect("arrears_due", step)
        except ArrearsRefused as refused:
            form.refusal = refusal_words(refused)
    context = {
        "step": wanted.value,
        "title": step_words(wanted),
        "lines": [due_shown(each) for each in found[:MOST]],
        "count": len(found),
        "form": form,
        **_may(request.visit),
    }
    status = 409 if form is not None and form.refusal else 200
    return show(request, "desk/arrears/due.html", context, here=_HERE, status=status)


@arrears_people
@require_safe
def letter(request: DeskRequest, arrear_id: UUID) -> HttpResponse:
    """The last warning on paper, for whoever has no address on a screen."""
    found = get_object_or_404(arrears_visible(request.visit.roles), pk=arrear_id)
    sheet = letter_sheet(found, current_agency())
    response = HttpResponse(printed(sheet, current_agency()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
    return response


def _step(named: str) -> Step:
    """
    :raises Http404: if there is none of that name.
    """
    try:
        return Step(named)
    except ValueError:
        raise Http404 from None


def _form(request: DeskRequest, step: Step, found: list[Owing]) -> ChooseForm | None:
    """Reminders leave by themselves; only those who lead have cuts made."""
    if step is Step.REMINDER or (step is Step.CUT and not leads(request.visit)):
        if request.method == "POST":
            raise Http404
        return None
    kind = CutForm if step is Step.CUT else ChooseForm
    return kind(request.visit, found, request.POST if request.method == "POST" else None)


def _take(visit: Visit, step: Step, form: ChooseForm) -> str:
    chosen = Arrear.objects.filter(pk__in=form.cleaned_data["chosen"]).select_related("holding")
    if step is Step.NOTICE:
        given = send_notices(arrears=chosen, staff=visit.staff, at=visit.at)
        return ngettext("Notice was given: %(number)s.", "Notices were given: %(number)s.", given) % {
            "number": given
        }
    made = order_cuts(arrears=chosen, day=form.cleaned_data["day"], staff=visit.staff, at=visit.at)
    said = {"made": len(made.orders), "left": made.left_out}
    return gettext("Orders made: %(made)s. Left out, because they may not be cut then: %(left)s.") % said


def _may(visit: Visit) -> dict[str, bool]:
    return {"leads": leads(visit)}
