"""Dispatch slips: for which units one waits, those that were made, one on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import dispatchers, register_readers, sends
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.shown.language import tongue
from shubbak.people.models import Unit
from shubbak.registry.actions import make_slip
from shubbak.registry.books.printing import printed_number
from shubbak.registry.circulation.papers import slip_sheet
from shubbak.registry.queries import lines_of_slip, slip_of, slips_made, units_waiting
from shubbak.registry.rules import RegistryRefused


@register_readers
@require_safe
def slips(request: DeskRequest) -> HttpResponse:
    visit, speech = request.visit, tongue()
    waiting = [(unit.code, speech.pick(unit.name), count) for unit, count in units_waiting()]
    made = [(slip, printed_number(slip.entry), speech.pick(slip.unit.name)) for slip in slips_made()]
    context = {"waiting": waiting, "made": made, "sends": sends(visit)}
    return show(request, "desk/registry/slips.html", context, here="registry")


@dispatchers
@require_POST
def make(request: DeskRequest, unit_code: str) -> HttpResponse:
    """A slip for everything that is on its way to a unit."""
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        raise Http404
    try:
        make_slip(unit=unit, staff=request.visit.staff, at=request.visit.at)
    except RegistryRefused as refused:
        messages.warning(request, str(refusal_words(refused)))
    else:
        messages.success(request, gettext("The slip is made. Print it: one copy comes back signed."))
    return redirect("registry_slips")


@register_readers
@require_safe
def printed(_request: DeskRequest, entry_id: UUID) -> HttpResponse:
    slip = slip_of(entry_id)
    if slip is None:
        raise Http404
    return as_pdf(slip_sheet(slip, lines_of_slip(slip), current_agency()))
