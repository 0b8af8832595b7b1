"""By which words a case is found: its answers, its title, its people, its telephones, its papers' text."""

from uuid import UUID

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case, PaperText
from shubbak.catalogue import forms
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.people.models import Person
from shubbak.search.actions import forget, index

KIND = "case"
WRITTEN = "written"
"""The row of a case with papers that were read: their words and its own. The own ones stay a short row, since
a frequent word is looked for by reading the newest rows.
"""


def index_case(case: Case, spec: ServiceSpec) -> None:
    """Write the case into the index by its own words; of one just deposited no paper is read yet."""
    people = _people(case)
    index(
        kind=KIND,
        ref=case.id,
        at=case.opened_at,
        texts=_texts(case, spec),
        names=[person.name for person in people],
        figures=[value for person in people for value in (person.phone, person.identity_number)],
    )


def reindex_case(case_id: UUID) -> None:
    """Write the case again, after a text of it changed; one writer at a time, so that none is left out."""
    held = Case.objects.select_for_update(of=("self",), no_key=True)
    case = held.select_related("applicant", "submitter", "service_version").get(pk=case_id)
    spec = spec_of(case.service_version)
    index_case(case, spec)
    written = list(PaperText.objects.filter(paper__case=case).order_by("pk").values_list("text", flat=True))
    if not written:
        forget(kind=WRITTEN, ref=case.id)
        return
    texts = [*(person.name for person in _people(case)), *_texts(case, spec), *written]
    index(kind=WRITTEN, ref=case.id, at=case.opened_at, texts=texts, names=[], figures=[])


def _people(case: Case) -> list[Person]:
    return [person for person in (case.applicant, case.submitter) if person]


def _texts(case: Case, spec: ServiceSpec) -> list[str]:
    agency = current_agency()
    shown = forms.answers_shown(spec, case.answers, agency.default_language, agency.country)
    return [*(answer.text for answer in shown), *case.title.values(), *spec.title.values()]
