"""Papers of a file: fetch one, add one."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import Router, Status

from shubbak.api.limits import ACTS, count
from shubbak.api.opening import APPLICANT, opened_case
from shubbak.api.problems import Problem
from shubbak.api.rest.case_shape import CaseShown, case_shown
from shubbak.api.rest.uploads import PaperGiven, checked_papers
from shubbak.cases.actions import add_paper
from shubbak.cases.queries.applicant import paper_of_applicant
from shubbak.catalogue.queries import spec_of
from shubbak.documents.serving import as_attachment

router = Router(tags=["papers"])


@router.get(
    "/cases/{number}/papers/{uuid:paper}", operation_id="read_paper", summary="A paper, as it was sent"
)
def read_paper(request: HttpRequest, number: str, paper: UUID) -> FileResponse:
    found = paper_of_applicant(opened_case(request, number, timezone.now()), paper)
    if found is None:
        raise Problem("not-found")
    return as_attachment(found)


@router.post(
    "/cases/{number}/papers", response={201: CaseShown}, operation_id="add_paper", summary="Add a paper"
)
def lay_paper(request: HttpRequest, number: str, body: PaperGiven) -> Status[CaseShown]:
    """Lays an uploaded file into the open file."""
    count(request, ACTS)
    at = timezone.now()
    case = opened_case(request, number, at)
    [paper] = checked_papers(spec_of(case.service_version), [body], at, pointer="")
    add_paper(case=case, paper=paper, actor=APPLICANT, at=at)
    return Status(201, case_shown(opened_case(request, number, at), at))
