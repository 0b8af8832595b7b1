"""The letters and messages of a service, read before people read them."""

from django.http import HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.letter_samples import letter_samples
from shubbak.catalogue.queries import spec_of
from shubbak.desk.access import DeskRequest
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.views.offered import the_service
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue


@administration
@require_safe
def letters(request: DeskRequest, service_code: str) -> HttpResponse:
    """In the language asked for, with sample values in the places of a file's own."""
    agency, service = current_agency(), the_service(service_code)
    asked = request.GET.get("in", "")
    language = asked if asked in agency.languages else tongue().language
    with override(language):
        samples = letter_samples(spec_of(service.current), agency, language, request.visit.at)
    names = {"ar": "العربية", "fr": "Français", "en": "English"}
    context = {
        "service": service,
        "title": tongue().pick(spec_of(service.current).title),
        "samples": samples,
        "spoken": language,
        "languages": [(code, names.get(code, code)) for code in agency.languages],
    }
    return show(request, "desk/administration/letters.html", context, here="administration")
