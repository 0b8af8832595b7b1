"""A paper of the registry office, shown to be printed."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render
from shubbak.documents.sheets import Sheet


def as_pdf(sheet: Sheet) -> HttpResponse:
    """To be printed from where it opens."""
    named = {"Content-Disposition": content_disposition_header(False, sheet.name) or "inline"}
    return HttpResponse(render(sheet, current_agency()), content_type="application/pdf", headers=named)
