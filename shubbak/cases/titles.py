"""What the answers of a form say of a case: its title, its applicant, what of it may be public."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.cases.models import Case
from shubbak.cases.rules import PersonFacts
from shubbak.catalogue import forms
from shubbak.catalogue.spec import ServiceSpec

LANGUAGES = ("ar", "fr", "en")
_IDENTITY_KINDS = {
    "national_id": "national_card",
    "residence": "residence_card",
    "company": "company_id",
}


def title_of(spec: ServiceSpec, answers: Mapping[str, Any], country: str) -> dict[str, str]:
    """The title of a case in each language, at most 200 characters."""
    return {language: forms.title_of(spec, answers, language, country)[:200] for language in LANGUAGES}


def applicant_from(spec: ServiceSpec, answers: Mapping[str, Any], language: str) -> PersonFacts:
    """The person as the answers that the pack binds describe them."""
    known = {field.name for field in fields(PersonFacts)}
    said = {name: value for name, value in forms.applicant_of(spec, answers).items() if name in known}
    kind = said.get("identity_kind", "")
    said |= {"language": language, "identity_kind": _IDENTITY_KINDS.get(kind, kind)}
    return PersonFacts(**({"name": "—"} | said))


def public_values(spec: ServiceSpec, case: Case, names: Sequence[str], agency: Agency) -> dict[str, str]:
    """What a publication shows: number, stage, result and day, or answers that the linter found to name
    nobody.
    """
    own = {
        "number": case.number,
        "service": spec.code,
        "stage": spec.states[case.state].public,
        "result": case.result,
        "date": case.opened_at.astimezone(ZoneInfo(agency.zone)).date().isoformat(),
    }
    shown = forms.answers_shown(spec, case.answers, agency.default_language, agency.country)
    answers = {answer.question: answer.text for answer in shown}
    return {name: own.get(name, answers.get(name, "")) for name in names}
