"""Deposits: one post is one entry and one case, whatever is repeated.

The key of a deposit makes its submission id. Everything in the answer stands in rows that never change, so a
repetition renders the very same bytes, also when the first answer was lost on its way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from ninja import Router, Schema, Status
from pydantic import Field

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.api.limits import DEPOSITS, count
from shubbak.api.links import case_address, segment_of, tracking_page
from shubbak.api.opening import APPLICANT
from shubbak.api.persons import PersonGiven, person_facts
from shubbak.api.problems import Problem, invalid_field
from shubbak.api.rest.uploads import PaperGiven, checked_papers
from shubbak.api.shapes import Code, Incoming, Instant, Links
from shubbak.cases.actions import deposit
from shubbak.cases.models import Case
from shubbak.cases.queries import case_of_submission
from shubbak.cases.queries.applicant import code_of_deposit, promise_of_deposit
from shubbak.cases.rules import DepositInvalid, PaperFacts, SubmissionConflict
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import UnknownService, service_for_people, spec_of
from shubbak.foundation.localized import pick

router = Router(tags=["deposits"])
KEY_HEADER = "Idempotency-Key"
_KEYS = UUID("5c1f0b6e-77a5-5d0c-9a43-7d3f7a1e4b10")
"""The namespace of submission ids that are made of keys."""
CHANNEL = "api"
_LONGEST_KEY = 255
KEY_PARAMETER: Mapping[str, Any] = {
    "name": KEY_HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "description": "A random UUID, drawn once for this deposit. A repetition with it gets the same answer.",
}


class DepositGiven(Incoming):
    """``applicant`` may be left out where the answers say who it is; ``on_behalf_of``: for whom."""

    service: Code
    answers: Annotated[dict[str, Any], Field(description="As the `answers_schema` of the service says.")]
    papers: Annotated[list[PaperGiven], Field(max_length=50)] = []
    applicant: PersonGiven | None = None
    on_behalf_of: PersonGiven | None = None
    language: Literal["ar", "fr", "en"] | None = None


class DepositShown(Schema):
    """``code`` opens the case together with its number: keep both. ``case``: the number in an address."""

    number: str
    case: str
    code: str
    service: str
    version: str
    language: str
    received_at: Instant
    due_at: Instant | None
    explanation: str
    links: Links


@dataclass(frozen=True)
class _Given:
    """A deposit as it came, ready for the action; all but the version and the instant repeats."""

    body: DepositGiven
    language: str
    submission_id: UUID

    def deposited(self, version: ServiceVersion, papers: list[PaperFacts], at: datetime) -> Case:
        zone_country = current_agency().country
        body = self.body
        return deposit(
            service_version=version,
            answers=body.answers,
            applicant=person_facts(body.applicant, "/applicant", self.language, zone_country),
            on_behalf_of=person_facts(body.on_behalf_of, "/on_behalf_of", self.language, zone_country),
            papers=papers,
            channel=CHANNEL,
            language=self.language,
            submission_id=self.submission_id,
            actor=APPLICANT,
            at=at,
        )


@router.post(
    "/deposits",
    response={201: DepositShown},
    operation_id="deposit",
    summary="Deposit a request",
    openapi_extra={"parameters": [KEY_PARAMETER]},
)
def create_deposit(request: HttpRequest, body: DepositGiven, response: HttpResponse) -> Status[DepositShown]:
    """Registers it at once: the answer holds its number, its code, and until when the body answers."""
    count(request, DEPOSITS)
    given = _Given(body, _language(body), submission_id_of(request.headers.get(KEY_HEADER, "")))
    case = _deposited(given, timezone.now())
    shown = _shown(case)
    response.headers["Location"] = shown.links["self"]
    return Status(201, shown)


def submission_id_of(key: str) -> UUID:
    """Every key of 1 to 255 printable ASCII characters is a submission id.

    :raises Problem: ``key-missing``.
    """
    if not key or len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable() or " " in key:
        words = gettext("Send the header Idempotency-Key with a random UUID, drawn once for this deposit.")
        raise Problem("key-missing", detail=words)
    return uuid5(_KEYS, key)


def _deposited(given: _Given, at: datetime) -> Case:
    """The case, new or of an earlier post with this key.

    Only a refusal makes us look for an earlier one: a version, a day or a file that was good then may not be
    good any more, and a repetition must not fail for that.
    """
    try:
        version = _version(given.body.service)
        papers = checked_papers(spec_of(version), given.body.papers, at)
        return given.deposited(version, papers, at)
    except (Problem, DepositInvalid, SubmissionConflict) as refusal:
        earlier = case_of_submission(given.submission_id)
        if earlier is None:
            raise
        return _repeated(given, earlier, refusal)


def _repeated(given: _Given, earlier: Case, refusal: Exception) -> Case:
    papers = [PaperFacts(paper.document, paper.requirement) for paper in given.body.papers]
    if given.body.service != earlier.service:
        raise Problem("key-reused") from refusal
    try:
        return given.deposited(earlier.service_version, papers, earlier.opened_at)
    except (DepositInvalid, SubmissionConflict, KeyError) as other:
        raise Problem("key-reused") from other


def _version(service: str) -> ServiceVersion:
    try:
        version = service_for_people(service)
    except UnknownService:
        raise invalid_field("/service", gettext("The body offers no such service.")) from None
    if CHANNEL not in spec_of(version).channels:
        raise invalid_field("/service", gettext("This service is not deposited through programs."))
    return version


def _language(body: DepositGiven) -> str:
    language = body.language or get_language() or "ar"
    if language not in current_agency().languages:
        raise invalid_field("/language", gettext("The body does not answer in this language."))
    return language


def _shown(case: Case) -> DepositShown:
    agency = current_agency()
    promised = promise_of_deposit(case)
    return DepositShown(
        number=case.number,
        case=segment_of(case.number),
        code=code_of_deposit(case),
        service=case.service,
        version=case.service_version.version,
        language=case.language,
        received_at=instant(case.opened_at, agency),
        due_at=instant(promised.due, agency) if promised else None,
        explanation=pick(promised.why, case.language) if promised else "",
        links=links_of_deposit(case),
    )


def instant(moment: datetime, agency: Agency) -> str:
    """As the calendar of the body writes it, with its offset."""
    return moment.astimezone(ZoneInfo(agency.zone)).isoformat(timespec="seconds")


def links_of_deposit(case: Case) -> dict[str, str]:
    return {
        "self": case_address(case),
        "receipt": case_address(case, "receipt.pdf"),
        "verification": case_address(case, "receipt"),
        "observations": case_address(case, "observations"),
        "papers": case_address(case, "papers"),
        "messages": case_address(case, "messages"),
        "withdrawal": case_address(case, "withdrawal"),
        "ratings": case_address(case, "ratings"),
        "tracking": tracking_page(case),
    }
