"""Posters to print and hang up; they say what the site says, so everybody may have them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from shubbak.agencies.shares import is_within
from shubbak.board.posters import office_poster, service_poster
from shubbak.catalogue.queries import services_for_people
from shubbak.documents.posters import Format
from shubbak.foundation.network import client_address, network_prefix
from shubbak.people.queries import units_coded

_AN_HOUR = 120


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    spec = next((spec for spec in services_for_people() if spec.code == code), None)
    if spec is None:
        raise Http404
    return _printed(request, code, lambda paper: service_poster(spec, paper, timezone.now()))


@require_safe
def office(request: HttpRequest, unit_code: str) -> HttpResponse:
    found = units_coded([unit_code])
    if not found:
        raise Http404
    return _printed(request, unit_code, lambda paper: office_poster(found[0], paper, timezone.now()))


def _printed(request: HttpRequest, name: str, make: Callable[[Format], bytes]) -> HttpResponse:
    """As A4, or A3 where `paper` asks for it. A network gets so many in an hour: each is typeset anew."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    origin = network_prefix(client_address(str(request.META.get("REMOTE_ADDR") or ""), forwarded))
    if not is_within(what="poster", network=origin, share=_AN_HOUR, at=timezone.now()):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    paper: Format = "a3" if request.GET.get("paper") == "a3" else "a4"
    response = HttpResponse(make(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="poster-{name}-{paper}.pdf"'
    return response
