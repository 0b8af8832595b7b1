"""The words of tus 1.0 (https://tus.io/protocols/resumable-upload): its headers, read and written.

Core, creation, expiration, checksum and termination. A proxy that lets no PATCH through is met with POST and
``X-HTTP-Method-Override``.
"""

import hashlib
import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import http_date

from shubbak.documents.models import Upload
from shubbak.documents.rules import LARGEST_FILE, LARGEST_PIECE

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
PIECE = "application/offset+octet-stream"
WRONG_VERSION, CHECKSUM_MISMATCH = 412, 460
_DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}


class BadRequest(Exception):
    """What was sent is not tus; `status` says how the protocol answers that."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def speaks_tus(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuses other versions of the protocol, answers its refusals, names the version on each answer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        try:
            _compare_version(request)
            response = view(request, *args, **kwargs)
        except BadRequest as refused:
            response = HttpResponse(status=refused.status)
        except Http404:
            response = HttpResponse(status=404)
        if response.status_code == WRONG_VERSION:
            response.headers["Tus-Version"] = VERSION
        response.headers["Tus-Resumable"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


def _compare_version(request: HttpRequest) -> None:
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
        raise BadRequest(WRONG_VERSION)


def capabilities() -> HttpResponse:
    """The answer to OPTIONS."""
    told = {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(LARGEST_FILE),
        "Tus-Checksum-Algorithm": ",".join(_DIGESTS),
    }
    return HttpResponse(status=204, headers=told)


def state(upload: Upload, status: int) -> HttpResponse:
    """How far an upload is, and until when it may go on."""
    told = {
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.length),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }
    return HttpResponse(status=status, headers=told)


def method_of(request: HttpRequest) -> str:
    """The method meant. Only a POST, which was checked for forgery, may mean another."""
    said = request.method or ""
    return request.headers.get("X-HTTP-Method-Override", said) if said == "POST" else said


def number_in(request: HttpRequest, header: str) -> int:
    """:raises BadRequest: 400, unless the header is a whole number that is not negative."""
    said = request.headers.get(header, "")
    if not (said.isascii() and said.isdecimal() and len(said) < 16):
        raise BadRequest(400)
    return int(said)


def metadata_of(request: HttpRequest) -> dict[str, str]:
    """``Upload-Metadata``: names, each with its value in Base64.

    :raises BadRequest: 400, if it is not that.
    """
    pairs = (pair.split(" ") for pair in request.headers.get("Upload-Metadata", "").split(",") if pair)
    try:
        return {name: b64decode("".join(value), validate=True).decode() for name, *value in pairs}
    except (NotBase64, ValueError):
        raise BadRequest(400) from None


def piece_in(request: HttpRequest) -> bytes:
    """The bytes of a PATCH, whole.

    :raises BadRequest: 415 for another type, 411 without a length, 413 for more than a piece, 400 if the
        connection was cut or the checksum cannot be read, 460 if it does not match.
    """
    if request.content_type != PIECE:
        raise BadRequest(415)
    if not request.headers.get("Content-Length"):
        raise BadRequest(411)
    length = number_in(request, "Content-Length")
    if length > LARGEST_PIECE:
        raise BadRequest(413)
    try:
        content = request.read(length)
    except OSError:
        raise BadRequest(400) from None
    if len(content) != length:
        raise BadRequest(400)
    _compare(content, request.headers.get("Upload-Checksum", ""))
    return content


def _compare(content: bytes, said: str) -> None:
    if not said:
        return
    name, _, encoded = said.partition(" ")
    if name not in _DIGESTS:
        raise BadRequest(400)
    try:
        wanted = b64decode(encoded, validate=True)
    except (NotBase64, ValueError):
        raise BadRequest(400) from None
    if not hmac.compare_digest(_DIGESTS[name](content).digest(), wanted):
        raise BadRequest(CHECKSUM_MISMATCH)
