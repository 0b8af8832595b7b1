"""What a consumption would cost: the tariffs of a body that has some."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.portal.filling.tariffs import form_of, tariffs_page
from shubbak.utility.tariffs.shelf import tariffs_named


@require_safe
def tariffs(request: HttpRequest) -> HttpResponse:
    agency = current_agency()
    offered = tariffs_named(agency.tariffs)
    if not offered:
        raise Http404
    form = form_of(offered, request.GET if "quantity" in request.GET else None)
    page = tariffs_page(agency, offered, form, timezone.now())
    refused = form.is_bound and page.quoted is None
    return render(request, "portal/tariffs.html", {"page": page}, status=422 if refused else 200)
