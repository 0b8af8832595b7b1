"""Files in pieces, by tus: whoever holds the token of the draft, and nobody else."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from shubbak.documents.actions import forget_upload
from shubbak.documents.models import Upload
from shubbak.documents.rules import FileRefused, TooMuch, UploadGone, WrongOffset
from shubbak.documents.wording import refusal_words
from shubbak.portal import cookies, tus, uploading
from shubbak.portal.depositing import Writing
from shubbak.portal.limits import limited, spend, spend_of_draft
from shubbak.portal.views.deposit import writing_in


@tus.speaks_tus
@limited
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Creation: says where the pieces go."""
    if request.method == "OPTIONS":
        return tus.capabilities()
    if request.method != "POST":
        return HttpResponse(status=405)
    writing = writing_in(request, code, timezone.now())
    told, length = tus.metadata_of(request), tus.number_in(request, "Upload-Length")
    spend(request, "upload", writing.at)
    if writing.draft is not None:
        spend_of_draft(writing.draft.pk, writing.at)
    wanted, name, mark = (told.get(part, "") for part in ("requirement", "filename", "mark"))
    try:
        writing, upload = uploading.begin(writing, wanted, name, length, mark)
    except LookupError:
        raise Http404 from None
    except FileRefused as refused:
        return _refused(refused, 413)
    response = tus.state(upload, 201)
    response.headers["Location"] = reverse("upload", args=[code, upload.pk])
    cookies.keep_draft(response, code, writing.token)
    return response


@tus.speaks_tus
@limited
def upload(request: HttpRequest, code: str, upload_id: UUID) -> HttpResponse:
    """How far it is, its next piece, or its end."""
    meant = tus.method_of(request)
    if meant == "OPTIONS":
        return tus.capabilities()
    writing = writing_in(request, code, timezone.now())
    found = uploading.upload_of(writing, upload_id)
    if found is None:
        raise Http404
    if found.expires_at <= writing.at:
        return HttpResponse(status=410)
    if meant == "HEAD":
        return tus.state(found, 200)
    if meant == "PATCH":
        return _piece(request, writing, found)
    if meant == "DELETE":
        forget_upload(upload=found)
        return HttpResponse(status=204)
    return HttpResponse(status=405)


def _piece(request: HttpRequest, writing: Writing, found: Upload) -> HttpResponse:
    offset, content = tus.number_in(request, "Upload-Offset"), tus.piece_in(request)
    try:
        return tus.state(uploading.add(writing, found, offset, content), 204)
    except WrongOffset:
        return HttpResponse(status=409)
    except TooMuch:
        return HttpResponse(status=413)
    except UploadGone:
        return HttpResponse(status=410)
    except FileRefused as refused:
        return _refused(refused, 422)


def _refused(refused: FileRefused, status: int) -> HttpResponse:
    """The sentence that a plain form shows, for the page to show."""
    return HttpResponse(refusal_words(refused), status=status, content_type="text/plain; charset=utf-8")
