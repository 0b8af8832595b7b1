"""How a file ends for the person: withdrawn, rated, re-opened; or the body's silence, relied upon."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router, Status
from pydantic import Field

from shubbak.api.limits import ACTS, count
from shubbak.api.opening import APPLICANT, opened_case
from shubbak.api.rest.case_shape import CaseShown, case_shown
from shubbak.api.shapes import Incoming, Words
from shubbak.cases.actions import claim_silence, withdraw
from shubbak.feedback.actions import rate, reopen

router = Router(tags=["endings"])


class WithdrawalGiven(Incoming):
    reason: Annotated[str, Field(max_length=5000)] = ""


class RatingGiven(Incoming):
    """``face`` from 1, very unhappy, to 5, very happy."""

    face: Annotated[int, Field(ge=1, le=5)]
    solved: bool | None = None
    words: Annotated[str, Field(max_length=5000)] = ""


class ReopeningGiven(Incoming):
    reason: Words


class SilenceGiven(Incoming):
    """Nothing to say: an empty object."""


@router.post(
    "/cases/{number}/withdrawal", response=CaseShown, operation_id="withdraw", summary="Take the request back"
)
def take_back(request: HttpRequest, number: str, body: WithdrawalGiven) -> CaseShown:
    count(request, ACTS)
    at = timezone.now()
    case = opened_case(request, number, at)
    withdraw(case=case, actor=APPLICANT, at=at, reason=body.reason)
    return case_shown(opened_case(request, number, at), at)


@router.post(
    "/cases/{number}/ratings", response={201: CaseShown}, operation_id="rate", summary="Say how it went"
)
def give_rating(request: HttpRequest, number: str, body: RatingGiven) -> Status[CaseShown]:
    """Once per closing."""
    count(request, ACTS)
    at = timezone.now()
    case = opened_case(request, number, at)
    rate(
        case=case,
        face=body.face,
        solved=body.solved,
        words=body.words,
        language=get_language() or "ar",
        actor=APPLICANT,
        at=at,
    )
    return Status(201, case_shown(case, at))


@router.post(
    "/cases/{number}/reopening", response=CaseShown, operation_id="reopen", summary="Say that it is not over"
)
def open_again(request: HttpRequest, number: str, body: ReopeningGiven) -> CaseShown:
    """Within the time that the service gives."""
    count(request, ACTS)
    at = timezone.now()
    case = opened_case(request, number, at)
    reopen(case=case, reason=body.reason, actor=APPLICANT, at=at)
    return case_shown(opened_case(request, number, at), at)


@router.post(
    "/cases/{number}/silence",
    response=CaseShown,
    operation_id="claim_silence",
    summary="Rely on the body's silence",
)
def rely_on_silence(request: HttpRequest, number: str, body: SilenceGiven) -> CaseShown:  # noqa: ARG001  its shape
    """Where the law gives silence a meaning, once the time to answer has run out."""
    count(request, ACTS)
    at = timezone.now()
    case = opened_case(request, number, at)
    claim_silence(case=case, actor=APPLICANT, at=at)
    return case_shown(opened_case(request, number, at), at)
