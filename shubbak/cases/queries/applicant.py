"""What the applicant may fetch of their own case, once number and code, or a link, have opened it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.cases.models import Case, CaseEvent, CaseLetter
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import Requirement, ServiceSpec
from shubbak.documents.models import Document
from shubbak.foundation.codes import access_code
from shubbak.foundation.localized import Localized
from shubbak.foundation.reading import rows_where

_WAITING = """
this.id = ANY(%s) AND this.origin = 'api' AND this.direction = 'in' AND this.added_at > %s
AND NOT EXISTS (SELECT FROM cases_casepaper AS paper WHERE paper.document_id = this.id)
"""
UPLOADS_WAIT = timedelta(days=1)
"""How long a file sent by itself may wait for the deposit that names it."""


@dataclass(frozen=True)
class Promised:
    """What the receipt promised on the day of the deposit; later holds and extensions do not touch it."""

    due: datetime
    why: Localized


def promise_of_deposit(case: Case) -> Promised | None:
    """The promise as it was made; None where the service makes none."""
    said = case.said_at_deposit
    if said is None:
        said = CaseEvent.objects.filter(case=case, what="deposited").values_list("facts", flat=True).first()
    if not said or "due_at" not in said:
        return None
    return Promised(datetime.fromisoformat(said["due_at"]), said["why"])


def paper_of_letter(spec: ServiceSpec, name: str) -> str:
    """The kind of paper that a letter, or a paper going out, is printed as; empty for mere messages."""
    named = spec.letters.get(name) or spec.documents.get(name)
    return named.paper if named else ""


def paper_of_applicant(case: Case, document_id: UUID) -> Document | None:
    """A paper of the file that its applicant may see; None if it is absent, another's, or internal."""
    shown = Document.objects.select_related("file").filter(pk=document_id)
    return shown.filter(case_papers__case=case, case_papers__public=True).first()


def papers_to_come(case: Case) -> list[Requirement]:
    """Papers that the service takes from this person and of which none fit to be opened is on the file."""
    there = set(case.papers.exclude(document__scan="infected").values_list("requirement", flat=True))
    return [
        wanted
        for wanted in spec_of(case.service_version).documents.values()
        if wanted.direction == "in" and wanted.name not in there and _concerns(wanted, case)
    ]


def _concerns(wanted: Requirement, case: Case) -> bool:
    return wanted.when is None or wanted.when.holds(case.answers)


def letter_of_applicant(case: Case, letter_id: UUID) -> CaseLetter | None:
    """A letter of the body that the pack prints; None if it is absent, another's, or a message only."""
    letter = case.letters.select_related("outgoing").filter(pk=letter_id).first()
    return letter if letter and paper_of_letter(spec_of(case.service_version), letter.name) else None


def code_of_deposit(case: Case) -> str:
    """The code that the answer to the deposit held; it opens nothing once another was drawn."""
    return access_code(agency_key(current_agency()), case.pk, 1)


def uploads_waiting(ids: Collection[UUID], at: datetime) -> Mapping[UUID, Document]:
    """Files sent through the API that no case has yet and whose day is not over, by their id.

    The id is what their sender alone knows: 122 random bits that no page lists before the deposit.
    """
    sent = rows_where(Document, _WAITING, [list(ids), at - UPLOADS_WAIT], related=("file",))
    return {document.pk: document for document in sent}
