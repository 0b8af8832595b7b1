"""What goes wrong, told to programs and to people: RFC 9457 problem details, in the person's language."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from shubbak.cases.rules import DepositInvalid, Refused
from shubbak.feedback.rules import FeedbackRefused
from shubbak.foundation.database_away import is_database_away
from shubbak.foundation.full_disk import is_disk_full
from shubbak.journal.actions import was_written

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_FULL = "60"
"""Seconds; a disk is not freed sooner."""
RETRY_AFTER_AWAY = "15"
"""Seconds in which a database that crashed stands again."""
_log = logging.getLogger(__name__)

_KINDS: Mapping[str, tuple[int, Any]] = {
    "malformed": (400, _("The body is not well-formed.")),
    "key-missing": (400, _("A deposit needs an Idempotency-Key.")),
    "code-missing": (401, _("The tracking code is missing.")),
    "not-found": (404, _("There is nothing here.")),
    "method-not-allowed": (405, _("This address does not know this method.")),
    "unauthentic": (401, _("This message is not believed.")),
    "conflict": (409, _("This is not possible as things stand.")),
    "refused": (409, _("The file does not allow this now.")),
    "too-large": (413, _("The request is too large.")),
    "media-type": (415, _("This kind of body is not read here.")),
    "invalid": (422, _("Something must be corrected.")),
    "key-reused": (422, _("This Idempotency-Key was used for another request.")),
    "too-many": (429, _("Too many requests. Wait before the next one.")),
    "busy": (503, _("Too many are here at this moment. Repeat the request in a few seconds.")),
    "disk-full": (
        503,
        _("There is no room left on our side. Nothing of what you sent was kept; please try again later."),
    ),
    "database-away": (
        503,
        _("Our records cannot be reached at this moment. Repeat the request; a deposit with the same key."),
    ),
    "fault": (500, _("Something broke here. Repeat the request; a deposit with the same key.")),
}
_BY_STATUS = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field. ``pointer`` is a JSON pointer (RFC 6901) into the body."""

    pointer: str
    field: str
    detail: str


class Problem(Exception):
    """An answer other than the one that was asked for. ``kind`` is one of the names above."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> None:
        super().__init__(kind)
        self.kind, self.detail, self.errors = kind, detail, tuple(errors)
        self.headers, self.reason = dict(headers or {}), reason


def invalid_field(pointer: str, detail: str) -> Problem:
    """One field that must be corrected."""
    return Problem("invalid", errors=[FieldError(pointer, pointer.rpartition("/")[2], detail)])


def response_of(problem: Problem) -> HttpResponse:
    status, title = _KINDS[problem.kind]
    body: dict[str, Any] = {
        "type": f"urn:shubbak:problem:{problem.kind}",
        "title": str(title),
        "status": status,
        "detail": problem.detail or str(title),
    }
    if problem.reason:
        body["reason"] = problem.reason
    if problem.errors:
        body["errors"] = [asdict(error) for error in problem.errors]
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=problem.headers)


def problem_of(raised: Exception) -> Problem:
    """The problem that an exception stands for; what nobody foresaw is logged and tells nothing."""
    for kind in type(raised).__mro__:
        if kind in _TRANSLATIONS:
            problem: Problem = _TRANSLATIONS[kind](raised)
            return problem
    return _of_fault(raised)


def problem_of_status(response: HttpResponse) -> Problem:
    """The problem for a bare refusal of the framework, with the headers that belong to it."""
    kind = _BY_STATUS.get(response.status_code, "malformed" if response.status_code < 500 else "fault")
    allowed = response.headers.get("Allow")
    return Problem(kind, headers={"Allow": allowed} if allowed else None)


def install(api: NinjaAPI) -> None:
    """Answer every exception of an operation with a problem."""
    for kind in _TRANSLATIONS:
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, raised: Any) -> HttpResponse:  # noqa: ARG001  ninja's shape
    return response_of(problem_of(raised))


def _of_fault(raised: Exception) -> Problem:
    _log.error("a request of the API failed", exc_info=raised)
    return problem_of_trouble(raised) or Problem("fault")


def problem_of_trouble(raised: BaseException | None) -> Problem | None:
    """The problem of a request that failed by no fault of its own, and may be sent again later."""
    if is_disk_full(raised):
        detail = gettext("Something broke here. Repeat the request; a deposit with the same key.")
        headers = {"Retry-After": RETRY_AFTER_FULL}
        return Problem("disk-full", detail=detail if was_written() else "", headers=headers)
    if is_database_away(raised):
        return Problem("database-away", headers={"Retry-After": RETRY_AFTER_AWAY})
    return None


def _of_deposit(raised: DepositInvalid) -> Problem:
    """Problems by question; the name of a paper stands for a paper that is missing."""
    errors = [
        FieldError(f"/answers/{name.replace('.', '/')}", name, detail)
        for name, detail in raised.problems.items()
    ]
    return Problem("invalid", errors=errors)


def _of_refusal(raised: Refused | FeedbackRefused) -> Problem:
    return Problem("refused", detail=refusal_words(raised.code), reason=raised.code)


def refusal_words(code: str) -> str:
    """Why a case refuses an act, in the active language."""
    words = {
        "changed_meanwhile": gettext("The file has changed meanwhile. Read it again."),
        "nothing_asked": gettext("Nothing is asked of you at this moment."),
        "closed": gettext("This file is closed."),
        "empty": gettext("The message is empty."),
        "no_silence": gettext("The time to answer is not over, or the answer was given."),
        "guard:correction": gettext("Send at least one paper or an answer in words."),
        "guard:reason": gettext("Say why."),
        "guard:within_reopening": gettext("The time to re-open this file is over."),
        "not_closed": gettext("The file is not closed yet."),
        "rated_before": gettext("You have rated this already. Thank you."),
        "not_a_face": gettext("Choose from 1 to 5."),
    }
    return words.get(code, gettext("This cannot be done in the present stage of the file."))


def _of_validation(raised: ValidationError) -> Problem:
    return Problem("invalid", errors=[_field_error(error) for error in raised.errors])


def _field_error(error: Mapping[str, Any]) -> FieldError:
    where = [str(part) for part in error["loc"]]
    inside = where[2:] if where[0] == "body" else where[1:]
    escaped = [part.replace("~", "~0").replace("/", "~1") for part in inside]
    return FieldError("".join(f"/{part}" for part in escaped), inside[-1] if inside else "", _words(error))


def _words(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    if kind == "missing":
        return gettext("This is missing.")
    if kind == "extra_forbidden":
        return gettext("This is not known here.")
    if kind.endswith(("too_long", "less_than_equal")):
        return gettext("This is too long or too large.")
    if kind.endswith(("too_short", "greater_than_equal")):
        return gettext("This is too short or too small.")
    if kind.endswith(("_type", "_parsing")):
        return gettext("This is of another kind than expected.")
    return gettext("This value is not accepted.")


def _of_http(raised: HttpError) -> Problem:
    cause = raised.__cause__
    if isinstance(cause, Problem):
        return cause
    return Problem(_BY_STATUS.get(raised.status_code, "malformed"))


_TRANSLATIONS: Mapping[type[Exception], Any] = {
    Exception: _of_fault,
    Http404: lambda _: Problem("not-found"),
    MultiPartParserError: lambda _: Problem("malformed"),
    SuspiciousOperation: lambda _: Problem("malformed"),
    RequestDataTooBig: lambda _: Problem("too-large"),
    HttpError: _of_http,
    ValidationError: _of_validation,
    Problem: lambda raised: raised,
    DepositInvalid: _of_deposit,
    Refused: _of_refusal,
    FeedbackRefused: _of_refusal,
}
