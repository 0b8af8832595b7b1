"""The indicative note at the portal of a body that has plans."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.planning.zoning.queries import plans_in_force
from shubbak.portal.zoning.filling import note_page


@require_safe
def planning_note(request: HttpRequest) -> HttpResponse:
    if not plans_in_force().exists():
        raise Http404
    page = note_page(current_agency(), request.GET if "point" in request.GET else None)
    refused = page.form.is_bound and page.plans is None
    return render(request, "portal/planning_note.html", {"page": page}, status=422 if refused else 200)
