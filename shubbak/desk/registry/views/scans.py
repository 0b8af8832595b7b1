"""Scans that wait for a clerk: taken in, looked at, entered one after the other; sheets that part them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import register_keepers
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.registry.scan_forms import SeparatorsForm, UploadForm
from shubbak.desk.registry.scan_shown import failed_shown, part_shown, parts_shown
from shubbak.desk.registry.taken_scans import take_files
from shubbak.documents.models import Document
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import not_served_words
from shubbak.registry.models import Entry, ScanBatch, ScanPart
from shubbak.registry.scans.opening import face_of
from shubbak.registry.scans.queries import (
    batches_at_work,
    batches_failed,
    next_waiting,
    original_open,
    part_after,
    part_before,
    parts_aside,
    parts_waiting,
    sheet_awaiting,
)
from shubbak.registry.scans.sheets import separator_of, separators

PAGE = 50


@register_keepers
@require_safe
def tray(request: DeskRequest) -> HttpResponse:
    visit, waiting = request.visit, parts_waiting()
    context = {
        "parts": parts_shown(waiting[:PAGE].prefetch_related("pages"), visit.at),
        "count": waiting.count(),
        "aside": parts_aside().count(),
        "failed": failed_shown(batches_failed(), visit.at),
        "at_work": batches_at_work(),
        "upload": UploadForm(visit),
        "separators": SeparatorsForm(visit),
    }
    return show(request, "desk/registry/scans.html", context, here="registry")


@register_keepers
@require_safe
def aside(request: DeskRequest) -> HttpResponse:
    """What was set aside, as long as it is kept."""
    parts = parts_shown(parts_aside()[:PAGE].prefetch_related("pages"), request.visit.at)
    return show(request, "desk/registry/scans_aside.html", {"parts": parts}, here="registry")


@register_keepers
@require_POST
def upload(request: DeskRequest) -> HttpResponse:
    """Each file is a batch; what is refused is named with its reason."""
    take_files(request)
    return redirect("registry_scans")


@register_keepers
@require_safe
def separator_sheets(request: DeskRequest) -> HttpResponse:
    """Sheets to lay between letters, to be printed; they are used again and again."""
    form = SeparatorsForm(request.visit, None, request.GET)
    if not form.is_valid():
        messages.error(request, gettext("Between 1 and 60 sheets are printed at once."))
        return redirect("registry_scans")
    return as_pdf(separators(form.cleaned_data["count"], current_agency(), request.visit.at))


@register_keepers
@require_safe
def separator_for(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """A sheet that names one number: its pages find their letter by themselves."""
    entry = Entry.objects.select_related("series__register").filter(pk=entry_id).first()
    if entry is None or not entry.series.register.direction:
        raise Http404
    return as_pdf(separator_of(entry, current_agency(), request.visit.at))


@register_keepers
@require_safe
def next_one(request: DeskRequest) -> HttpResponse:  # noqa: ARG001 (Django's shape)
    """The form of the scan that waits longest; the tray, once none does."""
    part = next_waiting()
    return redirect(entering_url(part) if part else reverse("registry_scans"))


@register_keepers
@require_safe
def enter(request: DeskRequest, part_id: UUID) -> HttpResponse:
    """The form in which this scan is entered."""
    return redirect(entering_url(the_part(request, part_id)))


@register_keepers
@require_safe
def page(request: DeskRequest, part_id: UUID) -> HttpResponse:
    part = the_part(request, part_id)
    following = part_after(part)
    context = {
        "shown": part_shown(part, request.visit.at),
        "following": part_shown(following, request.visit.at) if following else None,
        "is_waiting": part.state == ScanPart.State.WAITING,
        "has_original": original_open(part.batch),
    }
    return show(request, "desk/registry/scan.html", context, here="registry")


@register_keepers
@require_safe
def small(request: DeskRequest, part_id: UUID, page_id: int) -> HttpResponse:
    found = the_part(request, part_id).pages.filter(pk=page_id).exclude(picture=b"").first()
    if found is None:
        raise Http404
    return _picture(bytes(found.picture))


@register_keepers
@require_safe
def large(request: DeskRequest, part_id: UUID, place: int) -> HttpResponse:
    """A page to be read, drawn by a process of its own."""
    part = the_part(request, part_id)
    if part.document is None or place >= max(getattr(part, "size", 0), 1):
        raise Http404
    try:
        return _picture(face_of(part.document, place))
    except (Unreadable, Interrupted):
        raise Http404 from None


@register_keepers
@require_safe
def paper(request: DeskRequest, part_id: UUID) -> HttpResponseBase:
    document = the_part(request, part_id).document
    return _given(request, document, reverse("registry_scan", args=[part_id]))


@register_keepers
@require_safe
def original(request: DeskRequest, batch_id: UUID) -> HttpResponseBase:
    """The file as it came, as long as nothing of it is a letter."""
    batch = ScanBatch.objects.select_related("original__file").filter(pk=batch_id).first()
    if batch is None or not original_open(batch):
        raise Http404
    return _given(request, batch.original, reverse("registry_scans"))


def the_part(request: DeskRequest, part_id: UUID) -> ScanPart:
    """:raises Http404: once it is a letter, it is looked at there."""
    found = part_before(part_id, request.visit.staff)
    if found is None:
        raise Http404
    return found


def entering_url(part: ScanPart) -> str:
    """Where it is typed in: as a new letter, or as the outage sheet that its separator named."""
    sheet = sheet_awaiting(part)
    where = reverse("registry_sheet_write", args=[sheet.pk]) if sheet else reverse("registry_arrival")
    return f"{where}?part={part.pk}"


def _picture(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _given(request: DeskRequest, document: Document | None, back: str) -> HttpResponseBase:
    if document is None:
        raise Http404
    try:
        return as_attachment(document)
    except NotServed as refused:
        messages.error(request, not_served_words(refused))
        return redirect(back)
