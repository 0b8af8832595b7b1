"""The list in view, as a table to take away."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from shubbak.desk.access import DeskRequest, staff_only, the_case
from shubbak.desk.chrome import show
from shubbak.desk.exporting import (
    InView,
    archive_handed_over,
    came_from_elsewhere,
    cut_off_words,
    handed_over,
    in_view,
    with_reason,
    wording,
)
from shubbak.desk.forms.export import ArchiveForm, ExportForm
from shubbak.insights.archive import NotCovered
from shubbak.insights.case_tables import case_table
from shubbak.insights.permissions import may_export
from shubbak.insights.rules import TooManyExports, TooManyRows


@staff_only
@require_GET
def export(request: DeskRequest) -> HttpResponseBase:
    """What would leave, how many rows, in which form; and then the table itself."""
    if not may_export(request.visit.roles):
        raise PermissionDenied
    seen = in_view(request.visit, request.GET)
    wanted = "format" in request.GET and not came_from_elsewhere(request)
    form = ExportForm(request.GET if wanted else None)
    if form.is_valid():
        try:
            return _taken_away(request, seen, form)
        except TooManyExports:
            form.refusal = _("Other exports are under way. Try again in a minute.")
        except TooManyRows:
            form.refusal = _("A workbook does not hold so many rows. Choose CSV or JSON.")
    return _page(request, seen, form)


@staff_only
@require_GET
def archive(request: DeskRequest, case_id: UUID) -> HttpResponseBase:
    """The whole file as a signed archive, against a reason."""
    case = the_case(request.visit, case_id)
    if not may_export(request.visit.roles):
        raise PermissionDenied
    asked = "reason" in request.GET and not came_from_elsewhere(request)
    form = ArchiveForm(request.GET if asked else None)
    if form.is_valid():
        try:
            return archive_handed_over(request.visit, case, form.cleaned_data["reason"].strip())
        except TooManyExports:
            form.refusal = _("Other exports are under way. Try again in a minute.")
        except NotCovered:
            form.refusal = _("The signer does not answer. Try again in a minute.")
    status = 503 if form.refusal else 200
    return show(request, "desk/archive.html", {"form": form, "case": case}, here="work", status=status)


def _taken_away(request: DeskRequest, seen: InView, form: ExportForm) -> HttpResponseBase:
    given = form.cleaned_data
    personal = given["personal"]
    facts = {**seen.asked.facts, "personal": personal}
    asked = with_reason(type(seen.asked)(facts, seen.asked.private), given["reason"].strip())
    table = case_table(seen.files, wording(), title=seen.title, cut_off=cut_off_words(), personal=personal)
    rows, name = seen.files.count(), "files"
    return handed_over(request.visit, table, asked, form=given["format"], rows=rows, name=name)


def _page(request: DeskRequest, seen: InView, form: ExportForm) -> HttpResponse:
    kept = [(name, value) for name, value in request.GET.items() if name not in form.fields and value]
    context = {"form": form, "seen": seen, "rows": seen.files.count(), "kept": kept}
    return show(request, "desk/export.html", context, here="work", status=503 if form.refusal else 200)
