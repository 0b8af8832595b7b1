"""Giving a file back: as an attachment, of the type that was checked, sandboxed, never as a page of ours."""

from django.conf import settings
from django.http import FileResponse

from shubbak.documents.models import Document
from shubbak.documents.queries import open_document
from shubbak.documents.rules import check_served

_SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def as_attachment(document: Document) -> FileResponse:
    """The answer that gives a document to whoever may have it; the view has checked that already.

    :raises FileNotFoundError: when the bytes are missing.
    :raises NotServed: if a harmful program was found in it, or is still being looked for where that holds.
    """
    has_scanner, holds = bool(settings.SHUBBAK_CLAMD), settings.SHUBBAK_UNSCANNED == "hold"
    check_served(document.scan, has_scanner=has_scanner, holds=holds)
    response = FileResponse(
        open_document(document),
        as_attachment=True,
        filename=document.name,
        content_type=document.file.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
