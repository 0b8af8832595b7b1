"""By which words a case is found: its answers, its title, its people, its telephones, its papers' text."""

from collections.abc import Iterable
from uuid import UUID

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case, PaperText
from shubbak.catalogue import forms
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.search.actions import index

KIND = "case"


def index_case(case: Case, spec: ServiceSpec, written: Iterable[str] = ()) -> None:
    """Write the case into the index.

    :param written: in its papers; of a case that is just deposited nothing is read yet.
    """
    agency = current_agency()
    people = [person for person in (case.applicant, case.submitter) if person]
    shown = forms.answers_shown(spec, case.answers, agency.default_language, agency.country)
    index(
        kind=KIND,
        ref=case.id,
        at=case.opened_at,
        texts=[*(answer.text for answer in shown), *case.title.values(), *spec.title.values(), *written],
        names=[person.name for person in people],
        figures=[value for person in people for value in (person.phone, person.identity_number)],
    )


def reindex_case(case_id: UUID) -> None:
    """Write the case again, after a text of it changed; one writer at a time, so that none is left out."""
    held = Case.objects.select_for_update(of=("self",), no_key=True)
    case = held.select_related("applicant", "submitter", "service_version").get(pk=case_id)
    written = PaperText.objects.filter(paper__case=case).order_by("pk").values_list("text", flat=True)
    index_case(case, spec_of(case.service_version), written)
