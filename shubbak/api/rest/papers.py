"""Papers of a file: fetch one, add one."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from shubbak.agencies.queries import current_agency
from shubbak.api.limits import ACTS, count
from shubbak.api.opening import APPLICANT, opened_case
from shubbak.api.problems import Problem
from shubbak.api.rest.case_shape import CaseShown, case_shown
from shubbak.api.rest.uploads import PaperGiven, checked_papers
from shubbak.cases.actions import add_paper
from shubbak.cases.letter_papers import letter_sheet
from shubbak.cases.queries.applicant import letter_of_applicant, paper_of_applicant
from shubbak.catalogue.queries import spec_of
from shubbak.documents.paper import render
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import not_served_words

router = Router(tags=["papers"])


@router.get(
    "/cases/{number}/papers/{uuid:paper}", operation_id="read_paper", summary="A paper, as it was sent"
)
def read_paper(request: HttpRequest, number: str, paper: UUID) -> FileResponse:
    found = paper_of_applicant(opened_case(request, number, timezone.now()), paper)
    if found is None:
        raise Problem("not-found")
    try:
        return as_attachment(found)
    except NotServed as refused:
        raise Problem("not-found", not_served_words(refused), reason=refused.reason) from refused


@router.get(
    "/cases/{number}/letters/{uuid:letter_id}.pdf",
    operation_id="print_letter",
    summary="A letter of the body as a paper",
)
def print_letter(request: HttpRequest, number: str, letter_id: UUID) -> HttpResponse:
    case, agency = opened_case(request, number, timezone.now()), current_agency()
    found = letter_of_applicant(case, letter_id)
    if found is None:
        raise Problem("not-found")
    sheet = letter_sheet(case, found, agency)
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}"'}
    return HttpResponse(render(sheet, agency), content_type="application/pdf", headers=headers)


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
