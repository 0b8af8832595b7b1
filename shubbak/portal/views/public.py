"""The bare host: the bodies that are served here. And two addresses for whoever watches the machine."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import address_of, agencies_listed
from shubbak.foundation.localized import pick
from shubbak.portal.pages import AgenciesPage, Body
from shubbak.portal.palette import seal_drawing


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    return _listed(request, 200)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's shape)
    return _listed(request, 404)


@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view's shape)
    """``/healthz``: this process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view's shape)
    """``/readyz``: the database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            "the database does not answer\n", content_type="text/plain; charset=utf-8", status=503
        )
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _listed(request: HttpRequest, status: int) -> HttpResponse:
    language = get_language() or "ar"
    bodies = [
        Body(
            seal_drawing(agency.palette, agency.glyph),
            agency.localized_name(language),
            pick(agency.tagline, language),
            address_of(agency),
        )
        for agency in agencies_listed()
    ]
    page = AgenciesPage(bodies, is_missing=status == 404)
    return render(request, "portal/agencies.html", {"page": page}, status=status)
