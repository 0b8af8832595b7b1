"""The one search: files by their number, words, people and papers, and the persons themselves. Whatever it
shows is of a file that the asker's list holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from shubbak.cases.indexing import KIND
from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries.scoped import visible_to
from shubbak.cases.queries.tallies import tallied
from shubbak.catalogue.queries import spec_of
from shubbak.foundation.numbering import parse_number
from shubbak.people.models import Person, Staff
from shubbak.people.queries import records_of_same_person
from shubbak.search.arabic import fold, lexemes
from shubbak.search.context import Hit, first_hit
from shubbak.search.queries import matching, newest_matching, newest_named

FOUND_AT_MOST = 50
PERSONS_AT_MOST = 5
_FIRST_CHUNK = 200


@dataclass(frozen=True)
class FileFound:
    """A file, and the words in it that were asked for, where neither title nor name shows them."""

    case: Case
    hit: Hit | None = None


@dataclass(frozen=True)
class PersonFound:
    """Somebody who brought files that the asker sees, and how many, as far as `tallies` counts."""

    person: Person
    files: int


@dataclass(frozen=True)
class Found:
    files: Sequence[FileFound] = ()
    persons: Sequence[PersonFound] = ()


def find(staff: Staff, words: str, at: datetime) -> Found:
    """Files, newest first, and the persons named so whose files the asker sees."""
    stems = lexemes(words)
    files = [FileFound(case, _hit(case, stems)) for case in search_cases(staff, words, at)]
    return Found(files, persons_found(staff, words, at))


def search_cases(staff: Staff, words: str, at: datetime, limit: int = FOUND_AT_MOST) -> list[Case]:
    """Cases by number (with or without its year), name, telephone or words, newest first, within the
    asker's rights.
    """
    wanted = _wanted(staff, at)
    numbered = list(wanted.filter(_numbered(words))[:limit]) if parse_number(words) else []
    seen = {case.pk for case in numbered}
    named = (case for case in _cases(wanted, newest_matching(KIND, words), limit) if case.pk not in seen)
    return [*numbered, *named][:limit]


def every_case_found(staff: Staff, words: str, at: datetime) -> CaseQuerySet:
    """All that :func:`search_cases` would find if it went on for ever, newest first."""
    named = Q(pk__in=matching(KIND, words).values("ref"))
    if parse_number(words):
        named |= _numbered(words)
    return visible_to(staff, at).filter(named).order_by("-opened_at", "id")


def persons_found(staff: Staff, words: str, at: datetime) -> list[PersonFound]:
    """The persons whose name holds every word, those of the newest files first; one line for each person."""
    visible, parts = visible_to(staff, at), fold(words).split()
    cases = _cases(_wanted(staff, at).select_related("submitter"), newest_named(KIND, words), FOUND_AT_MOST)
    known: dict[object, Person] = {}
    for person in chain.from_iterable((case.applicant, case.submitter) for case in cases):
        if person and all(part in fold(person.name) for part in parts):
            known.setdefault(_identity(person), person)
    shown = list(known.values())[:PERSONS_AT_MOST]
    counts = _files_of(shown, visible)
    return [PersonFound(person, counts[str(person.pk)]) for person in shown]


def files_of_person(staff: Staff, person_id: int, at: datetime) -> tuple[Person, list[Case]] | None:
    """Somebody and their newest files that the asker sees; None if there is none, whoever that is."""
    person = Person.objects.filter(pk=person_id).first()
    cases = list(_wanted(staff, at).filter(of_person(person))[:FOUND_AT_MOST]) if person else []
    return (person, cases) if person and cases else None


def files_named(staff: Staff, case: Case, at: datetime) -> CaseQuerySet:
    """The files whose number the person wrote, as far as the asker may see them: the one appealed, or
    complained about. A number that several registers know finds each.
    """
    questions = spec_of(case.service_version).questions()
    typed = [str(case.answers.get(question.id) or "") for question in questions if question.names == "file"]
    named = Q(pk__isnull=True)
    for words in filter(None, typed):
        named |= _numbered(words)
    return visible_to(staff, at).filter(named).exclude(pk=case.pk).order_by("-opened_at")


def _files_of(persons: Iterable[Person], visible: CaseQuerySet) -> Mapping[str, int]:
    lists = {str(person.pk): visible.filter(of_person(person)) for person in persons}
    return tallied(lists) if lists else {}


def of_person(person: Person) -> Q:
    """The files of somebody, whichever of their records they brought it under."""
    same = list(records_of_same_person(person).values_list("pk", flat=True))
    return Q(applicant__in=same) | Q(submitter__in=same)


def _identity(person: Person) -> object:
    return (
        (person.identity_kind, person.identity_number)
        if person.identity_number
        else person.phone or person.pk
    )


def _wanted(staff: Staff, at: datetime) -> CaseQuerySet:
    known: Any = visible_to(staff, at).select_related("unit", "assignee", "applicant", "service_version")
    return known.defer("service_version__source").order_by("-opened_at", "id")  # type: ignore[no-any-return]


def _cases(wanted: CaseQuerySet, batches: Iterable[list[UUID]], limit: int) -> list[Case]:
    """The first of the named cases that are among those wanted; few are asked for first: few are shown."""
    found: list[Case] = []
    for chunk in _chunks(batches):
        found += wanted.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [chunk]))[: limit - len(found)]
        if len(found) >= limit:
            break
    return found


def _chunks(batches: Iterable[list[UUID]]) -> Iterator[list[UUID]]:
    size = _FIRST_CHUNK
    for batch in batches:
        while batch:
            yield batch[:size]
            batch, size = batch[size:], size * 4


def _hit(case: Case, stems: Sequence[str]) -> Hit | None:
    shown = " ".join([*case.title.values(), case.applicant.name])
    if not stems or first_hit(shown, stems):
        return None
    return next(filter(None, (first_hit(text, stems) for text in _texts(case.answers))), None)


def _texts(answers: Any) -> Iterator[str]:
    if isinstance(answers, str):
        yield answers
    elif isinstance(answers, Mapping):
        for part in answers.values():
            yield from _texts(part)


def _numbered(words: str) -> Q:
    parsed = parse_number(words)
    if parsed is None:
        return Q(pk__isnull=True)
    number, year = parsed
    wanted = Q(entry__number=number)
    return wanted if year is None else wanted & Q(entry__series__year=year)
