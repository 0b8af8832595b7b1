"""The host name chooses the agency, and the agency the language, before anything else looks at a request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django_tenants.middleware.main import TenantMainMiddleware

from shubbak.agencies.models import Agency, Domain
from shubbak.agencies.schema import look_at, look_at_shared

# A change of words or colours shows within this time; every request would pay for looking each time.
_REMEMBERED_SECONDS = 5.0
_remembered: dict[str, tuple[float, Agency]] = {}


def _has_nul(request: HttpRequest) -> bool:
    """NUL stands in no question of ours, and no database takes it; paths are matched without it."""
    return "%00" in request.META.get("QUERY_STRING", "")


class AgencyMiddleware(TenantMainMiddleware):  # type: ignore[misc]
    """django-tenants' choice of the schema, remembering for a moment who bears which host name."""

    def get_tenant(self, domain_model: type[Domain], hostname: str) -> Agency:
        remembered = _remembered.get(hostname)
        if remembered and remembered[0] > time.monotonic():
            return remembered[1]
        agency: Agency = super().get_tenant(domain_model, hostname)
        agency.domain_url = hostname
        _remembered[hostname] = (time.monotonic() + _REMEMBERED_SECONDS, agency)
        return agency

    def no_tenant_found(self, request: HttpRequest, hostname: str) -> HttpResponse | None:
        """The bare host lists the agencies; any other unknown name is not ours."""
        if hostname in {settings.SHUBBAK_BASE_DOMAIN, "127.0.0.1", "localhost"}:
            look_at_shared()
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            return None
        return HttpResponse(status=404)

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if _has_nul(request):
            return HttpResponse(status=400)
        look_at_shared()
        hostname = self.hostname_from_request(request)
        try:
            agency = self.get_tenant(Domain, hostname)
        except Domain.DoesNotExist:
            request.tenant = None  # type: ignore[attr-defined]
            return self.no_tenant_found(request, hostname)
        request.tenant = agency  # type: ignore[attr-defined]
        look_at(agency)
        self.setup_url_routing(request)
        return None


class LanguageMiddleware:
    """The language a person chose, else the agency's first one. Browsers set to English still meet Arabic."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agency = getattr(request, "tenant", None)
        spoken = list(agency.languages) if agency else [code for code, _ in settings.LANGUAGES]
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in spoken else spoken[0]
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
