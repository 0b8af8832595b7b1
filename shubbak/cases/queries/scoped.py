"""Which cases a member of staff may see. Lists, counts, search and export all begin here (promises P12)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Q, QuerySet

from shubbak.cases.extension import shown_besides
from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.permissions import scope
from shubbak.cases.queries.asides import asked_of
from shubbak.catalogue.queries import spec_of, versions_kept
from shubbak.foundation.reading import rows_where
from shubbak.people.models import Person, Staff
from shubbak.people.queries import records_of_same_person, roles_of
from shubbak.people.rules import Roles


def visible_to(staff: Staff, at: datetime, roles: Roles | None = None) -> CaseQuerySet:
    """The one queryset behind every way of reading cases."""
    return Case.objects.filter(seen_by(staff.pk, roles or roles_of(staff, at)))


def seen_by(staff_id: int, roles: Roles, keys: Mapping[str, int] | None = None) -> Q:
    """Its condition: one's own files, and while it is awaited those on which one's unit is asked for its
    opinion, and what rooms above show them. Whoever sees everything has no condition to widen.

    :param keys: those of the units by code, where they are known.
    """
    own = scope(roles, staff_id, keys)
    asked = [*asked_of(roles), *shown_besides(staff_id)] if own else []
    return own | Q(pk__in=asked) if asked else own


def files_of_keys(keys: Iterable[UUID]) -> Mapping[UUID, Case]:
    """The files of these keys with unit, applicant, person in charge and version, whoever asks: for keys that
    were read within somebody's rights.
    """
    found = rows_where(Case, "this.id = ANY(%s)", [list(keys)], related=("unit", "applicant", "assignee"))
    versions = versions_kept({case.service_version_id for case in found})
    for case in found:
        case.service_version = versions[case.service_version_id]
    return {case.pk: case for case in found}


def case_visible(staff: Staff, case_id: UUID, at: datetime) -> Case | None:
    """The case, or None whether it is absent or somebody else's: the answer is the same."""
    wanted = visible_to(staff, at).select_related("unit", "assignee", "applicant", "service_version")
    return wanted.filter(pk=case_id).first()


def cases_of_person(staff: Staff, person: Person, at: datetime) -> QuerySet[Case]:
    """The other files of the same person that the asker may see."""
    same = list(records_of_same_person(person).values_list("pk", flat=True))
    return visible_to(staff, at).filter(Q(applicant__in=same) | Q(submitter__in=same)).order_by("-opened_at")


def similar_open_cases(staff: Staff, case: Case, at: datetime) -> QuerySet[Case]:
    """Open files of the same service with the same choices and place: neighbours of one outage."""
    same = {
        question.id: case.answers[question.id]
        for question in spec_of(case.service_version).questions()
        if question.type == "choice" and not question.binds and question.id in case.answers
    }
    for name, answer in case.answers.items():
        if isinstance(answer, dict) and answer.get("district"):
            same[name] = {"district": answer["district"]}
    if not same:
        return Case.objects.none()
    alike = visible_to(staff, at).in_hand().filter(service=case.service, answers__contains=same)
    return cast("QuerySet[Case]", alike.exclude(pk=case.pk).order_by("-opened_at"))
