"""By which words a case is found: its answers, its title, its people, its telephones."""

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.catalogue import forms
from shubbak.catalogue.spec import ServiceSpec
from shubbak.search.actions import index

KIND = "case"


def index_case(case: Case, spec: ServiceSpec) -> None:
    """Write the case into the index; again whenever a text of it changes."""
    agency = current_agency()
    people = [person for person in (case.applicant, case.submitter) if person]
    shown = forms.answers_shown(spec, case.answers, agency.default_language, agency.country)
    index(
        kind=KIND,
        ref=case.id,
        at=case.opened_at,
        texts=[*(answer.text for answer in shown), *case.title.values(), *spec.title.values()],
        names=[person.name for person in people],
        figures=[value for person in people for value in (person.phone, person.identity_number)],
    )
