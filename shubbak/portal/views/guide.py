"""Home, services, a service's sheet, offices."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.queries import drafts_of
from shubbak.catalogue.queries import UnknownService, service_for_people, spec_of
from shubbak.portal.cookies import draft_tokens
from shubbak.portal.filling.deposit import draft_of
from shubbak.portal.filling.guide import contact_page, service_page, services_page
from shubbak.portal.filling.home import home_page

_LONGEST_SEARCH = 200


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    drafts = tuple(draft_of(draft, titled=True) for draft in drafts_of(draft_tokens(request), at))
    page = home_page(current_agency(), at, drafts)
    return render(request, "portal/home.html", {"page": page})


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    page = services_page(request.GET.get("words", "")[:_LONGEST_SEARCH].strip())
    return render(request, "portal/services.html", {"page": page})


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    try:
        spec = spec_of(service_for_people(code))
    except UnknownService:
        raise Http404 from None
    at = timezone.now()
    begun = [draft for draft in drafts_of(draft_tokens(request), at) if draft.service_version.service == code]
    page = service_page(spec, current_agency(), at, draft_of(begun[0]) if begun else None)
    return render(request, "portal/service.html", {"page": page})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    page = contact_page(current_agency(), timezone.now())
    return render(request, "portal/contact.html", {"page": page})
