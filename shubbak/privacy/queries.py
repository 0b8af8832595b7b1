"""What is kept about a person, who looked at it, and which files may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Count, QuerySet

from shubbak.cases.models import Case
from shubbak.cases.queries.retention import PastRetention, cases_past_retention, keeping_of_case
from shubbak.cases.retention import Keeping
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import Retention
from shubbak.journal.queries import lines_about
from shubbak.notifications.actions import STAFF
from shubbak.notifications.queries import messages_about
from shubbak.notifications.rules import About
from shubbak.people.models import Person
from shubbak.people.queries import name_of
from shubbak.privacy.models import ErasureLine, ErasureList, FileLook, LegalHold

REVEALED = "person.identity_revealed"
DESTROY = "destroy"
_LOOKS = 100
_UNSETTLED = ("open", "approved")


@dataclass(frozen=True)
class Viewed:
    """Somebody read the whole identity number."""

    at: datetime
    by: str


@dataclass(frozen=True)
class Kept:
    """What is kept with one file about its people, until when, and who read an identity number."""

    case: Case
    people: Sequence[Person]
    papers: int
    messages: int
    keeping: Keeping | None
    rules: Sequence[Retention]
    viewed: Sequence[Viewed]
    looks: Sequence[FileLook]
    is_held: bool


def kept_with(case: Case) -> Kept:
    """Everything about the people of a file, for whoever opened it."""
    people = [person for person in (case.applicant, case.submitter) if person]
    rules = {(rule.keep, rule.then): rule for rule in spec_of(case.service_version).retention.values()}
    return Kept(
        case=case,
        people=people,
        papers=case.papers.count(),
        messages=_messages_to_people(case),
        keeping=keeping_of_case(case),
        rules=list(rules.values()),
        viewed=[view for person in people for view in views_of(person)],
        looks=list(looks_at(case)[:_LOOKS]),
        is_held=holds_in_force().filter(case=case).exists(),
    )


def _messages_to_people(case: Case) -> int:
    """Without those to colleagues, which say nothing to the person."""
    about = About("case", str(case.pk))
    return messages_about(about).exclude(person_id__startswith=STAFF).count()


def views_of(person: Person) -> list[Viewed]:
    """Who read this identity number, and when: each view is a line of the journal."""
    lines = lines_about(name_of(person))
    return [Viewed(line.at, line.actor_name) for line in lines if line.what == REVEALED]


def looks_at(case: Case) -> QuerySet[FileLook]:
    """Who opened the file, the latest day first."""
    return FileLook.objects.filter(case=case).select_related("staff")


def holds_in_force() -> QuerySet[LegalHold]:
    return LegalHold.objects.filter(lifted_at=None).select_related("case")


def files_due(at: datetime, limit: int) -> list[PastRetention]:
    """Closed files whose time of keeping is over, that go to no archive, are not held and on no list."""
    held = set(holds_in_force().values_list("case", flat=True))
    listed = set(_lines_unsettled().values_list("case", flat=True))
    due = (found for found in cases_past_retention(at) if _may_go(found, held | listed))
    return list(islice(due, limit))


def is_listed(case: Case) -> bool:
    return _lines_unsettled().filter(case=case).exists()


def lists_made() -> QuerySet[ErasureList]:
    """The newest first, each with how many files it names."""
    return ErasureList.objects.annotate(files=Count("lines")).prefetch_related("visas")


def lines_of(listed: ErasureList) -> QuerySet[ErasureLine]:
    return listed.lines.select_related("case")


def _lines_unsettled() -> QuerySet[ErasureLine]:
    return ErasureLine.objects.filter(listed__state__in=_UNSETTLED, erased_at=None)


def _may_go(found: PastRetention, kept: set[UUID]) -> bool:
    return found.keeping.then == DESTROY and found.case.pk not in kept
