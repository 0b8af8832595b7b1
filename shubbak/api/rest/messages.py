"""Messages: the person writes to whoever holds the file."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from shubbak.api.limits import ACTS, count
from shubbak.api.opening import APPLICANT, opened_case
from shubbak.api.rest.case_shape import CaseShown, case_shown
from shubbak.api.shapes import Incoming, Words
from shubbak.cases.actions import receive_from_person

router = Router(tags=["messages"])


class MessageGiven(Incoming):
    words: Words


@router.post("/cases/{number}/messages", response={201: CaseShown}, operation_id="write", summary="Write")
def write(request: HttpRequest, number: str, body: MessageGiven) -> Status[CaseShown]:
    """The message stands on the file, and whoever works on it is told."""
    count(request, ACTS)
    at = timezone.now()
    case = opened_case(request, number, at)
    receive_from_person(case=case, words=body.words, actor=APPLICANT, at=at)
    return Status(201, case_shown(opened_case(request, number, at), at))
