"""A paper of the registry office, shown to be printed."""

from django.http import HttpResponse

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render
from shubbak.documents.sheets import Sheet


def as_pdf(sheet: Sheet) -> HttpResponse:
    """To be printed from where it opens."""
    answer = HttpResponse(render(sheet, current_agency()), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{sheet.name}"'
    return answer
