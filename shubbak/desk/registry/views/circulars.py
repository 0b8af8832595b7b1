"""Circulars: those for whoever asks, one of them with who has read it, and writing one."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.catalogue.papers import policy_of
from shubbak.desk.access import DeskRequest, Visit, staff_only
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import circular_senders, reads, tells
from shubbak.desk.registry.circular_forms import CircularForm
from shubbak.desk.shown.language import tongue
from shubbak.documents.actions import store_upload
from shubbak.documents.rules import FileRefused, NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import not_served_words
from shubbak.documents.wording import refusal_words as of_scans
from shubbak.registry.actions import note_reading, send_circular
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Circular, LetterPaper
from shubbak.registry.queries import (
    circular_visible,
    circulars_for,
    circulars_sent,
    readers_of,
    registers_of_letters,
    subject_of,
)
from shubbak.registry.rules import RegistryRefused


@staff_only
@require_safe
def circulars(request: DeskRequest) -> HttpResponse:
    """What was told to the asker, unread first; those who read the registers see how far each was read."""
    visit = request.visit
    mine = [(*_named(one.circular), one.read_at) for one in circulars_for(visit.staff)]
    sent = [(*_named(one), one) for one in circulars_sent(visit.roles)]
    context = {"mine": mine, "sent": sent, "tells": tells(visit)}
    return show(request, "desk/registry/circulars.html", context, here=_here(visit))


@staff_only
@require_safe
def page(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """Opening it is the receipt."""
    visit, circular = request.visit, _the_circular(request.visit, entry_id)
    note_reading(circular=circular, staff=visit.staff, at=visit.at)
    readers = readers_of(circular) if reads(visit) else ()
    _, number, subject = _named(circular)
    context = {
        "circular": circular,
        "number": number,
        "subject": subject,
        "sent_by": tongue().name(circular.sent_by),
        "papers": [(paper.pk, paper.document) for paper in _papers(circular)],
        "readers": [(tongue().name(one.staff), one.read_at) for one in readers],
    }
    return show(request, "desk/registry/circular.html", context, here=_here(visit))


@staff_only
@require_safe
def paper(request: DeskRequest, entry_id: UUID, scan_id: int) -> HttpResponseBase:
    found = _papers(_the_circular(request.visit, entry_id)).filter(pk=scan_id).first()
    if found is None:
        raise Http404
    try:
        return as_attachment(found.document)
    except NotServed as refused:
        messages.error(request, not_served_words(refused))
        return redirect("registry_circular", entry_id)


@circular_senders
@require_http_methods(["GET", "POST"])
def write(request: DeskRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = CircularForm(
        request.visit, None, request.POST if is_sent else None, files=request.FILES if is_sent else None
    )
    if form.is_bound and form.is_valid() and (entry_id := _send(request.visit, form)):
        messages.success(request, gettext("The circular is sent."))
        return redirect("registry_circular", entry_id)
    status = 409 if form.refusal else 200
    return show(
        request, "desk/registry/circular_new.html", {"form": form}, here=_here(request.visit), status=status
    )


def _send(visit: Visit, form: CircularForm) -> UUID | None:
    """The id of the entry; none where the form was refused, and then the form says why."""
    try:
        return send_circular(
            register=registers_of_letters().get(code=form.cleaned_data["register"]),
            facts=form.facts(_scan(visit, form)),
            submission_id=form.submission_id,
            staff=visit.staff,
            at=visit.at,
        )
    except FileRefused as refused:
        form.add_error("scan", of_scans(refused))
    except RegistryRefused as refused:
        form.refusal = refusal_words(refused)
    return None


def _scan(visit: Visit, form: CircularForm) -> tuple[UUID, ...]:
    upload = form.cleaned_data["scan"]
    if not upload:
        return ()
    stored = store_upload(
        stream=upload,
        name=upload.name,
        allowed=policy_of(None),
        at=visit.at,
        origin="desk",
        direction="internal",
    )
    return (stored.pk,)


def _the_circular(visit: Visit, entry_id: UUID) -> Circular:
    found = circular_visible(entry_id, visit.staff, visit.roles)
    if found is None:
        raise Http404
    return found


def _papers(circular: Circular) -> QuerySet[LetterPaper]:
    return circular.letter.papers.select_related("document__file")


def _named(circular: Circular) -> tuple[UUID, str, str]:
    entry = circular.letter.entry
    return circular.pk, printed_number(entry), subject_of(entry)


def _here(visit: Visit) -> str:
    return "registry" if reads(visit) else "letters"
