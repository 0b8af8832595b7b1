"""What every page leans on: the choice of a language, and the two pages that the law asks of a site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

_ONE_YEAR = 60 * 60 * 24 * 365


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remembers the language in a cookie and goes back to the page it was chosen on."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    asked = request.GET.get("next", "/")
    here = asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()) else "/"
    response = redirect(here)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=_ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
